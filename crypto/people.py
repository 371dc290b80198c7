"""Everybody whom keyrings and roots name, as a ledger's replay asks for them (protocol §8)."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from crypto.errors import Refused
from crypto.keyring import GRACE, Keyring
from crypto.ledger import Event
from crypto.names import Kid, Oid, Rid
from crypto.root import Root


class People:
    """Everybody whom the verified chain of keyrings ever named."""

    def __init__(self, keyrings: Sequence[Keyring], roots: Sequence[Root]) -> None:
        self._keyrings, self._newest = keyrings, keyrings[-1]
        self._roots = {root.hash: root for root in roots}
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

    def custodians(self, on: date) -> Root:
        """The root under which that day's keyring was signed; Refused if it is not among those given."""
        then = [ring.root for ring in self._keyrings if ring.not_before <= on]
        if not then or then[-1] not in self._roots:
            raise Refused("a recovery under a root that nobody showed")
        return self._roots[then[-1]]

    def is_group(self, holder: Kid | Rid) -> bool:
        """Whether this is a recovery group."""
        return holder in self._groups

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
