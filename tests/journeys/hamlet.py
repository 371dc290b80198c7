"""A portal alone, with a keyring of the test's own making: nothing collects what it takes in."""

import datetime as dt
import struct
from collections.abc import Sequence
from dataclasses import dataclass

import psycopg

from casework.demo_keys import OFFICERS, DemoOfficer
from crypto.context import Instance, sha256
from crypto.keyring import Collector, Officer, RecoveryGroup, Title, kid_of, rid_of
from crypto.names import NO_HASH, Seed
from crypto.publish import new_keyring, sign_keyring
from crypto.root import new_root, read_root, sign_root
from crypto.seeds import exchange_public, verification_key
from tests.installation import Installation

TODAY = dt.datetime.now(dt.UTC).date()
CUSTODIANS = OFFICERS[:2]
COLLECTOR = Seed(b"\x11" * 32), Seed(b"\x22" * 32)
RECOVERY = Seed(b"\x33" * 32)


@dataclass(frozen=True)
class Notices:
    """What the postbox publishes: `roots` and `keyring` as the portal serves them."""

    roots: bytes
    keyring: bytes


def notices(
    *,
    threshold: int = 1,
    signers: Sequence[DemoOfficer] = OFFICERS[:1],
    first_day: int = -1,
    last_day: int = 30,
    number: int = 1,
    recovery: Sequence[DemoOfficer] = (),
) -> Notices:
    """A root of two custodians and a keyring, in force between two days from now.

    `recovery`: holders of a recovery group, if there is to be one.
    """
    root = new_root(
        not_after=TODAY + dt.timedelta(days=400),
        threshold=threshold,
        custodians=[each.vk for each in CUSTODIANS],
    )
    for custodian in CUSTODIANS:
        root = sign_root(root, custodian.sseed)
    instance = Instance(root.hash[:16])
    keyring = new_keyring(
        instance,
        number=number,
        prev=sha256(b"the keyring before") if number > 1 else NO_HASH,
        root=read_root(root.document),
        not_before=TODAY + dt.timedelta(days=first_day),
        not_after=TODAY + dt.timedelta(days=last_day),
        collector=_collector(instance),
        officers=[_officer(instance, each) for each in OFFICERS],
        recovery=[_group(instance, recovery)] if recovery else [],
    )
    for signer in signers:
        keyring = sign_keyring(instance, keyring, signer.sseed)
    frame = root.pack()
    return Notices(struct.pack(">I", len(frame)) + frame, keyring.pack())


def _collector(instance: Instance) -> Collector:
    xpk, vk = exchange_public(COLLECTOR[0]), verification_key(COLLECTOR[1])
    return Collector(kid_of(instance, xpk, vk), xpk, vk)


def _group(instance: Instance, holders: Sequence[DemoOfficer]) -> RecoveryGroup:
    xpk, title = exchange_public(RECOVERY), Title("Recovery group", "Grŵp adfer")
    return RecoveryGroup(rid_of(instance, xpk), xpk, title, tuple(each.oid for each in holders), 2)


def _officer(instance: Instance, officer: DemoOfficer) -> Officer:
    return Officer(
        kid=kid_of(instance, officer.xpk, officer.vk),
        oid=officer.oid,
        xpk=officer.xpk,
        vk=officer.vk,
        role=officer.role,
        title=Title(officer.title_en, officer.title_cy),
        receives=True,
        replies=True,
        identity=officer.identity,
    )


@dataclass
class Hamlet:
    installation: Installation

    @property
    def portal(self) -> str:
        return self.installation.portal

    def opens(self, published: Notices | None = None, **settings: str) -> None:
        """Publish, then start the portal, which pins the first root that it finds."""
        found = published or notices()
        url = self.installation.databases.collector_url.replace("+psycopg", "")
        with psycopg.connect(url) as collector:
            for name, notice in (("roots", found.roots), ("keyring", found.keyring)):
                collector.execute("select postbox.publish(%s, %s)", [name, notice])
        self.installation.changes.setdefault("portal serve", {}).update(settings)
        self.installation.start("portal serve")

    def falls_over(self) -> None:
        self.installation.stop("portal serve")

    def gets_up(self) -> None:
        self.installation.start("portal serve")

    def stored(self, query: str) -> list[tuple]:
        """What an administrator of the postbox's database finds."""
        url = self.installation.databases.admin_url("postbox").replace("+psycopg", "")
        with psycopg.connect(url) as admin:
            return admin.execute(query).fetchall()

    def deposits(self) -> int:
        return self.stored("select count(*) from postbox.deposit")[0][0]
