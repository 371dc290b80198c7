"""Ledgers: per folder, a signed chain of who may open it (protocol §8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crypto.context import Instance
from crypto.keyring import Keyring
from crypto.names import NO_HASH, FolderId, Hash, ItemId, Kid, Oid, Rid, Seed


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

    def encode(self) -> bytes:
        """The document."""
        raise NotImplementedError

    @classmethod
    def decode(cls, document: bytes) -> "Event":
        """Read it; Malformed if any part is not as it should be."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Ledger:
    """A verified chain. `members`: kid or rid to the last day, or None; `head`: H(last document)."""

    events: tuple[Event, ...]
    head: Hash
    members: dict[Kid | Rid, date | None]
    barred: frozenset[Oid]
    epoch: int
    pk_hashes: dict[int, Hash]
    items: dict[ItemId, Hash]

    def may_open(self, holder: Kid | Rid, on: date) -> bool:
        """Whether this person or group is a member on that day."""
        raise NotImplementedError


def sign_event(instance: Instance, event: Event, sseed: Seed) -> bytes:
    """The event's frame, signed by `event.by`."""
    raise NotImplementedError


def verify_chain(
    frames: Sequence[bytes], instance: Instance, folder: FolderId, keyrings: Sequence[Keyring]
) -> Ledger:
    """Replay a folder's whole chain; `keyrings` is the verified chain of keyrings, oldest first.

    Raises Malformed, BadSignature, or Refused (a gap, a fork, a signer who was no member, a barred person,
    an epoch that does not follow).
    """
    raise NotImplementedError
