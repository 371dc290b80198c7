"""What the named queries give back: frozen, and no more than was asked for."""

from dataclasses import dataclass
from datetime import date

from casework.access_matrix import Role
from casework.permissions import NotPermitted, Permission, permissions_of
from crypto.names import FolderId, Hash, Kid, Oid


@dataclass(frozen=True, slots=True)
class Officer:
    """Whoever a session's secret belongs to. `kid` is None before the first root."""

    oid: Oid
    name: str
    title: str
    role: Role
    custodian: bool
    kid: Kid | None

    def may(self, permission: Permission) -> bool:
        """Whether this officer's role includes it."""
        return permission in permissions_of(Role(self.role), custodian=self.custodian)

    def check(self, permission: Permission) -> None:
        """Raise NotPermitted unless this officer may."""
        if not self.may(permission):
            raise NotPermitted(permission)


@dataclass(frozen=True, slots=True)
class Salts:
    """What a sign-in needs before it can prove anything, 16 bytes each."""

    oid: Oid
    salt: bytes
    proof_salt: bytes


@dataclass(frozen=True, slots=True)
class VaultKey:
    """The vault's key as one method wraps it; `credential` is empty for a passphrase."""

    method: str
    credential: bytes
    salt: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What a passkey's signature is checked against, and how often it has signed."""

    public_key: bytes
    sign_count: int


@dataclass(frozen=True, slots=True)
class Passkey:
    """One of an officer's own passkeys, under the name that they gave it."""

    credential: bytes
    name: str
    made_on: date
    used_on: date | None


@dataclass(frozen=True, slots=True)
class Session:
    """A place where an officer is signed in. `how`: passphrase, recovery or passkey."""

    mine: bool
    how: str
    opened_on: date
    seen_on: date


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody on the list of officers."""

    oid: Oid
    title: str


@dataclass(frozen=True, slots=True)
class Held:
    """A folder that somebody can open, and how many other people can."""

    folder: FolderId
    kind: str
    made_on: date
    others: int


@dataclass(frozen=True, slots=True)
class DueNotice:
    """A notice to be sent now, and how often that failed."""

    oid: Oid
    address: str
    tries: int


@dataclass(frozen=True, slots=True)
class NoticesWaiting:
    """Notices that failed at least once, that should have gone a day ago, and one kind of failure."""

    failing: int
    late: int
    error: str | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time link that has not been used. `first_root` is None while it founds the installation."""

    oid: Oid
    name: str
    title: str
    role: str
    custodian: bool
    totp_secret: str
    first_root: Hash | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the list of officers, with their live keys if they have joined."""

    oid: Oid
    title_en: str
    title_cy: str
    role: str
    receives: bool
    replies: bool
    identity: int
    custodian: bool
    custodian_id: bytes | None
    kid: Kid | None
    xpk: bytes | None
    vk: bytes | None
    enrol: bytes | None


@dataclass(frozen=True, slots=True)
class EndedKey:
    """A key that was replaced."""

    kid: Kid
    oid: Oid
    vk: bytes
    title_en: str
    title_cy: str
    replies: bool
    ended_on: date


@dataclass(frozen=True, slots=True)
class Installation:
    """The collector's public keys, and how many custodians must sign."""

    collector_xpk: bytes
    collector_vk: bytes
    threshold: int


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A root or keyring, drafted or published."""

    hash: Hash
    kind: str
    number: int
    document: bytes
    published: bool
