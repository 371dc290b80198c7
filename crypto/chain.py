"""Replaying a ledger: from signed events to who may open a folder now (protocol §8)."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from crypto.context import Instance, u32
from crypto.errors import Malformed, Refused
from crypto.keyring import GRACE, Keyring
from crypto.ledger import Act, Event
from crypto.names import NO_HASH, FolderId, Hash, ItemId, Kid, Oid, Rid
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


class _People:
    """Everybody whom the verified chain of keyrings ever named."""

    def __init__(self, keyrings: Sequence[Keyring]) -> None:
        self._keyrings, self._newest = keyrings, keyrings[-1]
        self._oids = {each.kid: each.oid for ring in keyrings for each in ring.ended}
        self._oids |= {each.kid: each.oid for ring in keyrings for each in ring.officers}
        self._groups = {group.rid: group.holders for ring in keyrings for group in ring.recovery}

    def persons(self, holder: Kid | Rid) -> AbstractSet[Oid]:
        """The people behind a kid or rid; Refused if no keyring names it."""
        if holder in self._oids:
            return {self._oids[Kid(holder)]}
        if holder in self._groups:
            return set(self._groups[Rid(holder)])
        raise Refused("an event names somebody whom no keyring names")

    def is_collector(self, kid: Kid, on: date) -> bool:
        """Whether this was the collector's key on that day."""
        return self._collector(kid, on) is not None

    def holds_names(self, kid: Kid) -> bool:
        """Whether this is a live officer who holds half-keys of names."""
        officer = self._newest.officer(kid)
        return officer is not None and officer.identity != 0

    def key(self, event: Event) -> bytes:
        """The key that must have signed an event; Refused if its signer's had ended or never was."""
        signer = self._newest.signer(event.by, event.on)
        vk = signer.vk if signer else self._collector(event.by, event.on)
        if vk is None:
            raise Refused("an event signed with a key that did not count that day")
        return vk

    def _collector(self, kid: Kid, on: date) -> bytes | None:
        rings = (ring for ring in self._keyrings if ring.collector.kid == kid)
        in_force = (ring for ring in rings if ring.not_before - GRACE <= on <= ring.not_after + GRACE)
        return next((ring.collector.vk for ring in in_force), None)


def verify_chain(
    frames: Sequence[bytes],
    instance: Instance,
    folder: FolderId,
    keyrings: Sequence[Keyring],
    readers: AbstractSet[Kid | Rid] | None = None,
) -> Ledger:
    """Replay a folder's whole chain; `keyrings` is the verified chain of keyrings, oldest first.

    `readers`, for a report, are the `readers` and `recovery` of the report itself: first members who are not
    among them are none. Raises Malformed, BadSignature, or Refused (a gap, a fork, a signer who was no
    member, a barred person, an epoch that does not follow).
    """
    people, ledger = _People(keyrings), Ledger()
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


def _check_signature(instance: Instance, signed: Signed, event: Event, people: _People) -> None:
    if [signer for signer, _ in signed.signatures] != [event.by]:
        raise Malformed("an event is not signed by its signer alone")
    signature = signed.signatures[0][1]
    verify(instance, people.key(event), signature, "event", event.folder, u32(event.seq), signed.hash)


def _check_signer(ledger: Ledger, event: Event, people: _People) -> None:
    if (event.act in FIRST) != (not ledger.events):
        raise Refused("a ledger begins with received or open, once")
    collector, member = people.is_collector(event.by, event.on), ledger.may_open(event.by, event.on)
    allowed = {
        Act.RECEIVED: collector,
        Act.OPEN: not collector and event.by in event.to,
        Act.ADD: member or collector,
        Act.UNMASK: member or people.holds_names(event.by),
    }
    if not allowed.get(event.act, member):
        raise Refused(f"a {event.act} event by somebody who may not")


def _found(ledger: Ledger, event: Event, people: _People) -> None:
    ledger.barred |= set(event.barred)
    _enter_epoch(ledger, event, 1)
    _admit(ledger, event, people)


def _grant(ledger: Ledger, event: Event, people: _People) -> None:
    if event.epoch != ledger.epoch or event.pk != ledger.pk_hashes[ledger.epoch]:
        raise Refused("a grant of another key than the folder's")
    _admit(ledger, event, people)


def _revoke(ledger: Ledger, event: Event, _: _People) -> None:
    for holder in event.to:
        if holder not in ledger.members:
            raise Refused("a revocation of somebody who is no member")
        del ledger.members[holder]


def _roll(ledger: Ledger, event: Event, people: _People) -> None:
    kept = {holder: ledger.members.get(holder) for holder in event.to}
    if event.by not in kept or not kept.keys() <= ledger.members.keys():
        raise Refused("a roll to somebody who is no member")
    _enter_epoch(ledger, event, ledger.epoch + 1)
    ledger.members = {}
    _admit(ledger, event, people)
    ledger.members = kept


def _bar(ledger: Ledger, event: Event, people: _People) -> None:
    ledger.barred |= set(event.barred)
    ledger.members = {
        holder: until
        for holder, until in ledger.members.items()
        if ledger.barred.isdisjoint(people.persons(holder))
    }


def _add(ledger: Ledger, event: Event, _: _People) -> None:
    if event.item is None or event.hash is None or event.item in ledger.items:
        raise Refused("an item is added twice")
    ledger.items[event.item] = event.hash


def _note(_ledger: Ledger, _event: Event, _people: _People) -> None:
    """Reading and unmasking change nobody's rights."""


_EFFECTS: Final[Mapping[Act, Callable[[Ledger, Event, _People], None]]] = {
    Act.RECEIVED: _found,
    Act.OPEN: _found,
    Act.GRANT: _grant,
    Act.REVOKE: _revoke,
    Act.ROLL: _roll,
    Act.BAR: _bar,
    Act.ADD: _add,
    Act.READ: _note,
    Act.UNMASK: _note,
}


def _enter_epoch(ledger: Ledger, event: Event, epoch: int) -> None:
    if event.epoch != epoch or event.pk is None:
        raise Refused("a folder's epochs do not follow one another")
    ledger.epoch = epoch
    ledger.pk_hashes[epoch] = event.pk


def _admit(ledger: Ledger, event: Event, people: _People) -> None:
    for holder in event.to:
        if not ledger.barred.isdisjoint(people.persons(holder)):
            raise Refused("an event lets in somebody who is barred")
        ledger.members[holder] = event.until
