"""docs/protocol.md is enough: a client that was written from it alone is understood, and understands."""

import datetime as dt

import pytest

from crypto.answer import answer
from crypto.code import derive_keys
from crypto.errors import CannotOpen
from crypto.keyring import Keyring
from crypto.letter import FolderKey
from crypto.opening import OpenedReport, open_report, open_route, seal_reply
from crypto.publish import read_keyring
from crypto.report import parse_report_frame
from crypto.signed import Signed
from crypto.state import open_state
from crypto.wrap import unwrap_folder_seed
from tests.docs.stranger import Stranger
from tests.portal.conftest import Desk, Office

WORDS = "Somebody signed for gravel that never came"
CODE = bytes(range(100, 113))


@pytest.fixture(scope="module")
def office() -> Office:
    return Office.found()


@pytest.fixture(scope="module")
def keyring(office) -> Keyring:
    return read_keyring(Signed.unpack(office.keyring_frame()).document)


@pytest.fixture(scope="module")
def stranger(office, keyring) -> Stranger:
    return Stranger(office.instance.iid, keyring.document, CODE)


def opened(office: Office, keyring: Keyring, payload: bytes, desk: Desk) -> OpenedReport:
    """What the officer at this desk reads, after the collector dropped what is not for them."""
    frame = parse_report_frame(payload)
    kid = next(officer.kid for officer in keyring.officers if officer.oid == desk.oid)
    route = open_route(office.instance, keyring, office.collector.xseed, frame)
    wraps = {slot.id: sealed for slot, sealed in route.kept if not slot.share}
    if kid not in wraps:
        raise CannotOpen("no wrap for this officer")
    seed = unwrap_folder_seed(office.instance, frame.folder, 1, kid, frame.pk_hash, desk.xseed, wraps[kid])
    return open_report(office.instance, frame.folder, seed, frame.item, [keyring])


def test_a_report_that_a_stranger_sealed_is_read_by_the_officers_left_ticked(office, keyring, stranger):
    left_out, reader = office.desks[:2]
    _, payload = stranger.report(WORDS, left_out=[left_out.oid.hex()])

    assert opened(office, keyring, payload, reader).report.answers == {"what": WORDS}
    with pytest.raises(CannotOpen):
        opened(office, keyring, payload, left_out)


def test_a_strangers_mailbox_opens_under_the_code(office, stranger):
    folder, payload = stranger.report(WORDS, left_out=[])
    keys = derive_keys(office.instance, CODE)

    state = open_state(office.instance, keys, parse_report_frame(payload).state)

    assert state.folder == folder


def test_a_stranger_reads_the_reply(office, keyring, stranger):
    desk = office.desks[0]
    _, payload = stranger.report(WORDS, left_out=[])
    report = opened(office, keyring, payload, desk)
    reply = seal_reply(
        office.instance,
        report,
        seq=1,
        by=next(officer.kid for officer in keyring.officers if officer.oid == desk.oid),
        sseed=desk.sseed,
        on=dt.date(2026, 11, 22),
        prev=bytes(32),
        ack=None,
        text="Thank you. We are looking into it.",
        status="assessing",
        next_date=None,
        readers=(),
        folder=FolderKey(1, report.report.folder_pk),
    )

    read = stranger.replies(answer(parse_report_frame(payload).state, [reply]))

    assert [each["text"] for each in read] == ["Thank you. We are looking into it."]
