"""A case changes hands: the new handler can open it, the old one no longer, and the reporter hears who."""

import pytest
from psycopg.errors import InsufficientPrivilege

from casework import leaving
from crypto.ledger import Act
from tests.casework.acting import TODAY, b64, declares, post
from tests.casework.casing import Case, acknowledged
from tests.casework.keeping import grants, next_event, reads, revokes, rolls
from tests.casework.sql import session_of, sql

SAYS = "The person handling this has changed. It is now the Deputy Monitoring Officer."


@pytest.fixture
def report(demo, reporter) -> bytes:
    folder = reporter.reports("References of new staff are not checked")
    demo.carry()
    return folder


@pytest.fixture
def case(report, monitoring_officer, deputy) -> Case:
    """Led by the Monitoring Officer, open to the deputy too."""
    deputy.client.get(f"/api/reports/{report.hex()}")
    case = acknowledged(monitoring_officer, report, to=[deputy])
    deputy.client.get(f"/api/cases/{case.folder.hex()}")
    return case


def waiting(actor) -> list[str]:
    return [each["folder"] for each in actor.client.get("/api/queue/handovers").json["cases"]]


def test_the_new_handler_leads_the_case_and_the_old_one_opens_it_no_more(case, monitoring_officer, deputy):
    answer = case.hands_over(monitoring_officer, deputy, SAYS)
    assert answer.status_code == 201, answer.text

    seen = case.seen_by(deputy)
    assert seen["handler"] == deputy.officer.oid.hex()
    assert seen["moves"][-1]["step"] == "hand_over"
    assert seen["state"] == "acknowledged", "a new handler moves nothing else"
    assert monitoring_officer.client.get(f"/api/cases/{case.folder.hex()}").status_code == 404
    assert rolls(deputy, case.folder).status_code == 201
    assert {each.note.name for each in reads(deputy, case.folder)} >= {"handover_reason"}


def test_the_reporter_hears_of_it_or_a_reason_says_why_not(case, monitoring_officer, deputy):
    assert case.hands_over(monitoring_officer, deputy).status_code == 400
    assert case.hands_over(monitoring_officer, deputy, silence="raises_risk").status_code == 400
    assert case.seen_by(monitoring_officer)["handler"] == monitoring_officer.officer.oid.hex()
    assert case.hands_over(monitoring_officer, deputy, silence="code_ended").status_code == 201


def test_nobody_takes_on_a_case_that_they_cannot_open(report, monitoring_officer, deputy):
    case = acknowledged(monitoring_officer, report)
    assert case.hands_over(monitoring_officer, deputy, SAYS).status_code == 400
    assert grants(monitoring_officer, case.folder, deputy, purpose="cover").status_code == 201
    assert case.hands_over(monitoring_officer, deputy, SAYS).status_code == 201


def test_nor_one_whose_report_they_cannot_open(report, case, monitoring_officer, deputy):
    assert declares(deputy.client, report, "yes", "friendship").status_code == 201
    answer = case.hands_over(monitoring_officer, deputy, SAYS)
    assert (answer.status_code, case.seen_by(monitoring_officer)["number"]) == (400, 2)


def test_whoever_had_it_is_taken_out_first(case, monitoring_officer, deputy):
    body = case.hands_over(deputy, deputy, SAYS)
    assert body.status_code == 400, "the Monitoring Officer can still open it"
    assert revokes(deputy, case.folder, monitoring_officer).status_code == 201
    assert case.hands_over(deputy, deputy, SAYS).status_code == 201
    assert case.seen_by(deputy)["handler"] == deputy.officer.oid.hex()


def test_whoever_hands_over_their_own_case_does_not_stay_in_it(case, monitoring_officer, deputy):
    assert case.hands_over(monitoring_officer, deputy, SAYS, leaving=None).status_code == 400
    assert case.seen_by(monitoring_officer)["handler"] == monitoring_officer.officer.oid.hex()


def test_a_reviewer_takes_on_no_case_and_a_triage_officer_gives_none_away(
    demo, case, monitoring_officer, deputy
):
    reviewer = demo.actor("reviewer").signs_in()
    assert case.hands_over(monitoring_officer, reviewer, SAYS).status_code == 400
    with demo.owner.begin() as owner:
        owner.exec_driver_sql(
            "update casework.officers set role = 'triage_officer' where oid = %s", (deputy.officer.oid,)
        )
    assert case.hands_over(deputy, deputy, SAYS).status_code == 403
    assert not case.seen_by(deputy)["may_hand_over"]


