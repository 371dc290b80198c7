"""Scans of letters: sealed by an officer, kept in parts, opened by whoever reads the folder only."""

import pytest
from psycopg.errors import InsufficientPrivilege, RaiseException

from crypto.errors import CannotOpen
from crypto.files import open_file
from crypto.names import FolderId, ItemId
from crypto.note import Note, seal_note
from crypto.seeds import exchange_public, new_id
from tests.casework.acting import ORIGIN, TODAY, declares
from tests.casework.casing import begins_case
from tests.casework.keeping import fetched, reads, revokes, seed_of, sends_item
from tests.casework.reporting import one_file
from tests.casework.sql import session_of, sql

SENT = {"Origin": ORIGIN, "Content-Type": "application/octet-stream"}
LETTER = b"%PDF-1.7 They start work before anybody has asked for a reference." * 1000


@pytest.fixture
def folder(monitoring_officer, deputy) -> bytes:
    case = begins_case(monitoring_officer, None, to=[deputy])
    assert declares(deputy.client, case.folder, "none").status_code == 201
    return case.folder


def puts(actor, folder: bytes, item: bytes, number: int, part: bytes):
    path = f"/api/folders/{folder.hex()}/items/{item.hex()}/parts/{number}"
    return actor.client.put(path, data=part, headers=SENT)


def gets(actor, folder: bytes, item: bytes, number: int = 0):
    return actor.client.get(f"/api/folders/{folder.hex()}/items/{item.hex()}/parts/{number}")


def adds(actor, folder: bytes, content: bytes = LETTER) -> ItemId:
    """Its parts, then the item that lists it."""
    item = ItemId(new_id())
    sealed, parts = one_file(actor.instance, folder, content)
    for number, part in enumerate(parts):
        assert puts(actor, folder, item, number, part).status_code == 201
    note = Note(actor.kid(), TODAY, "letter_1", "The letter, both sides", sealed.files)
    frame = seal_note(
        actor.instance,
        FolderId(folder),
        "evidence",
        note,
        folder_pk=exchange_public(seed_of(actor, folder)),
        sseed=actor.officer.sseed,
        item=item,
    )
    assert sends_item(actor, folder, frame).status_code == 201
    return item


def opened(actor, folder: bytes, item: bytes) -> bytes:
    """The file of an item, as this officer's browser opens it."""
    [file] = next(each for each in reads(actor, folder) if each.id == item).note.files
    ciphertext = gets(actor, folder, item).data[file.start : file.start + file.length]
    return open_file(actor.instance, FolderId(folder), file, ciphertext)


def test_a_scan_opens_for_whoever_reads_the_case(folder, monitoring_officer, deputy):
    item = adds(monitoring_officer, folder)
    assert opened(deputy, folder, item) == LETTER


def test_the_server_keeps_no_word_of_it_and_not_even_its_size(demo, folder, monitoring_officer):
    item = adds(monitoring_officer, folder)
    kept = gets(monitoring_officer, folder, item).data
    assert len(kept) == 1 << 20
    assert b"reference" not in kept
    assert b"letter" not in str(fetched(monitoring_officer, folder)["items"]).encode()


def test_whoever_is_taken_out_or_was_never_in_gets_no_part(demo, folder, monitoring_officer, deputy):
    item = adds(monitoring_officer, folder)
    reviewer = demo.actor("reviewer").signs_in()
    assert revokes(monitoring_officer, folder, deputy).status_code == 201
    for stranger in (deputy, reviewer):
        assert gets(stranger, folder, item).status_code == 404
        assert puts(stranger, folder, new_id(), 0, b"noise").status_code == 404
        with sql(demo, "casework_web", session_of(stranger)) as web:
            assert web.execute("select count(*) from casework.item_parts").fetchone() == (0,)


def test_a_part_that_was_changed_is_not_shown(demo, folder, monitoring_officer):
    item = adds(monitoring_officer, folder)
    [file] = next(each for each in reads(monitoring_officer, folder) if each.id == item).note.files
    ciphertext = bytearray(gets(monitoring_officer, folder, item).data[: file.length])
    ciphertext[100] ^= 1
    with pytest.raises(CannotOpen):
        open_file(monitoring_officer.instance, FolderId(folder), file, bytes(ciphertext))


def test_a_part_is_kept_once_and_nothing_follows_its_item(folder, monitoring_officer):
    item = ItemId(new_id())
    assert puts(monitoring_officer, folder, item, 0, b"first").status_code == 201
    assert puts(monitoring_officer, folder, item, 0, b"other").status_code == 409
    assert gets(monitoring_officer, folder, item).data == b"first"
    listed = adds(monitoring_officer, folder)
    assert puts(monitoring_officer, folder, listed, 1, b"more").status_code == 400


@pytest.mark.parametrize(("number", "size"), [(64, 10), (0, 0), (0, (1 << 20) + 1)])
def test_a_part_of_another_size_or_beyond_the_last_is_refused(folder, monitoring_officer, number, size):
    assert puts(monitoring_officer, folder, new_id(), number, b"x" * size).status_code == 400


def test_a_report_takes_no_files_from_officers(demo, reporter, monitoring_officer):
    report = reporter.reports("The till is short")
    demo.carry()
    monitoring_officer.fetches(report)
    assert puts(monitoring_officer, report, new_id(), 0, b"noise").status_code == 400


def test_not_even_sql_changes_a_part_or_signs_one_for_somebody_else(demo, folder, monitoring_officer, deputy):
    item = adds(monitoring_officer, folder)
    forged = "insert into casework.item_parts values (%s, 0, %s, 'noise', %s)"
    session = session_of(monitoring_officer)
    with sql(demo, "casework_web", session) as web, pytest.raises(InsufficientPrivilege):
        web.execute(forged, [new_id(), folder, deputy.kid()])
    with sql(demo, "casework_web", session) as web, pytest.raises(InsufficientPrivilege):
        web.execute("update casework.item_parts set bytes = 'other'")
    with sql(demo, "casework_owner") as owner, pytest.raises(RaiseException):
        owner.execute("delete from casework.item_parts where item = %s", [item])
