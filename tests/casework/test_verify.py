"""Ledgers checked offline: whatever somebody with the whole database changes is named."""

import json
import subprocess
import sys
from datetime import timedelta

import psycopg
import pytest

from casework import audit
from casework.export import export_ledgers
from casework.heads import sign_heads
from crypto.ledger import Act
from crypto.signed import Signed
from tests.casework.acting import TODAY
from tests.casework.keeping import next_event, opens_folder, writes_note

DAY = timedelta(days=1)


@pytest.fixture
def case(demo, monitoring_officer) -> bytes:
    """Five events of one folder."""
    demo.carry()
    folder = opens_folder(monitoring_officer)
    for number in range(4):
        assert writes_note(monitoring_officer, folder, f"Note {number}").status_code == 201
    return folder


@pytest.fixture
def verify(demo, tmp_path):
    """Export everything and check it: what is wrong, each as a line."""

    def export(spoil=None) -> list[str]:
        with demo.owner.begin() as connection:
            written = export_ledgers(connection, today=TODAY)
        file = tmp_path / "ledgers.json"
        file.write_text(written if spoil is None else spoil(written), encoding="utf-8")
        return [str(each) for each in audit.findings(audit.Export.read(file, least_threshold=1))]

    return export


@pytest.fixture
def tamper(demo):
    """Somebody with every right in the database, triggers out of the way."""

    def run(statement: str, *values: object) -> None:
        with psycopg.connect(demo.databases.admin_url("casework").replace("+psycopg", "")) as admin:
            for table in ("events", "head_entries", "heads"):
                admin.execute(f"alter table casework.{table} disable trigger all")
            admin.execute(statement, values)

    return run


def sign_heads_as_worker(demo, day) -> bool:
    with demo.collector.casework.begin() as connection:
        return sign_heads(connection, demo.collector.key, today=day)


def at(folder: bytes, seq: int) -> str:
    return f"folder {folder.hex()}, event {seq}: "


def test_what_nobody_touched_is_whole(demo, case, verify):
    assert sign_heads_as_worker(demo, TODAY + DAY)
    assert verify() == []


def test_an_altered_entry_is_named(case, verify, tamper):
    tamper("update casework.events set frame = set_byte(frame, 200, 65) where folder = %s and seq = 2", case)
    (found,) = verify()
    assert found.startswith(at(case, 2))


@pytest.mark.parametrize(
    "change", ["act = 'read'", "on_day = on_day - 3", "signer = '\\x00112233445566778899aabbccddeeff'"]
)
def test_a_column_that_says_other_than_the_signed_entry_is_named(case, verify, tamper, change):
    tamper(f"update casework.events set {change} where folder = %s and seq = 3", case)
    assert verify() == [at(case, 3) + "the row does not say what its signed entry says"]


def test_a_removed_entry_is_named(case, verify, tamper):
    tamper("delete from casework.events where folder = %s and seq = 2", case)
    (found,) = verify()
    assert found.startswith(at(case, 2))


def test_a_removed_entry_whose_followers_were_renumbered_is_named(case, verify, tamper):
    tamper("delete from casework.events where folder = %s and seq = 2", case)
    tamper("update casework.events set seq = seq - 1 where folder = %s and seq > 2", case)
    (found,) = verify()
    assert found.startswith(at(case, 2))


def test_two_entries_in_another_order_are_named(case, verify, tamper):
    tamper("update casework.events set seq = 9 where folder = %s and seq = 1", case)
    tamper("update casework.events set seq = 1 where folder = %s and seq = 2", case)
    tamper("update casework.events set seq = 2 where folder = %s and seq = 9", case)
    (found,) = verify()
    assert found.startswith(at(case, 1))


def test_an_entry_that_its_own_signer_dates_back_is_named_against_the_signed_heads(
    demo, case, monitoring_officer, verify, tamper
):
    """An officer and whoever keeps the database, together, sign something as of last week."""
    tamper("delete from casework.events where folder = %s and seq > 0", case)
    assert sign_heads_as_worker(demo, TODAY + 7 * DAY)
    frame = next_event(monitoring_officer, case, Act.READ, item=bytes(16))
    tamper(
        "insert into casework.events select %s, 1, 'read', signer, %s, %s, sha256(%s), %s"
        " from casework.events where folder = %s and seq = 0",
        case,
        TODAY,
        bytes(16),
        Signed.unpack(frame).document,
        frame,
        case,
    )
    (found,) = verify()
    assert found == at(case, 1) + f"dated back: it was not there when {TODAY + 7 * DAY} was signed"


