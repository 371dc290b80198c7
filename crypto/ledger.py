"""Ledgers: per folder, a signed chain of who may open it (protocol §8)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Self

from crypto.context import Instance, sha256, u32
from crypto.document import decode, encode
from crypto.errors import Malformed
from crypto.letter import MAX_SEQ
from crypto.names import NO_HASH, FolderId, Hash, ItemId, Kid, Oid, Rid, Seed
from crypto.root import custodian_id
from crypto.seeds import sign, verification_key
from crypto.signed import Signed

KEYS: Final = (
    "folder",
    "seq",
    "prev",
    "act",
    "by",
    "to",
    "epoch",
    "pk",
    "item",
    "hash",
    "purpose",
    "until",
    "barred",
    "on",
)


class Act(StrEnum):
    """What an event does."""

    RECEIVED = "received"
    OPEN = "open"
    GRANT = "grant"
    REVOKE = "revoke"
    ROLL = "roll"
    BAR = "bar"
    ADD = "add"
    READ = "read"
    UNMASK = "unmask"
    RECOVER = "recover"


NEEDS: Final[Mapping[Act, frozenset[str]]] = {
    Act.RECEIVED: frozenset({"to", "epoch", "pk", "hash"}),
    Act.OPEN: frozenset({"to", "epoch", "pk"}),
    Act.GRANT: frozenset({"to", "epoch", "pk"}),
    Act.REVOKE: frozenset({"to"}),
    Act.ROLL: frozenset({"to", "epoch", "pk"}),
    Act.BAR: frozenset({"barred"}),
    Act.ADD: frozenset({"item", "hash"}),
    Act.READ: frozenset({"item"}),
    Act.UNMASK: frozenset({"item"}),
    Act.RECOVER: frozenset({"to", "epoch", "pk"}),
}
MAY: Final[Mapping[Act, frozenset[str]]] = {
    Act.RECEIVED: frozenset({"item", "barred"}),
    Act.OPEN: frozenset({"barred", "purpose"}),
    Act.GRANT: frozenset({"purpose", "until"}),
    Act.REVOKE: frozenset({"purpose"}),
    Act.ROLL: frozenset({"purpose"}),
    Act.BAR: frozenset({"purpose"}),
    Act.ADD: frozenset(),
    Act.READ: frozenset({"purpose"}),
    Act.UNMASK: frozenset({"purpose"}),
    Act.RECOVER: frozenset({"purpose"}),
}
OPTIONAL: Final = ("to", "epoch", "pk", "item", "hash", "purpose", "until", "barred")


@dataclass(frozen=True, slots=True)
class Event:
    """One entry. `pk` = H(folder key); `hash` = H(payload) for `received`, H(item frame) for `add`."""

    folder: FolderId
    seq: int
    act: Act
    by: Kid
    on: date
    prev: Hash = NO_HASH
    to: tuple[Kid | Rid, ...] = ()
    epoch: int | None = None
    pk: Hash | None = None
    item: ItemId | None = None
    hash: Hash | None = None
    purpose: str | None = None
    until: date | None = None
    barred: tuple[Oid, ...] = ()

    def __post_init__(self) -> None:
        given = {name for name in OPTIONAL if getattr(self, name) not in (None, ())}
        if not NEEDS[self.act] <= given <= NEEDS[self.act] | MAY[self.act]:
            raise Malformed(f"a {self.act} event does not have the fields it should")

    @property
    def document(self) -> bytes:
        """The document."""
        return encode("event", {key: getattr(self, key) for key in KEYS})

    @property
    def document_hash(self) -> Hash:
        """H(document): the `prev` of the next event."""
        return sha256(self.document)

    @classmethod
    def decode(cls, document: bytes) -> Self:
        """Read it; Malformed if any part is not as it should be."""
        read = decode(document, "event", KEYS)
        act = read.text("act")
        if act not in set(Act):
            raise Malformed("an event with an act that is not one")
        pk, item, content = read.maybe_hex("pk", 32), read.maybe_hex("item", 16), read.maybe_hex("hash", 32)
        return cls(
            folder=FolderId(read.hex("folder", 16)),
            seq=read.number("seq", 0, MAX_SEQ),
            act=Act(act),
            by=Kid(read.hex("by", 16)),
            on=read.day("on"),
            prev=Hash(read.hex("prev", 32)),
            to=tuple(Kid(each) for each in read.hexes("to", 16)),
            epoch=read.maybe_number("epoch", 1, MAX_SEQ),
            pk=None if pk is None else Hash(pk),
            item=None if item is None else ItemId(item),
            hash=None if content is None else Hash(content),
            purpose=read.maybe_text("purpose"),
            until=read.maybe_day("until"),
            barred=tuple(Oid(each) for each in read.hexes("barred", 16)),
        )


def sign_event(instance: Instance, event: Event, sseed: Seed) -> bytes:
    """The event's frame, signed by `event.by`."""
    return Signed(event.document).with_signature(event.by, _signature(instance, event, sseed)).pack()


def sign_recovery(instance: Instance, event: Event, custodians: Iterable[Seed]) -> bytes:
    """A `recover` event's frame, which custodians sign; `event.by` is the group's rid and signs nothing."""
    signed = Signed(event.document)
    for seed in custodians:
        signer = custodian_id(verification_key(seed))
        signed = signed.with_signature(signer, _signature(instance, event, seed))
    return signed.pack()


def _signature(instance: Instance, event: Event, seed: Seed) -> bytes:
    return sign(instance, seed, "event", event.folder, u32(event.seq), event.document_hash)
