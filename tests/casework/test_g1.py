"""Thurrock: two paper letters, months apart. The first was closed; the second opens it again.

To the point at which an investigation is planned; findings, actions and the report to Cabinet come later.
"""

import json
from datetime import timedelta

import pytest

from tests.casework.acting import TODAY
from tests.casework.casing import CLEAR, HARM, RECORD, TRIAGE, Case, begins_case
from tests.casework.keeping import opens_folder, reads, writes_field

FIRST_LETTER = "New staff start work in children's services before anybody has asked for a reference."
SECOND_LETTER = "It is still going on, and now I can say in which cases."
LONG_AGO, LAST_WEEK = TODAY - timedelta(days=200), TODAY - timedelta(days=3)
BY_LETTER = {**RECORD, "channel": (["paper"], None)}


@pytest.fixture
def hr_lead(demo):
    """The third officer of the demonstration, in another role."""
    actor = demo.actor("reviewer").signs_in()
    with demo.owner.begin() as owner:
        owner.exec_driver_sql(
            "update casework.officers set role = 'hr_lead' where oid = %s", (actor.officer.oid,)
        )
    return actor


def letter(actor, case: Case, number: int, received, dated: str, says: str) -> None:
    words = json.dumps({"document": dated, "says": says})
    assert case.answers(actor, f"letter_{number}", ["paper", received.isoformat()], words).status_code == 201


def the_first_letter_is_assessed(monitoring_officer, hr_lead) -> Case:
    """Recorded by hand; its two allegations go to different people."""
    case = begins_case(monitoring_officer, None)
    letter(monitoring_officer, case, 1, LONG_AGO, "14 January", FIRST_LETTER)
    case.records(monitoring_officer, conflicts=CLEAR, harm_risk=HARM)
    assert case.moves(monitoring_officer, "acknowledge", silence="no_way_back") == "acknowledged"
    case.records(monitoring_officer, **BY_LETTER)
    case.moves(monitoring_officer, "assess")
    second = (["service_performance", "management", "non_criminal", "no", "d"], "The service fails families.")
    case.records(monitoring_officer, **TRIAGE, allegation_2=second)
    assert case.answers(monitoring_officer, "assignee_1", [hr_lead.officer.oid.hex()]).status_code == 201
    mine = [monitoring_officer.officer.oid.hex()]
    assert case.answers(monitoring_officer, "assignee_2", mine).status_code == 201
    assert case.moves(monitoring_officer, "plan", silence="no_way_back") == "planning"
    return case


def it_was_closed_in_april(demo, case: Case) -> None:
    """As the enquiries, findings and decision of a later chapter would have left it."""
    with demo.owner.begin() as owner:
        owner.exec_driver_sql("update casework.cases set state = 'closed' where folder = %s", (case.folder,))


def test_two_letters_are_one_case_and_the_second_opens_it_again(demo, monitoring_officer, deputy, hr_lead):
    case = the_first_letter_is_assessed(monitoring_officer, hr_lead)
    it_was_closed_in_april(demo, case)
    letter(monitoring_officer, case, 2, LAST_WEEK, "28 August", SECOND_LETTER)
    assert case.steps(monitoring_officer) == {"act_urgently", "reopen"}
    assert case.gaps(monitoring_officer, "reopen") == ["new_information"]

    assert case.move(monitoring_officer, "reopen", silence="no_way_back").status_code == 400
    case.records(monitoring_officer, new_information=([], "A second letter names cases."))
    assert case.moves(monitoring_officer, "reopen", silence="no_way_back") == "reopened"
    assert case.moves(monitoring_officer, "assess") == "assessing"
    specific = (
        ["child_safeguarding", "safeguarding", "non_criminal", "no", "d"],
        "Named cases were mishandled.",
    )
    case.records(monitoring_officer, decision=(["investigate"], "An outside expert."), allegation_3=specific)
    assert case.moves(monitoring_officer, "plan", silence="no_way_back") == "planning"

    decisions = [each for each in reads(monitoring_officer, case.folder) if each.note.name == "decision"]
    assert [(each.seq, each.note.value) for each in decisions] == [
        (1, RECORD["decision"][1]),
        (2, "An outside expert."),
    ]
    steps = [each["step"] for each in case.seen_by(monitoring_officer)["moves"]]
    assert steps == ["acknowledge", "assess", "plan", "reopen", "assess", "plan"]


def test_the_original_date_and_the_day_of_receipt_are_both_kept(monitoring_officer, hr_lead):
    case = the_first_letter_is_assessed(monitoring_officer, hr_lead)
    answer = next(each for each in case.seen_by(monitoring_officer)["answers"] if each["name"] == "letter_1")
    written = next(each for each in reads(monitoring_officer, case.folder) if each.note.name == "letter_1")
    assert answer["codes"] == ["paper", LONG_AGO.isoformat()]
    assert json.loads(written.note.value)["document"] == "14 January"
    assert "14 January" not in str(case.seen_by(monitoring_officer)), "the server never sees it"


def test_promises_run_from_each_letter(monitoring_officer, hr_lead):
    case = the_first_letter_is_assessed(monitoring_officer, hr_lead)
    before = {each["clock"]: each for each in case.seen_by(monitoring_officer)["clocks"]}
    assert before["C05"]["standing"] == "kept_late"
    letter(monitoring_officer, case, 2, TODAY, "yesterday", SECOND_LETTER)
    clocks = [each for each in case.seen_by(monitoring_officer)["clocks"] if each["clock"] == "C02"]
    assert len(clocks) == 2


def test_hr_gets_its_allegation_and_never_a_letter(demo, monitoring_officer, hr_lead):
    case = the_first_letter_is_assessed(monitoring_officer, hr_lead)
    pack = opens_folder(monitoring_officer, kind="pack", to=[hr_lead])
    assert writes_field(monitoring_officer, pack, "allegation", TRIAGE["allegation_1"][1]).status_code == 201

    assert [each.note.value for each in reads(hr_lead, pack)] == [TRIAGE["allegation_1"][1]]
    assert hr_lead.client.get(f"/api/folders/{case.folder.hex()}").status_code == 404
    assert hr_lead.client.get(f"/api/cases/{case.folder.hex()}").status_code == 403
    assert hr_lead.client.get("/api/inbox").status_code == 403


def test_hr_is_never_given_an_allegation_about_hr(monitoring_officer, hr_lead):
    case = the_first_letter_is_assessed(monitoring_officer, hr_lead)
    about_hr = (["bullying_harassment", "management", "non_criminal", "yes", "b"], "HR itself is meant.")
    case.records(monitoring_officer, allegation_3=about_hr)
    assert case.answers(monitoring_officer, "assignee_3", [hr_lead.officer.oid.hex()]).status_code == 400
    assert case.answers(monitoring_officer, "assignee_9", [hr_lead.officer.oid.hex()]).status_code == 400
    assert case.answers(monitoring_officer, "assignee_3", [bytes(16).hex()]).status_code == 400


@pytest.mark.parametrize("codes", [["web", TODAY.isoformat()], ["paper"], ["paper", "14 January"], []])
def test_a_letter_has_a_way_in_which_it_came_and_a_day(monitoring_officer, codes):
    case = begins_case(monitoring_officer, None)
    assert case.answers(monitoring_officer, "letter_1", codes, "words").status_code == 400


def test_a_letter_of_tomorrow_was_not_received(monitoring_officer):
    case = begins_case(monitoring_officer, None)
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    assert case.answers(monitoring_officer, "letter_1", ["paper", tomorrow], "words").status_code == 400