def test_a_tail_that_was_cut_off_is_named_against_the_signed_heads(demo, case, verify, tamper):
    assert sign_heads_as_worker(demo, TODAY + DAY)
    tamper("delete from casework.events where folder = %s and seq > 2", case)
    (found,) = verify()
    assert found == at(case, 3) + f"missing, although it was there when {TODAY + DAY} was signed"


def test_a_whole_ledger_that_was_removed_is_named(demo, case, verify, tamper):
    assert sign_heads_as_worker(demo, TODAY + DAY)
    tamper("delete from casework.events where folder = %s", case)
    (found,) = verify()
    assert found.startswith(at(case, 0) + "missing")


def test_heads_that_the_collector_did_not_sign_are_named(demo, case, verify, tamper):
    assert sign_heads_as_worker(demo, TODAY + DAY)
    tamper("delete from casework.events where folder = %s and seq > 2", case)
    tamper("delete from casework.head_entries")
    assert verify() == [f"heads of {TODAY + DAY}: not signed by the collector"]


def test_heads_are_signed_once_a_day_and_only_what_moved_is_written_down(
    demo, case, monitoring_officer, verify
):
    assert sign_heads_as_worker(demo, TODAY + DAY)
    assert not sign_heads_as_worker(demo, TODAY + DAY)
    other = opens_folder(monitoring_officer)
    assert sign_heads_as_worker(demo, TODAY + 2 * DAY)
    assert verify() == []
    with demo.owner.begin() as connection:
        moved = connection.exec_driver_sql("select folder from casework.head_entries order by on_day")
        assert [bytes(each) for each in moved.scalars()] == [case, other]


def test_the_export_holds_no_content_and_no_key(demo, case, verify, tmp_path):
    verify()
    written = json.loads((tmp_path / "ledgers.json").read_text())
    assert set(written) == {"v", "made_on", "roots", "keyrings", "ledgers", "heads"}
    with demo.owner.begin() as connection:
        wraps = connection.exec_driver_sql("select wrap from casework.wraps").scalars()
        assert not any(bytes(each).hex()[:64] in json.dumps(written) for each in wraps)


@pytest.mark.parametrize("spoil", ["", "{}", "[]", '{"v":2}', "\x00"])
def test_something_that_is_no_export_is_refused_in_one_line(tmp_path, spoil):
    file = tmp_path / "x.json"
    file.write_text(spoil)
    done = subprocess.run(
        [sys.executable, "-m", "casework", "verify", str(file)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("BAD: ")


def test_an_auditor_reads_every_ledger_but_none_of_a_folder_they_are_shut_out_of(
    demo, reporter, monitoring_officer, deputy
):
    open_to_all = opens_folder(monitoring_officer)
    about_the_auditor = reporter.reports("It is the deputy", leaving_out=[deputy.officer])
    demo.carry()
    with demo.owner.begin() as connection:
        connection.exec_driver_sql(
            "update casework.officers set role = 'auditor' where oid = %s", (deputy.officer.oid,)
        )
    assert deputy.client.get("/api/ledgers").json["folders"] == [open_to_all.hex()]
    assert len(deputy.client.get(f"/api/ledgers/{open_to_all.hex()}").json["events"]) == 1
    assert deputy.client.get(f"/api/ledgers/{about_the_auditor.hex()}").status_code == 404
    for path in (f"/api/folders/{open_to_all.hex()}", "/api/inbox"):
        assert deputy.client.get(path).status_code == 403


def test_an_officer_reads_the_ledgers_of_their_own_folders_only(monitoring_officer, deputy):
    mine, theirs = opens_folder(monitoring_officer), opens_folder(deputy)
    assert monitoring_officer.client.get("/api/ledgers").json["folders"] == [mine.hex()]
    assert monitoring_officer.client.get(f"/api/ledgers/{theirs.hex()}").status_code == 404
