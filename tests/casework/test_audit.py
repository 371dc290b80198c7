"""An auditor reads every ledger and no word; somebody shut out of a folder reads nothing that shows it."""

import json
from datetime import timedelta

import pytest

from casework import audit
from casework.heads import sign_heads
from tests.casework.acting import TODAY, Actor
from tests.casework.keeping import opens_folder, writes_note
from tests.casework.sql import session_of, sql
from tests.casework.test_grants import becomes

TOMORROW = TODAY + timedelta(days=1)
SECRET = "Ring the finance team"


@pytest.fixture
def case(demo, monitoring_officer) -> bytes:
    demo.carry()
    folder = opens_folder(monitoring_officer)
    assert writes_note(monitoring_officer, folder, SECRET).status_code == 201
    with demo.collector.casework.begin() as connection:
        assert sign_heads(connection, demo.collector.key, today=TOMORROW)
    return folder


@pytest.fixture
def auditor(demo, case) -> Actor:
    actor = demo.actor("reviewer").signs_in()
    becomes(demo, actor, "auditor")
    return actor


def exported(actor: Actor) -> str:
    answer = actor.client.get("/api/ledgers/export")
    assert answer.status_code == 200, answer.text
    return answer.text


def findings(written: str, tmp_path) -> list[str]:
    """What `python -m casework verify` finds in it."""
    file = tmp_path / "ledgers.json"
    file.write_text(written, encoding="utf-8")
    return [str(each) for each in audit.findings(audit.Export.read(file, least_threshold=1))]


def test_an_auditor_takes_out_every_ledger_and_it_verifies_elsewhere(case, auditor, tmp_path):
    written = exported(auditor)
    whole = json.loads(written)
    assert [each["folder"] for each in whole["ledgers"]] == [case.hex()]
    assert whole["heads"][-1]["on_day"] == TOMORROW.isoformat()
    assert findings(written, tmp_path) == []


def test_no_word_no_report_and_no_title_is_open_to_an_auditor(demo, case, auditor):
    assert SECRET not in exported(auditor)
    for path in (f"folders/{case.hex()}", f"cases/{case.hex()}", "inbox", "folders", "queue/later/0"):
        assert auditor.client.get(f"/api/{path}").status_code == 403
    with sql(demo, "casework_web", session_of(auditor)) as web:
        for table in ("items", "folders", "wraps", "cases", "reports", "replies"):
            assert web.execute(f"select count(*) from casework.{table}").fetchone() == (0,)


def test_whoever_leads_takes_out_only_what_they_may_open_and_no_day(case, deputy, monitoring_officer):
    assert json.loads(exported(deputy))["ledgers"] == []
    assert json.loads(exported(deputy))["heads"] == []
    assert len(json.loads(exported(monitoring_officer))["ledgers"]) == 1


def test_an_auditor_shut_out_of_a_folder_sees_neither_it_nor_a_signature_that_counts_it(
    demo, case, auditor, tmp_path
):
    with sql(demo, "casework_owner") as owner:
        owner.execute(
            "insert into casework.exclusions values (%s, %s, 'conflict', current_date)",
            [case, auditor.officer.oid],
        )
    written = exported(auditor)
    assert (json.loads(written)["ledgers"], json.loads(written)["heads"]) == ([], [])
    assert findings(written, tmp_path) == []
    assert case.hex() not in written


def test_hr_takes_out_no_ledger(demo, case):
    actor = demo.actor("reviewer").signs_in()
    becomes(demo, actor, "hr_lead")
    assert actor.client.get("/api/ledgers/export").status_code == 403
