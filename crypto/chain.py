"""Replaying a ledger: from signed events to who may open a folder now (protocol §8)."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from crypto.context import Instance, u32
from crypto.errors import Malformed, Refused
from crypto.keyring import Keyring
from crypto.ledger import Act, Event
from crypto.names import NO_HASH, FolderId, Hash, ItemId, Kid, Oid, Rid
from crypto.people import People
from crypto.root import Root
from crypto.seeds import verify
from crypto.signed import Signed

FIRST: Final = frozenset({Act.RECEIVED, Act.OPEN})


@dataclass(slots=True)
class Ledger:
    """A verified chain. `members`: kid or rid to the last day, or None; `head`: H(last document)."""

    events: list[Event] = field(default_factory=list)
    head: Hash = NO_HASH
    members: dict[Kid | Rid, date | None] = field(default_factory=dict)
    barred: set[Oid] = field(default_factory=set)
    epoch: int = 0
    pk_hashes: dict[int, Hash] = field(default_factory=dict)
    items: dict[ItemId, Hash] = field(default_factory=dict)

    def may_open(self, holder: Kid | Rid, on: date) -> bool:
        """Whether this person or group is a member on that day."""
        until = self.members.get(holder, date.min)
        return until is None or on <= until


def verify_chain(
    frames: Sequence[bytes],
    instance: Instance,
    folder: FolderId,
    keyrings: Sequence[Keyring],
    readers: AbstractSet[Kid | Rid] | None = None,
    roots: Sequence[Root] = (),
) -> Ledger:
    """Replay a folder's whole chain; `keyrings` and `roots` are the verified ones, oldest first.

    `readers`, for a report, are the `readers` and `recovery` of the report itself: first members who are not
    among them are none. Without `roots` no recovery counts. Raises Malformed, BadSignature, or Refused (a
    gap, a fork, a signer who was no member, a barred person, an epoch that does not follow, too few
    custodians).
    """
    people, ledger = People(keyrings, roots), Ledger()
    for frame in frames:
        signed = Signed.unpack(frame)
        event = Event.decode(signed.document)
        if (event.folder, event.seq, event.prev) != (folder, len(ledger.events), ledger.head):
            raise Refused("a ledger's events do not follow one another")
        if ledger.events and event.on < ledger.events[-1].on:
            raise Refused("a ledger's dates go back")
        _check_signature(instance, signed, event, people)
        _check_signer(ledger, event, people)
        _EFFECTS[event.act](ledger, event, people)
        if event.act in FIRST and readers is not None:
            ledger.members = {each: until for each, until in ledger.members.items() if each in readers}
        ledger.events.append(event)
        ledger.head = signed.hash
    return ledger


def _check_signature(instance: Instance, signed: Signed, event: Event, people: People) -> None:
    if event.act is Act.RECOVER:
        _check_custodians(instance, signed, event, people.custodians(event.on))
        return
    if [signer for signer, _ in signed.signatures] != [event.by]:
        raise Malformed("an event is not signed by its signer alone")
    signature = signed.signatures[0][1]
    verify(instance, people.key(event), signature, "event", event.folder, u32(event.seq), signed.hash)


def _check_custodians(instance: Instance, signed: Signed, event: Event, root: Root) -> None:
    for signer, signature in signed.signatures:
        if signer not in root.keys:
            raise Refused("a recovery is signed by somebody who is no custodian")
        verify(instance, root.keys[signer], signature, "event", event.folder, u32(event.seq), signed.hash)
    if len(signed.signatures) < root.threshold:
        raise Refused("a recovery is signed by too few custodians")


def _check_signer(ledger: Ledger, event: Event, people: People) -> None:
    if (event.act in FIRST) != (not ledger.events):
        raise Refused("a ledger begins with received or open, once")
    collector, member = people.is_collector(event.by, event.on), ledger.may_open(event.by, event.on)
    allowed = {
        Act.RECEIVED: collector,
        Act.OPEN: not collector and event.by in event.to,
        Act.ADD: member or collector,
        Act.UNMASK: member or people.holds_names(event.by),
        Act.RECOVER: member and people.is_group(event.by),
    }
    if not allowed.get(event.act, member):
        raise Refused(f"a {event.act} event by somebody who may not")


def _found(ledger: Ledger, event: Event, people: People) -> None:
    ledger.barred |= set(event.barred)
    _enter_epoch(ledger, event, 1)
    _admit(ledger, event, people)


def _grant(ledger: Ledger, event: Event, people: People) -> None:
    if event.epoch != ledger.epoch or event.pk != ledger.pk_hashes[ledger.epoch]:
        raise Refused("a grant of another key than the folder's")
    _admit(ledger, event, people)


def _revoke(ledger: Ledger, event: Event, _: People) -> None:
    for holder in event.to:
        if holder not in ledger.members:
            raise Refused("a revocation of somebody who is no member")
        del ledger.members[holder]


def _roll(ledger: Ledger, event: Event, people: People) -> None:
    kept = {holder: ledger.members.get(holder) for holder in event.to}
    if event.by not in kept or not kept.keys() <= ledger.members.keys():
        raise Refused("a roll to somebody who is no member")
    _enter_epoch(ledger, event, ledger.epoch + 1)
    ledger.members = {}
    _admit(ledger, event, people)
    ledger.members = kept


def _bar(ledger: Ledger, event: Event, people: People) -> None:
    ledger.barred |= set(event.barred)
    ledger.members = {
        holder: until
        for holder, until in ledger.members.items()
        if ledger.barred.isdisjoint(people.persons(holder))
    }


def _add(ledger: Ledger, event: Event, _: People) -> None:
    if event.item is None or event.hash is None or event.item in ledger.items:
        raise Refused("an item is added twice")
    ledger.items[event.item] = event.hash


def _note(_ledger: Ledger, _event: Event, _people: People) -> None:
    """Reading and unmasking change nobody's rights."""


_EFFECTS: Final[Mapping[Act, Callable[[Ledger, Event, People], None]]] = {
    Act.RECEIVED: _found,
    Act.OPEN: _found,
    Act.GRANT: _grant,
    Act.REVOKE: _revoke,
    Act.ROLL: _roll,
    Act.BAR: _bar,
    Act.ADD: _add,
    Act.READ: _note,
    Act.UNMASK: _note,
    Act.RECOVER: _grant,
}


def _enter_epoch(ledger: Ledger, event: Event, epoch: int) -> None:
    if event.epoch != epoch or event.pk is None:
        raise Refused("a folder's epochs do not follow one another")
    ledger.epoch = epoch
    ledger.pk_hashes[epoch] = event.pk


def _admit(ledger: Ledger, event: Event, people: People) -> None:
    for holder in event.to:
        if not ledger.barred.isdisjoint(people.persons(holder)):
            raise Refused("an event lets in somebody who is barred")
        ledger.members[holder] = event.until
