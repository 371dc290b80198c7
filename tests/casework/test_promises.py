"""Promises on screen: put on hold for two reasons only, given more time openly, broken ones counted."""

from datetime import date, timedelta

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege, RaiseException, UniqueViolation

from casework.working_days import WorkingDays
from config.council import read_council
from tests.casework.acting import TODAY
from tests.casework.casing import CLEAR, HARM, Case, acknowledged, assessed, begins_case
from tests.casework.keeping import reads
from tests.casework.sql import session_of, sql
from tests.casework.test_queue import backdate

CLOCKS = read_council().clocks
DAYS = WorkingDays("england")
LATER = DAYS.after(TODAY, 40)
SAYS = "We need more time: a witness is away."


@pytest.fixture
def report(demo, reporter) -> bytes:
    folder = reporter.reports("References of new staff are not checked")
    demo.carry()
    return folder


@pytest.fixture
def case(report, monitoring_officer) -> Case:
    return acknowledged(monitoring_officer, report)


def elsewhen(demo, change: str) -> None:
    """As if something had happened on another day."""
    with psycopg.connect(demo.databases.admin_url("casework").replace("+psycopg", "")) as admin:
        admin.execute(f"update casework.{change}")


def standings(case: Case, actor) -> dict[str, str]:
    return {each["clock"]: each["standing"] for each in case.seen_by(actor)["clocks"]}


def replies_of(case: Case, actor) -> int:
    return len(actor.thread(case.report)["replies"])


def test_while_the_police_lead_the_clocks_stand_still_but_an_update_is_owed(case, monitoring_officer):
    answer = case.holds(monitoring_officer, "The police lead now. We will write again.")
    assert answer.status_code == 201, answer.text

    stands = standings(case, monitoring_officer)
    assert stands["C05"] == stands["C10"] == "paused"
    assert stands["C09"] != "paused"
    assert stands["C02"] == "kept", "what was kept is not on hold"
    assert case.seen_by(monitoring_officer)["hold"] == {
        "since": TODAY.isoformat(),
        "reason": "police_primacy",
    }
    assert case.clock(monitoring_officer, "C09")["due"] == DAYS.after(TODAY, CLOCKS.update_days).isoformat()


def test_they_run_again_and_the_days_between_do_not_count(demo, case, monitoring_officer):
    due = date.fromisoformat(case.clock(monitoring_officer, "C10")["due"])
    case.holds(monitoring_officer, "On hold.", reason="reporter_asked_to_pause")
    assert case.goes_on(monitoring_officer, "We go on.").status_code == 201
    elsewhen(demo, "case_pauses set until = until + 7")

    assert case.seen_by(monitoring_officer)["hold"] is None
    assert "paused" not in standings(case, monitoring_officer).values()
    assert date.fromisoformat(case.clock(monitoring_officer, "C10")["due"]) == due + timedelta(days=7)
    assert case.goes_on(monitoring_officer, "We go on.").status_code == 409


def test_waiting_for_the_reporter_is_no_reason(case, monitoring_officer):
    for reason in ("waiting_for_reporter", "annual_leave", ""):
        assert case.holds(monitoring_officer, "On hold.", reason=reason).status_code == 400
    assert case.seen_by(monitoring_officer)["hold"] is None


def test_the_reporter_hears_of_a_hold_or_a_reason_says_why_not(case, monitoring_officer):
    assert case.holds(monitoring_officer).status_code == 400
    assert case.holds(monitoring_officer, silence="annual_leave").status_code == 400
    assert case.holds(monitoring_officer, silence="lead_body_asked").status_code == 201
    assert replies_of(case, monitoring_officer) == 1, "the acknowledgement"
    assert case.goes_on(monitoring_officer).status_code == 400
    assert case.goes_on(monitoring_officer, "We go on.").status_code == 201
    assert replies_of(case, monitoring_officer) == 2


def test_a_case_is_put_on_hold_once(case, monitoring_officer):
    assert case.holds(monitoring_officer, "On hold.").status_code == 201
    assert case.holds(monitoring_officer, "On hold again.").status_code == 409
    assert replies_of(case, monitoring_officer) == 2, "nothing goes out with what is refused"


def test_more_time_carries_a_reason_a_day_a_name_and_a_message(demo, case, monitoring_officer):
    assert case.clock(monitoring_officer, "C05")["extends"]
    answer = case.extends(monitoring_officer, "C05", LATER, SAYS)
    assert answer.status_code == 201, answer.text

    assert case.clock(monitoring_officer, "C05")["due"] == LATER.isoformat()
    [given] = case.seen_by(monitoring_officer)["more_time"]
    assert given == {
        "clock": "C05",
        "until": LATER.isoformat(),
        "by": monitoring_officer.kid().hex(),
        "on": TODAY.isoformat(),
    }
    assert replies_of(case, monitoring_officer) == 2
    written = {each.note.name: each.note.value for each in reads(monitoring_officer, case.folder)}
    assert written["extension_c05"] == "The police asked us to wait."


def test_nobody_gives_more_time_in_silence(case, monitoring_officer):
    for silence in (None, "raises_risk", "lead_body_asked"):
        assert case.extends(monitoring_officer, "C05", LATER, silence=silence).status_code == 400
    assert case.extends(monitoring_officer, "C05", LATER, silence="code_ended").status_code == 201


