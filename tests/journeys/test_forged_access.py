"""A server that lies about who may read: officers' browsers refuse it, and say so in words."""

import time

import psycopg
import pytest

from casework.demo_keys import OFFICERS, DemoOfficer
from crypto.context import Instance
from crypto.keyring import Keyring, kid_of
from crypto.ledger import Act, Event, sign_event
from crypto.names import FolderId, Hash, Kid, Seed
from crypto.seeds import exchange_public, new_seed, verification_key
from crypto.signed import Signed
from tests.casework.acting import TODAY
from tests.casework.reporting import Reporter
from tests.installation import Installation
from tests.journeys.at_desk import sender_in
from tests.journeys.officer import Officer

ADD = """
    insert into casework.events (folder, seq, act, signer, on_day, doc_hash, frame)
    values (%s, %s, 'grant', %s, %s, %s, %s)
"""
MOVE_WRAPS = """
    update casework.wraps mine set wrap = (
        select wrap from casework.wraps other
        where other.folder = %s and other.holder = mine.holder and other.epoch = mine.epoch)
    where mine.folder = %s
"""
UNWRAPPED = "You have no key for this report, or the key does not open it."
BROKEN = "The record of who opened this report is broken or not rightly signed."
LAST = """
    select seq, frame, pk_hash from casework.events join casework.reports using (folder)
    where folder = %s order by seq desc limit 1
"""


class LyingServer:
    """Whoever holds the database, and writes what it likes into it."""

    def __init__(self, village: Installation, instance: Instance, keyring: Keyring) -> None:
        self.url = village.databases.admin_url("casework").replace("+psycopg", "")
        self.instance, self.keyring = instance, keyring

    def kid(self, officer: DemoOfficer) -> Kid:
        return next(each.kid for each in self.keyring.officers if each.oid == officer.oid)

    def has_collected(self, reports: int) -> None:
        deadline = time.monotonic() + 60
        with psycopg.connect(self.url, autocommit=True) as superuser:
            while superuser.execute("select count(*) from casework.reports").fetchone() != (reports,):
                assert time.monotonic() < deadline
                time.sleep(0.2)

    def moves_the_wraps(self, of: bytes, to: bytes) -> None:
        with psycopg.connect(self.url) as superuser:
            assert superuser.execute(MOVE_WRAPS, [of, to]).rowcount > 1

    def grants(self, folder: bytes, *, by: Kid, to: Kid, sseed: Seed) -> None:
        """An entry with every column right; only its signature cannot be."""
        with psycopg.connect(self.url) as superuser:
            seq, frame, pk_hash = superuser.execute(LAST, [folder]).fetchone()
            event = Event(
                folder=FolderId(folder),
                seq=seq + 1,
                act=Act.GRANT,
                by=by,
                on=TODAY,
                prev=Signed.unpack(frame).hash,
                to=(to,),
                epoch=1,
                pk=Hash(pk_hash),
            )
            signed = sign_event(self.instance, event, sseed)
            superuser.execute(ADD, [folder, seq + 1, by, TODAY, Signed.unpack(signed).hash, signed])


@pytest.fixture
def sender(village) -> Reporter:
    return sender_in(village)


@pytest.fixture
def liar(village, sender) -> LyingServer:
    return LyingServer(village, sender.instance, sender.keyring)


def test_a_moved_wrap_a_forged_grant_and_a_ghost_officer_are_refused_in_words(
    launched, village, sender, liar
):
    monitoring, second, reviewer = (liar.kid(each) for each in OFFICERS)
    ghost = new_seed()
    ghost_kid = kid_of(sender.instance, exchange_public(new_seed()), verification_key(ghost))
    words = ["The stores are empty.", "The keys are copied.", "The van is sold.", "The fund is spent."]
    bare, other, forged, haunted = (sender.reports(each) for each in words)
    liar.has_collected(len(words))
    liar.moves_the_wraps(of=other, to=bare)
    liar.grants(forged, by=monitoring, to=reviewer, sseed=new_seed())
    liar.grants(haunted, by=ghost_kid, to=second, sseed=ghost)

    deputy = Officer.signed_in(launched("chromium"), village.casework, "deputy")
    assert sorted(deputy.inbox()) == sorted([UNWRAPPED, *words[1:]])
    for each in words[2:]:
        deputy.opens(each)
        deputy.reads(BROKEN)
        assert not deputy.page.get_by_role("button", name="Seal and send reply").is_visible()
    deputy.page.context.close()
