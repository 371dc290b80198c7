"""The queue: the most pressing first, and nothing of what somebody may not open."""

from datetime import timedelta

import pytest

from crypto.context import sha256
from crypto.deposit import parse_item_frame
from crypto.ledger import Act
from tests.casework.acting import TODAY, b64, declares, post
from tests.casework.casing import Case, acknowledged, assessed, begins_case
from tests.casework.keeping import next_event, sealed_item

GROUPS = ("detriment", "check_in", "overdue", "waiting", "due_soon", "later", "closed")


@pytest.fixture
def report(demo, reporter) -> bytes:
    folder = reporter.reports("References of new staff are not checked")
    demo.carry()
    return folder


def group(actor, name: str, page: int = 0) -> list[str]:
    answer = actor.client.get(f"/api/queue/{name}/{page}")
    assert answer.status_code == 200, answer.text
    return [each["folder"] for each in answer.json["cases"]]


def groups(actor, case: Case) -> set[str]:
    return {name for name in GROUPS if case.folder.hex() in group(actor, name)}


def backdate(demo, case: Case, days: int) -> None:
    """As if its next promise had been due so long ago."""
    with demo.owner.begin() as owner:
        due = TODAY - timedelta(days=days)
        owner.exec_driver_sql("update casework.cases set due_on = %s where folder = %s", (due, case.folder))


def note_detriment(actor, case: Case, number: int = 1, **changes: object):
    frame = sealed_item(
        actor, case.folder, "Shifts were taken away", kind="field", name=f"detriment_{number}", seq=1
    )
    event = next_event(actor, case.folder, Act.ADD, item=parse_item_frame(frame).id, hash=sha256(frame))
    words = {"item": b64(frame), "event": b64(event)}
    body = {"number": number, "on": TODAY.isoformat(), "kinds": ["less_pay_or_hours"], "wish": "act"}
    body |= {"report": None, "message": None}
    return post(
        actor.client,
        f"/api/cases/{case.folder.hex()}/detriments",
        {**body, "words": words, **changes},
    )


def test_a_new_case_waits_for_its_first_promise(report, monitoring_officer):
    case = begins_case(monitoring_officer, report)
    assert groups(monitoring_officer, case) <= {"due_soon", "later"}
    assert len(groups(monitoring_officer, case)) == 1


def test_a_promise_that_was_broken_puts_a_case_under_overdue(demo, report, monitoring_officer):
    case = begins_case(monitoring_officer, report)
    backdate(demo, case, 1)
    assert groups(monitoring_officer, case) == {"overdue"}
    assert case.answers(monitoring_officer, "prior_report", ["no"]).status_code == 201, (
        "it stops nobody's work"
    )


def test_a_reporter_who_spoke_last_waits_until_somebody_answers(demo, reporter, report, monitoring_officer):
    case = acknowledged(monitoring_officer, report)
    assert "waiting" not in groups(monitoring_officer, case)
    reporter.writes("There is more")
    demo.carry()
    assert "waiting" in groups(monitoring_officer, case)
    frame = monitoring_officer.seals_reply(report, "Thank you for this.", seq=2)
    assert monitoring_officer.sends_reply(report, frame).status_code == 201
    assert "waiting" not in groups(monitoring_officer, case)


def test_a_message_that_came_before_the_case_waits_too(demo, reporter, report, monitoring_officer):
    reporter.writes("There is more")
    demo.carry()
    case = begins_case(monitoring_officer, report)
    assert "waiting" in groups(monitoring_officer, case)


def test_bad_treatment_comes_first_until_it_has_ended(report, monitoring_officer):
    case = acknowledged(monitoring_officer, report)
    assert note_detriment(monitoring_officer, case).status_code == 201
    assert "detriment" in groups(monitoring_officer, case)
    clock = next(each for each in case.seen_by(monitoring_officer)["clocks"] if each["clock"] == "C15")
    assert (clock["kept"], clock["standing"]) == (None, "due_soon")

    address = f"/api/cases/{case.folder.hex()}/detriments/1"
    assert post(monitoring_officer.client, address, {"progress": "contacted"}).status_code == 201
    assert post(monitoring_officer.client, address, {"progress": "contacted"}).status_code == 409
    assert "detriment" in groups(monitoring_officer, case)
    assert post(monitoring_officer.client, address, {"progress": "ended"}).status_code == 201
    assert "detriment" not in groups(monitoring_officer, case)


def test_bad_treatment_without_a_kind_or_of_tomorrow_is_refused(report, monitoring_officer):
    case = acknowledged(monitoring_officer, report)
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    for changes in ({"kinds": []}, {"kinds": ["weather"]}, {"wish": "revenge"}, {"on": tomorrow}):
        assert note_detriment(monitoring_officer, case, **changes).status_code == 400
    assert case.seen_by(monitoring_officer)["detriments"] == []


def test_whoever_cannot_open_a_case_finds_it_in_no_group(demo, report, monitoring_officer, deputy):
    case = assessed(monitoring_officer, report)
    note_detriment(monitoring_officer, case)
    backdate(demo, case, 1)
    assert groups(deputy, case) == set()
    assert all(group(deputy, name) == [] for name in GROUPS)


def test_an_opinion_that_is_asked_for_waits_for_whoever_was_asked_and_nobody_else(
    demo, report, monitoring_officer
):
    case = assessed(monitoring_officer, report)
    reviewer = demo.actor("reviewer").signs_in()
    pack = case.asks_opinion(monitoring_officer, reviewer, "Is it too small?")
    assert declares(reviewer.client, pack, "none").status_code == 201
    asked = reviewer.client.get("/api/queue/asked").json["asked"]
    assert [each["pack"] for each in asked] == [pack.hex()]
    assert monitoring_officer.client.get("/api/queue/asked").status_code == 403
    assert reviewer.client.get("/api/queue/overdue/0").status_code == 403


@pytest.mark.parametrize("path", ["gossip/0", "overdue/x", "overdue/-1"])
def test_a_group_that_is_none_gets_one_line(monitoring_officer, path):
    answer = monitoring_officer.client.get(f"/api/queue/{path}")
    assert 400 <= answer.status_code < 500
    assert set(answer.json) == {"error"}
