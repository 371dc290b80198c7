"""Offline, with the shares put together: every check first, then new wraps and unsigned events (§9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from casework.recovery.files import Asked, AskedFolder, RecoveredFolder
from casework.wraps import WrapFrame
from crypto.chain import Ledger, verify_chain
from crypto.context import Instance
from crypto.errors import Malformed, Refused
from crypto.frame import FrameType, pack
from crypto.keyring import GRACE, Keyring, Officer, RecoveryGroup
from crypto.ledger import Act, Event
from crypto.names import Kid, Seed
from crypto.publish import verify_keyrings
from crypto.root import Root, instance_of, root_words, verify_roots
from crypto.seeds import exchange_public
from crypto.wrap import unchain_seed, unwrap_folder_seed, wrap_folder_seed


@dataclass(frozen=True, slots=True)
class Trust:
    """Roots and keyrings that were verified; `group` is the one asked for, `to` those who get wraps."""

    instance: Instance
    roots: tuple[Root, ...]
    keyrings: tuple[Keyring, ...]
    group: RecoveryGroup
    to: tuple[Officer, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The twelve words that stand on the council's posters."""
        return root_words(self.roots[0].hash)

    @classmethod
    def verify(cls, asked: Asked, *, today: date, least_threshold: int = 2) -> Self:
        """Raises Malformed, BadSignature, or Refused: forged, expired, or for somebody who is not live."""
        roots = verify_roots(asked.roots, None, today, least_threshold=least_threshold)
        instance = instance_of(roots)
        keyrings = verify_keyrings(asked.keyrings, roots, instance)
        if not keyrings or keyrings[0].number != 1:
            raise Refused("the keyrings do not begin with the first")
        newest = keyrings[-1]
        if not newest.not_before - GRACE <= today <= newest.not_after + GRACE:
            raise Refused("the newest keyring is not in force today")
        groups = {group.rid: group for keyring in keyrings for group in keyring.recovery}
        if asked.rid not in groups:
            raise Refused("no keyring names this recovery group")
        return cls(instance, roots, keyrings, groups[asked.rid], _live(newest, asked.to))


def check_seed(trust: Trust, seed: Seed) -> None:
    """Raise Refused unless the shares gave the key of the group that was asked for."""
    if exchange_public(seed) != trust.group.xpk:
        raise Refused("these shares are of another group's key")


def recover(trust: Trust, seed: Seed, asked: AskedFolder, *, today: date) -> RecoveredFolder:
    """New wraps of one folder's newest key for everybody asked for who may have it and has it not yet.

    Raises Malformed, BadSignature, CannotOpen, or Refused: the group is no member, a key does not follow from
    the one before, or nobody remains who may be let in.
    """
    ledger = verify_chain(asked.events, trust.instance, asked.folder, trust.keyrings, roots=trust.roots)
    if not ledger.may_open(trust.group.rid, today):
        raise Refused("the group may not open this folder")
    people = [each for each in trust.to if each.oid not in ledger.barred and each.kid not in ledger.members]
    if not people:
        raise Refused("everybody asked for is barred from this folder or holds it already")
    folder_seed = _folder_seed(trust, seed, asked, ledger)
    return RecoveredFolder(
        asked.folder,
        _event(trust, ledger, asked, people, today).document,
        tuple(_wrap(trust, asked, ledger, each, folder_seed) for each in people),
    )


def _live(newest: Keyring, kids: Sequence[Kid]) -> tuple[Officer, ...]:
    officers = [newest.officer(kid) for kid in kids]
    found = tuple(each for each in officers if each is not None)
    if not found or len(found) != len(set(kids)):
        raise Refused("somebody asked for is not live on the newest keyring")
    return found


def _folder_seed(trust: Trust, seed: Seed, asked: AskedFolder, ledger: Ledger) -> Seed:
    wrap = WrapFrame.parse(asked.wrap)
    if (wrap.folder, wrap.epoch, wrap.holder) != (asked.folder, ledger.epoch, trust.group.rid):
        raise Malformed("not the group's wrap of the folder's newest key")
    pk_hash = ledger.pk_hashes[ledger.epoch]
    newest = unwrap_folder_seed(
        trust.instance, asked.folder, ledger.epoch, trust.group.rid, pk_hash, seed, wrap.sealed
    )
    _check_chains(trust, asked, ledger, newest)
    return newest


def _check_chains(trust: Trust, asked: AskedFolder, ledger: Ledger, newest: Seed) -> None:
    """A roll whose chain does not open to the key before is void."""
    chains = {chain.epoch: chain for chain in map(WrapFrame.parse, asked.chains)}
    seed = newest
    for epoch in range(ledger.epoch, 1, -1):
        if epoch not in chains:
            raise Refused("a folder's older key does not follow from its newer one")
        sealed, pk_hash = chains[epoch].sealed, ledger.pk_hashes[epoch - 1]
        seed = unchain_seed(trust.instance, asked.folder, epoch, seed, pk_hash, sealed)


def _wrap(trust: Trust, asked: AskedFolder, ledger: Ledger, to: Officer, seed: Seed) -> bytes:
    sealed = wrap_folder_seed(trust.instance, asked.folder, ledger.epoch, to.kid, to.xpk, seed)
    return pack(FrameType.WRAP, asked.folder, ledger.epoch.to_bytes(4, "big"), to.kid, sealed)


def _event(trust: Trust, ledger: Ledger, asked: AskedFolder, people: Sequence[Officer], today: date) -> Event:
    return Event(
        folder=asked.folder,
        seq=len(ledger.events),
        act=Act.RECOVER,
        by=Kid(trust.group.rid),
        on=max(today, ledger.events[-1].on),
        prev=ledger.head,
        to=tuple(sorted(each.kid for each in people)),
        epoch=ledger.epoch,
        pk=ledger.pk_hashes[ledger.epoch],
    )
