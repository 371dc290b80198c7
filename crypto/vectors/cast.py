"""A small council with fixed keys, for vectors and tests: custodians, officers, a group, a collector."""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

from crypto.context import Instance
from crypto.keyring import Collector, EndedOfficer, Keyring, Officer, RecoveryGroup, Title, kid_of, rid_of
from crypto.names import NO_HASH, Hash, Kid, Oid, Seed
from crypto.publish import new_keyring, read_keyring, sign_keyring
from crypto.root import Root, new_root, read_root, sign_root
from crypto.seeds import exchange_public, verification_key
from crypto.signed import Signed

TODAY: Final = date(2026, 3, 2)


def seed(label: str) -> Seed:
    """The seed that this label always gives."""
    return Seed(sha256(b"candour vectors: " + label.encode()).digest())


def short(label: str) -> bytes:
    """The 16-byte id that this label always gives."""
    return seed(label)[:16]


CUSTODIANS: Final = tuple(seed(f"custodian {number}") for number in (1, 2, 3))


def sign_root_by(root: Signed, *custodians: Seed) -> Signed:
    """The root with these custodians' signatures."""
    for custodian in custodians:
        root = sign_root(root, custodian)
    return root


def _first_root() -> Signed:
    keys = [verification_key(custodian) for custodian in CUSTODIANS]
    return sign_root_by(new_root(not_after=date(2028, 1, 1), threshold=2, custodians=keys), *CUSTODIANS)


ROOT_SIGNED: Final = _first_root()
ROOT: Final[Root] = read_root(ROOT_SIGNED.document)
INSTANCE: Final = Instance.of(ROOT.document)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a pair of seeds."""

    name: str
    oid: Oid
    xseed: Seed
    sseed: Seed

    @property
    def xpk(self) -> bytes:
        """Their exchange key."""
        return exchange_public(self.xseed)

    @property
    def vk(self) -> bytes:
        """Their verification key."""
        return verification_key(self.sseed)

    @property
    def kid(self) -> Kid:
        """The id of their keys."""
        return kid_of(INSTANCE, self.xpk, self.vk)

    @property
    def title(self) -> Title:
        """What they are called."""
        return Title(self.name, f"{self.name} (cy)")


def person(name: str, keys: str = "") -> Person:
    """Somebody by name; other `keys` make the same person with another key pair."""
    return Person(name, Oid(short(f"oid {name}")), seed(f"x {name}{keys}"), seed(f"s {name}{keys}"))


MONITORING: Final = person("Monitoring Officer")
DEPUTY: Final = person("Deputy Monitoring Officer")
REVIEWER: Final = person("Independent Reviewer")
CLERK: Final = person("Clerk")
FORMER: Final = person("Former Officer")
STRANGER: Final = person("Stranger")
COLLECTOR: Final = person("Collector")
GROUP_SEED: Final = seed("x recovery group")
GROUP: Final = RecoveryGroup(
    rid=rid_of(INSTANCE, exchange_public(GROUP_SEED)),
    xpk=exchange_public(GROUP_SEED),
    title=Title("Recovery group", "Grŵp adfer"),
    holders=(MONITORING.oid, Oid(short("oid Chair")), Oid(short("oid Auditor"))),
    threshold=2,
)


def officer(
    who: Person, *, receives: bool = True, replies: bool = True, identity: int = 0, role: str = "officer"
) -> Officer:
    """Somebody as a live officer."""
    return Officer(who.kid, who.oid, who.xpk, who.vk, role, who.title, receives, replies, identity)


OFFICERS: Final = (
    officer(MONITORING, identity=1),
    officer(DEPUTY, identity=1),
    officer(REVIEWER, identity=2),
    officer(CLERK, receives=False, replies=False),
)
ENDED: Final = (
    EndedOfficer(FORMER.kid, FORMER.oid, FORMER.vk, FORMER.title, replies=True, on=date(2026, 2, 1)),
)


def keyring_signed(
    *,
    number: int = 1,
    prev: Hash = NO_HASH,
    root: Root = ROOT,
    not_before: date = TODAY - timedelta(days=1),
    days: int = 40,
    officers: tuple[Officer, ...] = OFFICERS,
    ended: tuple[EndedOfficer, ...] = ENDED,
    recovery: tuple[RecoveryGroup, ...] = (GROUP,),
    custodians: tuple[Seed, ...] = CUSTODIANS[:2],
    instance: Instance = INSTANCE,
) -> Signed:
    """A keyring signed by these custodians; every part may be made different."""
    signed = new_keyring(
        instance,
        number=number,
        prev=prev,
        root=root,
        not_before=not_before,
        not_after=not_before + timedelta(days=days),
        collector=Collector(COLLECTOR.kid, COLLECTOR.xpk, COLLECTOR.vk),
        officers=officers,
        ended=ended,
        recovery=recovery,
    )
    for custodian in custodians:
        signed = sign_keyring(instance, signed, custodian)
    return signed


KEYRING_SIGNED: Final = keyring_signed()
KEYRING: Final[Keyring] = read_keyring(KEYRING_SIGNED.document)
