"""Recovering folders for officers who lost their keys: asked, opened offline, signed, put in."""

import psycopg
import pytest

from casework.errors import NotThere, Taken
from casework.recovery.group import make
from casework.status import status
from crypto.errors import Refused
from crypto.keyring import Title
from tests.casework.acting import TODAY
from tests.casework.recovering import (
    acts,
    asks,
    opens,
    reads,
    signs_recoveries,
    submits,
    waiting,
    with_group,
)

TITLE = Title("Recovery group", "Grŵp adfer")
WORDS = {"what": "It is the Monitoring Officer"}


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


def test_a_folder_that_somebody_was_shut_out_of_meanwhile_keeps_no_other_waiting(
    demo, made, reporter, deputy, folder, monitoring_officer, tmp_path
):
    other = reporter.reports("Another matter")
    demo.carry()
    assert asks(demo, tmp_path / "file", "deputy") == 2
    submits(demo, opens(tmp_path / "file", made))
    assert signs_recoveries(monitoring_officer).status_code == 201
    with demo.owner.begin() as owner:
        shut_out = "insert into casework.exclusions values (%s, %s, 'conflict', current_date)"
        owner.exec_driver_sql(shut_out, (folder, deputy.officer.oid))

    demo.carry()
    assert any("not be recovered" in alarm for alarm in _alarms(demo)), _alarms(demo)
    assert acts(deputy, other)[-1] == "recover"
    assert deputy.client.get(f"/api/reports/{folder.hex()}").status_code == 404
    with demo.owner.begin() as owner:
        live = "select count(*) from casework.wraps where live and folder = %s and holder = %s"
        assert owner.exec_driver_sql(live, (folder, deputy.kid())).scalar() == 0


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
