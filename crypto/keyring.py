"""The keyring: everyone who may hold a wrap, for at most 45 days at a time (protocol §3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from crypto.context import Instance, sha256
from crypto.names import Hash, Kid, Oid, Rid

MAX_KEYRING: Final = 256 * 1024
MAX_OFFICERS: Final = 64
MAX_GROUPS: Final = 8
MAX_LIFE: Final = timedelta(days=45)
GRACE: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Title:
    """What somebody is called, in English and Welsh."""

    en: str
    cy: str


@dataclass(frozen=True, slots=True)
class Collector:
    """Casework's worker, which drops what is not for an officer."""

    kid: Kid
    xpk: bytes
    vk: bytes


@dataclass(frozen=True, slots=True)
class Officer:
    """A live officer. `identity` is the group, 1 or 2, in which they hold half-keys of names; 0 for none."""

    kid: Kid
    oid: Oid
    xpk: bytes
    vk: bytes
    role: str
    title: Title
    receives: bool
    replies: bool
    identity: int


@dataclass(frozen=True, slots=True)
class EndedOfficer:
    """A key no longer in use: what it signed up to and on the day `on` still counts."""

    kid: Kid
    oid: Oid
    vk: bytes
    title: Title
    replies: bool
    on: date


@dataclass(frozen=True, slots=True)
class RecoveryGroup:
    """People who can open together, `threshold` of `holders`."""

    rid: Rid
    xpk: bytes
    title: Title
    holders: tuple[Oid, ...]
    threshold: int


@dataclass(frozen=True, slots=True)
class Keyring:
    """A keyring that has been read; `verify_keyring` says whether it may be believed."""

    iid: bytes
    number: int
    prev: Hash
    root: Hash
    not_before: date
    not_after: date
    collector: Collector
    officers: tuple[Officer, ...]
    ended: tuple[EndedOfficer, ...]
    recovery: tuple[RecoveryGroup, ...]
    document: bytes

    @property
    def hash(self) -> Hash:
        """H(document): what reports and messages carry."""
        return sha256(self.document)

    @property
    def receivers(self) -> tuple[Officer, ...]:
        """Officers to whom reports are sealed."""
        return tuple(officer for officer in self.officers if officer.receives)

    @property
    def identity_holders(self) -> tuple[Officer, ...]:
        """Officers who hold half-keys of names."""
        return tuple(officer for officer in self.officers if officer.identity)

    def officer(self, kid: Kid) -> Officer | None:
        """The live officer with this key."""
        return next((officer for officer in self.officers if officer.kid == kid), None)

    def signer(self, kid: Kid, on: date) -> Officer | EndedOfficer | None:
        """Whose key this is, if a signature dated `on` counts."""
        ended = (each for each in self.ended if each.kid == kid and on <= each.on)
        return self.officer(kid) or next(ended, None)


@dataclass(frozen=True, slots=True)
class Slot:
    """Whom a slot of a report is for: an officer, a group, or (`share`) an identity holder."""

    holder: Officer | RecoveryGroup
    share: bool

    @property
    def id(self) -> Kid | Rid:
        """The holder's kid or rid."""
        return self.holder.kid if isinstance(self.holder, Officer) else self.holder.rid


def slots(keyring: Keyring) -> tuple[Slot, ...]:
    """The slots of a report in their order: receivers, groups, identity holders (§6)."""
    return (
        *(Slot(officer, share=False) for officer in keyring.receivers),
        *(Slot(group, share=False) for group in keyring.recovery),
        *(Slot(officer, share=True) for officer in keyring.identity_holders),
    )


def offers_identity(keyring: Keyring, left_out: Iterable[Oid]) -> bool:
    """Whether a name may be given in confidence: both groups keep a member."""
    gone = frozenset(left_out)
    kept = {officer.identity for officer in keyring.identity_holders if officer.oid not in gone}
    return kept == {1, 2}


def open_groups(keyring: Keyring, left_out: Iterable[Oid]) -> tuple[RecoveryGroup, ...]:
    """The recovery groups that may be ticked: none of their holders is left out."""
    gone = frozenset(left_out)
    return tuple(group for group in keyring.recovery if gone.isdisjoint(group.holders))


def kid_of(instance: Instance, xpk: bytes, vk: bytes) -> Kid:
    """The 16-byte id of a pair of public keys."""
    return Kid(sha256(instance.context("kid", xpk, vk))[:16])


def rid_of(instance: Instance, xpk: bytes) -> Rid:
    """The 16-byte id of a recovery group's key."""
    return Rid(sha256(instance.context("rid", xpk))[:16])
