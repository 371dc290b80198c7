"""Recovering folders for officers who lost their keys: asked, opened offline, signed, put in."""

from contextlib import suppress
from dataclasses import replace

import psycopg
import pytest

from casework.errors import NotThere, Taken
from casework.recovery import files
from casework.recovery.group import make
from casework.status import status
from crypto.errors import BadSignature, CannotOpen, Malformed, Refused
from crypto.keyring import Title
from crypto.seeds import new_seed
from tests.casework.acting import TODAY
from tests.casework.recovering import (
    acts,
    asks,
    loses_keys,
    opens,
    reads,
    signs_recoveries,
    submits,
    waiting,
    with_group,
)

TITLE = Title("Recovery group", "Grŵp adfer")
WORDS = {"what": "It is the Monitoring Officer"}


@pytest.fixture
def made(demo):
    """A group of the deputy and the reviewer, on the keyring before anybody reports."""
    group = make(TITLE, ("deputy", "reviewer"), 2)
    with_group(demo, group)
    demo.carry()
    return group


@pytest.fixture
def reporter(demo, made):
    return demo.reporter()


@pytest.fixture
def folder(demo, reporter, monitoring_officer) -> bytes:
    """About the Monitoring Officer, who is the demonstration's only custodian too."""
    reported = reporter.reports(WORDS["what"], leaving_out=[monitoring_officer.officer])
    demo.carry()
    return reported


@pytest.fixture
def deputy(demo, folder):
    """With new keys, which open nothing yet."""
    return loses_keys(demo, demo.actor("deputy").signs_in())


@pytest.fixture
def recovered(demo, made, deputy, tmp_path):
    """What the offline tool gave back for the deputy."""
    assert asks(demo, tmp_path / "file", "deputy") == 1
    return opens(tmp_path / "file", made)


def _alarms(demo) -> list[str]:
    found = status(demo.collector.casework, demo.collector.postbox)
    return [alarm for alarm in found.alarms(TODAY) if "put together" in alarm or "recovered" in alarm]


def test_new_keys_open_nothing_until_the_group_gives_the_folder_back(
    demo, recovered, deputy, folder, monitoring_officer
):
    kid = deputy.kid().hex()
    assert kid not in {wrap["id"] for wrap in deputy.fetches(folder)["wraps"]}

    submits(demo, recovered)
    assert kid not in {wrap["id"] for wrap in deputy.fetches(folder)["wraps"]}
    assert signs_recoveries(monitoring_officer).status_code == 201
    demo.carry()

    assert reads(demo, deputy, folder) == WORDS
    assert acts(deputy, folder) == ["received", "recover"]
    assert waiting(monitoring_officer) == []


def test_a_custodian_who_was_left_out_signs_and_still_sees_nothing(
    demo, recovered, folder, monitoring_officer
):
    submits(demo, recovered)
    assert signs_recoveries(monitoring_officer).status_code == 201
    demo.carry()
    assert monitoring_officer.inbox() == []
    assert monitoring_officer.client.get(f"/api/reports/{folder.hex()}").status_code == 404


def test_without_a_custodians_signature_nothing_is_given(demo, recovered, deputy, folder):
    submits(demo, recovered)
    demo.carry()
    assert acts(deputy, folder) == ["received"]


def test_a_left_out_person_is_refused_whoever_asks(demo, made, folder, tmp_path):
    assert asks(demo, tmp_path / "file", "monitoring.officer") == 1
    with pytest.raises(Refused, match="barred"):
        opens(tmp_path / "file", made)


def test_a_left_out_person_asked_for_beside_another_gets_no_wrap(demo, made, deputy, folder, tmp_path):
    asks(demo, tmp_path / "file", "monitoring.officer", "deputy")
    (given,) = opens(tmp_path / "file", made)
    assert len(given.wraps) == 1
    assert deputy.kid().hex() in given.wraps[0].hex()


def test_a_wrap_that_a_forged_tool_made_for_somebody_barred_is_refused(
    demo, recovered, folder, monitoring_officer
):
    """A tool without our checks: the event and its wrap name the person who was left out."""
    (given,) = recovered
    barred = monitoring_officer.kid().hex().encode()
    forged = replace(given, event=given.event.replace(given.event.split(b'"to":["')[1][:32], barred))
    with pytest.raises(Refused, match="barred"):
        submits(demo, [forged])


def test_somebody_whose_new_keys_no_custodian_has_signed_is_told_so(demo, folder, deputy, tmp_path):
    with demo.owner.begin() as connection:
        connection.exec_driver_sql(
            "update casework.keys set kid = null where oid = %s and ended_on is null", (deputy.officer.oid,)
        )
    with pytest.raises(Taken, match="custodians must sign"):
        asks(demo, tmp_path / "file", "deputy")


def test_people_groups_and_folders_that_are_not_there_are_named(demo, folder, tmp_path):
    for names, more in (
        (("nobody",), {}),
        (("deputy",), {"group": "No such group"}),
        (("deputy",), {"folders": ("00000000",)}),
        (("deputy",), {"folders": (folder.hex()[:7],)}),
    ):
        with pytest.raises(NotThere):
            asks(demo, tmp_path / "file", *names, **more)
    assert not (tmp_path / "file").exists()


def test_one_folder_can_be_asked_for_by_the_beginning_of_its_id(demo, reporter, folder, deputy, tmp_path):
    reporter.reports("Another matter")
    demo.carry()
    assert asks(demo, tmp_path / "all", "deputy") == 2
    assert asks(demo, tmp_path / "one", "deputy", folders=(folder.hex()[:8],)) == 1


def test_the_key_of_another_group_opens_nothing(demo, deputy, tmp_path):
    asks(demo, tmp_path / "file", "deputy")
    with pytest.raises(Refused, match="another group"):
        opens(tmp_path / "file", make(TITLE, ("deputy", "reviewer"), 2))


def test_a_message_that_comes_meanwhile_asks_custodians_to_sign_once_more(
    demo, reporter, recovered, deputy, folder, monitoring_officer
):
    submits(demo, recovered)
    (before,) = waiting(monitoring_officer)
    reporter.writes("There is more")
    demo.carry()
    (after,) = waiting(monitoring_officer)
    assert (after["hash"] != before["hash"], after["signed"]) == (True, [])

    signs_recoveries(monitoring_officer)
    demo.carry()
    assert acts(deputy, folder) == ["received", "add", "recover"]
    assert reads(demo, deputy, folder) == WORDS


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


def test_the_file_holds_no_words_and_only_its_owner_may_read_it(demo, deputy, tmp_path):
    path = tmp_path / "file"
    asks(demo, path, "deputy")
    assert path.stat().st_mode & 0o777 == 0o600
    with psycopg.connect(demo.databases.admin_url("casework").replace("+psycopg", "")) as admin:
        items = [row[0] for row in admin.execute("select item from casework.reports").fetchall()]
    written = path.read_text()
    assert items
    assert not any(item[200:300].hex() in written for item in items)


def test_a_used_group_is_an_alarm_until_another_stands_on_the_keyring(demo, made, recovered):
    assert _alarms(demo) == []
    submits(demo, recovered)
    assert len(_alarms(demo)) == 1
    with_group(demo, make(TITLE, ("deputy", "reviewer"), 2), replaces=TITLE.en)
    assert _alarms(demo) == []


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
