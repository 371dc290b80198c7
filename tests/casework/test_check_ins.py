"""How have things been since: the days on which a reporter is asked, and what they answered."""

from datetime import date, timedelta

import pytest

from casework.check_ins import Standing, plan, standing
from casework.clocks import Office
from casework.store import cases
from casework.store.check_ins import CheckInRow
from config.council import read_council
from crypto.names import FolderId
from tests.casework.acting import TODAY, post
from tests.casework.casing import Case, acknowledged
from tests.casework.sql import session_of
from tests.casework.test_queue import group, note_detriment

DUE = date(2026, 4, 1)
OFFICE = Office.of(read_council())


@pytest.fixture
def report(demo, reporter) -> bytes:
    folder = reporter.reports("References of new staff are not checked")
    demo.carry()
    return folder


@pytest.fixture
def case(report, monitoring_officer) -> Case:
    return acknowledged(monitoring_officer, report)


@pytest.fixture
def message(demo, reporter, case) -> bytes:
    item = reporter.writes("Things are fine")
    demo.carry()
    return item


def later(demo, case: Case, days: int) -> None:
    """As if everything had been so many days earlier."""
    with demo.owner.begin() as owner:
        earlier = (
            "update casework.check_ins set due_on = due_on - %s, until_on = until_on - %s where folder = %s"
        )
        owner.exec_driver_sql(earlier, (days, days, case.folder))


def answers(actor, case: Case, message: bytes, answer: str = "ok", **changes: object):
    body = {"report": case.report.hex(), "message": message.hex(), "on": TODAY.isoformat(), "answer": answer}
    return post(actor.client, f"/api/cases/{case.folder.hex()}/check-ins", body | changes)


def stands(actor, case: Case) -> list[tuple[str, str | None]]:
    return [(each["standing"], each["answer"]) for each in case.seen_by(actor)["check_ins"]]


@pytest.mark.parametrize(
    ("today", "stands"),
    [
        (DUE - timedelta(1), Standing.LATER),
        (DUE, Standing.DUE),
        (DUE + timedelta(14), Standing.DUE),
        (DUE + timedelta(15), Standing.PAST),
    ],
)
def test_a_check_in_is_due_for_two_weeks_and_then_past(today, stands):
    row = CheckInRow(bytes(16), DUE, DUE + timedelta(14), None, None, None)

    assert standing(row, today) is stands
    answered = CheckInRow(bytes(16), DUE, DUE + timedelta(14), "ok", DUE, bytes(16))
    assert standing(answered, today) is Standing.ANSWERED


def test_a_first_reply_sets_the_days_of_a_year(case, monitoring_officer):
    seen = case.seen_by(monitoring_officer)["check_ins"]

    assert [each["standing"] for each in seen] == ["later"] * 4
    assert all(each["due"] > TODAY.isoformat() for each in seen)


def test_a_due_check_in_stands_in_the_queue_until_it_is_answered(demo, case, message, monitoring_officer):
    assert group(monitoring_officer, "check_in") == []
    later(demo, case, 35)
    assert group(monitoring_officer, "check_in") == [case.folder.hex()]

    assert answers(monitoring_officer, case, message, "worried").status_code == 201

    assert group(monitoring_officer, "check_in") == []
    assert stands(monitoring_officer, case)[0] == ("answered", "worried")
    assert answers(monitoring_officer, case, message, "ok").status_code == 201, "the same day, another tick"


def test_one_that_nobody_answers_leaves_the_queue_after_two_weeks(demo, case, monitoring_officer):
    later(demo, case, 35)
    assert group(monitoring_officer, "check_in") == [case.folder.hex()]
    later(demo, case, 14)
    assert group(monitoring_officer, "check_in") == []
    assert stands(monitoring_officer, case)[0] == ("past", None)


def test_a_decision_sets_the_days_of_another_year(demo, case, monitoring_officer):
    decided = TODAY + timedelta(400)
    folder, session = FolderId(case.folder), session_of(monitoring_officer)
    with demo.web.begin() as web:
        web.exec_driver_sql("select set_config('candour.session', %s, true)", (session,))
        plan(web, folder, cases.linked(web, folder), [decided], OFFICE)
    days = [each["due"] for each in case.seen_by(monitoring_officer)["check_ins"]]
    assert len(days) == 8
    assert days[4:] == [each.isoformat() for each in OFFICE.check_ins(decided)]


def test_an_answer_before_the_first_day_or_of_tomorrow_is_refused(demo, case, message, monitoring_officer):
    assert answers(monitoring_officer, case, message).status_code == 404
    later(demo, case, 35)
    tomorrow = (TODAY + timedelta(1)).isoformat()
    assert answers(monitoring_officer, case, message, on=tomorrow).status_code == 400
    assert answers(monitoring_officer, case, message, "splendid").status_code == 400


def test_only_a_message_of_this_reporter_answers(demo, reporter, case, message, monitoring_officer):
    later(demo, case, 35)
    other = reporter.reports("Something else")
    demo.carry()

    assert answers(monitoring_officer, case, b"\xab" * 16).status_code == 404
    assert answers(monitoring_officer, case, message, report=other.hex()).status_code == 404
    assert stands(monitoring_officer, case)[0] == ("due", None)


def test_whoever_cannot_open_the_case_notes_nothing_and_finds_it_in_no_list(
    demo, case, message, monitoring_officer, deputy
):
    later(demo, case, 35)

    assert answers(deputy, case, message).status_code == 404
    assert group(deputy, "check_in") == []


def test_one_message_is_noted_as_bad_treatment_once(case, message, monitoring_officer):
    told = {"report": case.report.hex(), "message": message.hex()}

    assert note_detriment(monitoring_officer, case, **told).status_code == 201
    assert note_detriment(monitoring_officer, case, number=2, **told).status_code == 409
    (noted,) = case.seen_by(monitoring_officer)["detriments"]
    assert noted["message"] == message.hex()


def test_bad_treatment_is_noted_of_no_message_that_did_not_come(case, message, monitoring_officer):
    for told in (
        {"report": case.report.hex(), "message": "ab" * 16},
        {"report": "ab" * 16, "message": message.hex()},
        {"report": None, "message": message.hex()},
    ):
        assert note_detriment(monitoring_officer, case, **told).status_code in (400, 404)
    assert case.seen_by(monitoring_officer)["detriments"] == []
