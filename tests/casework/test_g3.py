"""A councillor's conduct: the Monitoring Officer advised them once, so the deputy leads; minded to dismiss as
trivial; an independent person disagrees; it is looked into. To the second opinion."""

from datetime import timedelta

import pytest

from tests.casework.acting import TODAY, declares, post
from tests.casework.casing import RECORD, Case, assessed
from tests.casework.keeping import reads

ABOUT_A_MEMBER = {
    "category": (["member_conduct"], None),
    "subject_types": (["member"], None),
    "decision": (["minded_to_dismiss"], "It was one hour, once."),
}
PROPOSAL = (["dismiss", "trivial"], "The car was used for one hour.")
REASONS = ([], "It was one hour, once.")


@pytest.fixture
def reviewer(demo):
    return demo.actor("reviewer").signs_in()


def shuts_out(colleague, report: bytes, whom) -> None:
    """Decide that it is a conflict, and who takes over."""
    where = f"/api/folders/{report.hex()}/conflicts"
    said = colleague.client.get(where).json["declared"]
    declared = next(each for each in said if each["oid"] == whom.officer.oid.hex())
    assert (declared["kinds"], declared["reads"]) == (["gave_advice"], [])
    ruling = {"decision": "excluded", "option": "deputy"}
    assert post(colleague.client, f"{where}/{declared['declaration']}", ruling).status_code == 201


@pytest.fixture
def case(demo, reporter, monitoring_officer, deputy) -> Case:
    """The Monitoring Officer advised the councillor, and says so before the first word; the deputy leads."""
    report = reporter.reports("A councillor took the mayor's car home")
    demo.carry()
    assert declares(monitoring_officer.client, report, "possible", "gave_advice").status_code == 201
    shuts_out(deputy, report, monitoring_officer)
    found = assessed(deputy, report, barred=[monitoring_officer.officer.oid])
    found.records(deputy, **ABOUT_A_MEMBER, proposal=PROPOSAL)
    return found


@pytest.fixture
def pack(case, deputy, reviewer) -> bytes:
    pack = case.asks_opinion(deputy, reviewer, "Is this too small to look into?")
    assert case.moves(deputy, "ask_second_opinion") == "second_opinion"
    return pack


BACKDATE = """
    update casework.opinions set asked_on = %s, due_on = %s, reminded =
        (select coalesce(array_agg(%s::date - n), '{}') from generate_series(1, %s) n) where folder = %s
"""
SILENCES = [(1, 0, False), (30, 0, False), (30, 1, False), (3, 2, False), (30, 2, True)]


def backdate(demo, case: Case, days: int, reminders: int) -> None:
    """As if the opinion had been asked for so long ago, and its reminders sent."""
    asked_on = TODAY - timedelta(days=days)
    values = (asked_on, asked_on + timedelta(days=14), TODAY, reminders, case.folder)
    with demo.owner.begin() as owner:
        owner.exec_driver_sql(BACKDATE, values)


def test_the_monitoring_officer_who_advised_the_councillor_sees_nothing_of_the_case(
    case, pack, monitoring_officer
):
    for address in (
        f"/api/reports/{case.report.hex()}",
        f"/api/cases/{case.folder.hex()}",
        f"/api/folders/{pack.hex()}",
        f"/api/cases/packs/{pack.hex()}",
    ):
        assert monitoring_officer.client.get(address).status_code == 404
    for group in ("overdue", "waiting", "due_soon", "later", "closed", "detriment"):
        assert monitoring_officer.client.get(f"/api/queue/{group}/0").json["cases"] == []


def test_minded_to_dismiss_then_the_independent_person_disagrees_and_it_is_looked_into(
    case, pack, deputy, reviewer
):
    assert [each.note.name for each in reads(reviewer, pack)] == ["question"]
    assert reviewer.client.get(f"/api/cases/{case.folder.hex()}").status_code == 403
    case.records(deputy, decision_reasons=REASONS)
    refused = case.move(deputy, "dismiss", "We will not look into it.")
    assert (refused.status_code, "second_opinion" in refused.json["error"]) == (400, True)

    assert (
        case.gives_opinion(reviewer, pack, "disagree", "Rules on cars are for everybody.").status_code == 201
    )
    refused = case.move(deputy, "dismiss", "We will not look into it.")
    assert (refused.status_code, "disagreement_answer" in refused.json["error"]) == (400, True)
    assert case.moves(deputy, "plan_after_all", "We will look into it.") == "planning"
    assert {each.note.name: each.note.value for each in reads(deputy, pack)}["opinion"].startswith(
        "Rules on cars"
    )


def test_a_dismissal_against_the_independent_person_gives_its_reasons_and_tells_the_reporter(
    case, pack, deputy, reviewer
):
    case.gives_opinion(reviewer, pack, "disagree", "Look into it.")
    case.records(deputy, decision_reasons=REASONS, disagreement_answer=([], "The rules were changed since."))
    assert case.move(deputy, "dismiss").status_code == 400, "the reporter must be told"
    assert case.move(deputy, "dismiss", silence="raises_risk").status_code == 400
    assert case.moves(deputy, "dismiss", "Our reasons are these.") == "closed"


def test_an_opinion_is_given_once_and_only_by_whoever_was_asked(case, pack, deputy, reviewer):
    assert case.gives_opinion(deputy, pack, "agree").status_code == 403
    assert case.gives_opinion(reviewer, pack, "maybe").status_code == 400
    assert case.gives_opinion(reviewer, bytes(16), "agree").status_code == 404
    assert case.gives_opinion(reviewer, pack, "comment").status_code == 201
    assert case.gives_opinion(reviewer, pack, "agree").status_code == 409


@pytest.mark.parametrize(("days", "reminders", "counts"), SILENCES)
def test_silence_counts_only_after_ten_working_days_and_two_reminders(
    demo, case, pack, deputy, days, reminders, counts
):
    case.records(deputy, decision_reasons=REASONS)
    backdate(demo, case, days, reminders)
    answer = case.move(deputy, "dismiss", "Our reasons are these.")
    assert answer.status_code == (201 if counts else 400)


def test_a_reminder_is_noted_when_it_is_due_and_once_a_day(demo, case, pack, deputy):
    def remind() -> int:
        return deputy.client.post(
            f"/api/cases/{case.folder.hex()}/reminders", json={}, headers={"Origin": "http://localhost:8001"}
        ).status_code

    assert remind() == 409
    backdate(demo, case, 9, 0)
    assert [remind(), remind()] == [201, 409]


def test_a_triage_officer_who_proposed_it_never_decides_it_not_even_as_a_deputy(demo, case, deputy, reviewer):
    def becomes(role: str) -> None:
        with demo.owner.begin() as owner:
            owner.exec_driver_sql(
                "update casework.officers set role = %s where oid = %s", (role, deputy.officer.oid)
            )

    becomes("triage_officer")
    case.records(deputy, proposal=PROPOSAL)
    pack = case.asks_opinion(deputy, reviewer, "Is this too small?")
    case.moves(deputy, "ask_second_opinion")
    case.gives_opinion(reviewer, pack, "agree")
    case.records(deputy, decision_reasons=REASONS)
    assert case.move(deputy, "dismiss", "Our reasons.").status_code == 403
    becomes("deputy")
    assert case.move(deputy, "dismiss", "Our reasons.").status_code == 403
    assert "dismiss" not in case.steps(deputy)


def test_a_second_question_waits_for_the_first_answer(case, pack, deputy, reviewer):
    with pytest.raises(AssertionError, match="awaited"):
        case.asks_opinion(deputy, reviewer, "Once more?")
    assert RECORD["decision"][0] == ["investigate"]
