"""What recovering refuses: forged, spoilt and foreign files, and whatever SQL would put in by itself."""

from contextlib import suppress
from dataclasses import replace

import psycopg
import pytest

from casework.errors import NotThere
from casework.recovery import files
from casework.recovery.group import make
from crypto.errors import BadSignature, CannotOpen, Malformed, Refused
from crypto.keyring import Title
from crypto.seeds import new_seed
from tests.casework.recovering import (
    asks,
    opens,
    reads,
    signs_recoveries,
    submits,
)

TITLE = Title("Recovery group", "Grŵp adfer")
WORDS = {"what": "It is the Monitoring Officer"}


def test_a_wrap_that_a_forged_tool_made_for_somebody_barred_is_refused(
    demo, recovered, folder, monitoring_officer
):
    """A tool without our checks: the event and its wrap name the person who was left out."""
    (given,) = recovered
    barred = monitoring_officer.kid().hex().encode()
    forged = replace(given, event=given.event.replace(given.event.split(b'"to":["')[1][:32], barred))
    with pytest.raises(Refused, match="barred"):
        submits(demo, [forged])


def test_the_key_of_another_group_opens_nothing(demo, deputy, tmp_path):
    asks(demo, tmp_path / "file", "deputy")
    with pytest.raises(Refused, match="another group"):
        opens(tmp_path / "file", make(TITLE, ("deputy", "reviewer"), 2))


def test_a_signature_under_what_has_moved_on_or_by_another_key_counts_not(
    demo, recovered, deputy, monitoring_officer
):
    submits(demo, recovered)
    assert signs_recoveries(monitoring_officer, new_seed()).status_code == 400
    assert signs_recoveries(monitoring_officer).status_code == 201
    assert signs_recoveries(monitoring_officer).status_code == 409
    assert deputy.client.get("/api/custody/recoveries").status_code == 403


def test_a_wrap_changed_on_its_way_back_is_refused_or_opens_nothing(
    demo, recovered, deputy, folder, monitoring_officer
):
    (given,) = recovered
    for spoilt in (
        (),
        (given.wraps[0], given.wraps[0]),
        (given.wraps[0][:10] + b"\1" + given.wraps[0][11:],),
    ):
        with pytest.raises((Refused, Malformed)):
            submits(demo, [replace(given, wraps=spoilt)])
    flipped = given.wraps[0][:-1] + bytes([given.wraps[0][-1] ^ 1])
    submits(demo, [replace(given, wraps=(flipped,))])
    signs_recoveries(monitoring_officer)
    demo.carry()
    with pytest.raises(CannotOpen):
        reads(demo, deputy, folder)


def test_a_result_for_a_folder_that_nobody_asked_for_is_refused(demo, recovered):
    with demo.owner.begin() as connection:
        connection.exec_driver_sql("delete from casework.recovery_requests")
    with pytest.raises(NotThere):
        submits(demo, recovered)


@pytest.mark.parametrize("line", [0, 1])
def test_a_file_with_a_spoilt_line_is_refused(demo, made, deputy, tmp_path, line):
    path = tmp_path / "file"
    asks(demo, path, "deputy")
    lines = path.read_bytes().splitlines()
    lines[line] = lines[line].replace(b'"v":1', b'"v":2')
    path.write_bytes(b"\n".join(lines))
    with pytest.raises(Malformed):
        opens(path, made)


def test_a_ledger_forged_in_the_file_gives_nothing(demo, made, deputy, tmp_path):
    """Somebody takes the bar out of the collector's event."""
    path = tmp_path / "file"
    asks(demo, path, "deputy")
    asked, folders = files.read_request(path)
    (held,) = folders
    event = held.events[0]
    at = event.index(b'"barred":["') + 11
    forged = replace(held, events=(event[:at] + b"00" * 16 + event[at + 32 :],))
    files.write_request(tmp_path / "forged", asked, [forged])
    with pytest.raises((BadSignature, Malformed)):
        opens(tmp_path / "forged", made)


def test_the_owner_sees_no_report_and_the_worker_only_ledgers_that_are_laid_out(
    demo, reporter, folder, recovered
):
    another = reporter.reports("Nobody asked for this")
    demo.carry()
    ledger = "select count(*) from casework.recovery_ledger(%s)"
    with psycopg.connect(demo.databases.casework_owner_url.replace("+psycopg", "")) as owner:
        seen = owner.execute("select count(*) from casework.events where folder = %s", [folder]).fetchone()
        assert seen == (1,)
        assert owner.execute("select count(*) from casework.reports").fetchone() == (0,)
    with psycopg.connect(demo.databases.casework_worker_url.replace("+psycopg", "")) as worker:
        assert worker.execute(ledger, [folder]).fetchone() == (0,)
        submits(demo, recovered)
        assert worker.execute(ledger, [folder]).fetchone() == (1,)
        assert worker.execute(ledger, [another]).fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            worker.execute("select casework.finish_recovery(%s)", [folder])


ID, HASH, SIGNATURE = (f"decode(repeat('00', {size}), 'hex')" for size in (16, 32, 64))
EVENTS = "casework.recovery_events"


@pytest.mark.parametrize(
    "statement",
    [
        f"insert into casework.recovery_signatures select doc_hash, {ID}, {SIGNATURE} from {EVENTS}",
        f"insert into casework.recovery_signatures values ({HASH}, {ID}, {SIGNATURE})",
        f"insert into casework.recovery_requests values ({ID}, {ID}, current_date)",
        "update casework.recovery_events set document = 'x'",
        "select casework.relay_recovery('x', 'x', 'x')",
        "select wrap from casework.recovery_wraps",
    ],
)
def test_injected_sql_signs_for_nobody_and_lays_nothing_out(demo, recovered, deputy, statement):
    submits(demo, recovered)
    session = deputy.client.get_cookie("candour_session").value
    with psycopg.connect(demo.databases.casework_web_url.replace("+psycopg", "")) as web:
        web.execute("select set_config('candour.session', %s, false)", [session])
        assert web.execute("select count(*) from casework.recovery_events").fetchone() == (0,)
        with suppress(psycopg.errors.InsufficientPrivilege):
            assert web.execute(statement).rowcount == 0