def test_more_time_is_a_later_working_day(case, monitoring_officer):
    due = date.fromisoformat(case.clock(monitoring_officer, "C05")["due"])
    sunday = LATER + timedelta(days=6 - LATER.weekday())
    for until in (due, TODAY, sunday):
        assert case.extends(monitoring_officer, "C05", until, SAYS).status_code == 400
    assert replies_of(case, monitoring_officer) == 1


@pytest.mark.parametrize("clock", ["C01", "C02", "C04", "C06", "C09", "C12", "C15"])
def test_an_update_or_an_answer_to_bad_treatment_is_not_put_off(case, monitoring_officer, clock):
    assert case.extends(monitoring_officer, clock, LATER, SAYS).status_code == 400


def test_a_promise_that_is_kept_or_never_began_gets_no_more_time(case, monitoring_officer):
    assert case.extends(monitoring_officer, "C11", LATER, SAYS).status_code == 404
    assert case.extends(monitoring_officer, "C07", LATER, SAYS).status_code == 404
    case.holds(monitoring_officer, "On hold.")
    assert case.extends(monitoring_officer, "C05", LATER, SAYS).status_code == 404, "it stands still"


def test_a_triage_officer_changes_no_promise(demo, report, deputy):
    case = acknowledged(deputy, report)
    with demo.owner.begin() as owner:
        owner.exec_driver_sql(
            "update casework.officers set role = 'triage_officer' where oid = %s", (deputy.officer.oid,)
        )
    assert case.holds(deputy, "On hold.").status_code == 403
    assert case.extends(deputy, "C05", LATER, SAYS).status_code == 403
    assert not case.seen_by(deputy)["may_change"]
    assert not any(each["extends"] for each in case.seen_by(deputy)["clocks"])
    with sql(demo, "casework_web", session_of(deputy)) as web, pytest.raises(InsufficientPrivilege):
        web.execute(PAUSE, [case.folder, TODAY, deputy.kid()])


def test_whoever_cannot_open_a_case_changes_none_of_its_promises(case, monitoring_officer, deputy):
    body = {"reason": "police_primacy", "replies": [], "silence": "code_ended"}
    body["words"] = case.sealed(monitoring_officer, "hold_reason", "Wait", 1)
    answer = deputy.client.post(
        f"/api/cases/{case.folder.hex()}/holds", json=body, headers={"Origin": "http://localhost:8001"}
    )
    assert answer.status_code == 404


PAUSE = """insert into casework.case_pauses (folder, since, reason, by_kid)
           values (%s, %s, 'police_primacy', %s)"""
EXTEND = """insert into casework.case_extensions (folder, clock, seq, until, by_kid, on_day)
            values (%s, 'C05', 1, %s, %s, %s)"""


def test_not_even_sql_dates_a_hold_or_more_time_back_so_that_a_breach_is_hidden(
    demo, case, monitoring_officer
):
    yesterday, kid = TODAY - timedelta(days=1), monitoring_officer.kid()
    web = "casework_web", session_of(monitoring_officer)
    attempts = [(PAUSE, [case.folder, yesterday, kid]), (EXTEND, [case.folder, LATER, kid, yesterday])]
    for statement, values in attempts:
        with sql(demo, *web) as connection, pytest.raises(InsufficientPrivilege):
            connection.execute(statement, values)
    with sql(demo, *web) as connection:
        connection.execute(PAUSE, [case.folder, TODAY, kid])
        with pytest.raises(UniqueViolation):
            connection.execute(PAUSE, [case.folder, TODAY, kid])
    case.extends(monitoring_officer, "C05", LATER, SAYS)
    with sql(demo, "casework_owner") as owner, pytest.raises(RaiseException):
        owner.execute("update casework.case_extensions set until = until + 100")


def test_a_broken_promise_is_counted_and_stops_nothing(demo, report, monitoring_officer, deputy):
    case = begins_case(monitoring_officer, report)
    assert case.seen_by(monitoring_officer)["broken"] == 0
    elsewhen(demo, "reports set received_on = received_on - 30")
    assert case.answers(monitoring_officer, "prior_report", ["no"]).status_code == 201

    stands = standings(case, monitoring_officer)
    assert (stands["C01"], stands["C02"], stands["C05"]) == ("kept_late", "overdue", "overdue")
    assert case.seen_by(monitoring_officer)["broken"] == 3
    broken = monitoring_officer.client.get("/api/queue/broken").json["broken"]
    assert broken == [{"clock": "C02", "cases": 1}]
    assert deputy.client.get("/api/queue/broken").json["broken"] == [], "of cases that one may open"


def test_a_promise_kept_late_stays_counted(demo, report, monitoring_officer):
    case = begins_case(monitoring_officer, report)
    elsewhen(demo, "reports set received_on = received_on - 30")
    case.records(monitoring_officer, conflicts=CLEAR, harm_risk=HARM)
    case.moves(monitoring_officer, "acknowledge", "Thank you.")
    assert standings(case, monitoring_officer)["C02"] == "kept_late"
    assert case.seen_by(monitoring_officer)["broken"] >= 1


def test_a_case_that_is_over_has_no_clock_to_hold(demo, report, monitoring_officer):
    case = assessed(monitoring_officer, report)
    backdate(demo, case, 3)
    with demo.owner.begin() as owner:
        owner.exec_driver_sql("update casework.cases set state = 'closed'")
    assert case.holds(monitoring_officer, "On hold.").status_code == 400
    assert not case.seen_by(monitoring_officer)["may_change"]
    assert monitoring_officer.client.get("/api/queue/broken").json["broken"] == []