def test_a_move_never_changes_the_handler_by_the_common_door(case, monitoring_officer):
    answer = case.move(monitoring_officer, "hand_over", SAYS)
    assert answer.status_code == 400
    assert "access_revoked" in answer.json["error"]


def test_two_who_hand_it_over_at_once_do_it_once(case, monitoring_officer, deputy):
    assert case.hands_over(monitoring_officer, deputy, SAYS, number=1).status_code == 409
    assert case.seen_by(monitoring_officer)["handler"] == monitoring_officer.officer.oid.hex()


def test_when_somebody_leaves_what_they_led_is_listed_until_it_is_handed_over(
    demo, case, monitoring_officer, deputy
):
    assert waiting(deputy) == waiting(monitoring_officer) == []
    kid = monitoring_officer.kid()
    with demo.owner.begin() as owner:
        leaving.leave(owner, "monitoring.officer", today=TODAY)
    assert waiting(deputy) == [case.folder.hex()]
    gone = {"to": (kid,), "purpose": "left-office"}
    event = b64(next_event(deputy, case.folder, Act.REVOKE, **gone))
    answer = post(deputy.client, f"/api/folders/{case.folder.hex()}/revocations", {"event": event})
    assert answer.status_code == 201
    assert case.hands_over(deputy, deputy, SAYS).status_code == 201
    assert waiting(deputy) == []


def test_a_handler_with_a_conflict_leaves_a_case_to_be_handed_over_and_others_hear_nothing(
    demo, case, monitoring_officer, deputy
):
    reviewer = demo.actor("reviewer").signs_in()
    assert declares(monitoring_officer.client, case.folder, "yes", "friendship").status_code == 201
    assert waiting(deputy) == [case.folder.hex()]
    assert waiting(monitoring_officer) == [], "they see the case nowhere"
    assert reviewer.client.get("/api/queue/handovers").status_code == 403


def test_not_even_sql_makes_somebody_a_handler_who_cannot_open_the_case(
    demo, report, monitoring_officer, deputy
):
    case = acknowledged(monitoring_officer, report)
    session = session_of(monitoring_officer)
    door = "select casework.hand_over(%s, 2, %s, '{}', 'code_ended')"
    with sql(demo, "casework_web", session) as web:
        assert web.execute(door, [case.folder, deputy.officer.oid]).fetchone() == (False,)
        with pytest.raises(InsufficientPrivilege):
            web.execute("update casework.cases set handler = %s", [deputy.officer.oid])
    with sql(demo, "casework_web", session) as web, pytest.raises(InsufficientPrivilege):
        web.execute("select casework.opens(%s, %s)", [deputy.officer.oid, case.folder])


def test_not_even_sql_hands_over_a_case_without_its_report_or_past_whoever_still_has_it(
    demo, report, case, monitoring_officer, deputy
):
    door = "select casework.hand_over(%s, 2, %s, '{}', 'code_ended')"
    with sql(demo, "casework_web", session_of(deputy)) as web:
        assert web.execute(door, [case.folder, deputy.officer.oid]).fetchone() == (False,)
    with demo.owner.begin() as owner:
        hidden = "update casework.wraps set live = false where folder = %s and holder = %s"
        owner.exec_driver_sql(hidden, (report, deputy.kid()))
    with sql(demo, "casework_web", session_of(monitoring_officer)) as web:
        assert web.execute(door, [case.folder, deputy.officer.oid]).fetchone() == (False,)


URGENT = {
    "urgent_what": ([], "The home was told to stop using the lift."),
    "urgent_why": ([], "It fell twice."),
    "urgent_told": ([], "The head of property."),
    "identity_check": (["points_to_nobody"], "Everybody there saw it."),
}


def test_somebody_acts_at_once_once_it_is_written_why_and_that_it_points_to_nobody(case, monitoring_officer):
    assert case.gaps(monitoring_officer, "act_urgently") == list(URGENT)
    assert case.move(monitoring_officer, "act_urgently", "We acted at once.").status_code == 400
    case.records(monitoring_officer, **URGENT)
    assert case.moves(monitoring_officer, "act_urgently", "We acted at once.") == "acknowledged"


def test_the_reporter_hears_of_it_unless_that_raises_risk(case, monitoring_officer):
    case.records(monitoring_officer, **URGENT)
    assert case.move(monitoring_officer, "act_urgently").status_code == 400
    assert case.moves(monitoring_officer, "act_urgently", silence="raises_risk") == "acknowledged"
    assert case.seen_by(monitoring_officer)["moves"][-1]["silence"] == "raises_risk"
