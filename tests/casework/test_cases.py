"""A case from a report to the point of an investigation, and everything that stops it on the way."""

import pytest

from casework.lifecycle import MOVES
from casework.states import Step
from tests.casework.casing import (
    CLEAR,
    HARM,
    RECORD,
    TRIAGE,
    acknowledged,
    assessed,
    begins_case,
    drafts_case,
)


@pytest.fixture
def report(demo, reporter) -> bytes:
    folder = reporter.reports("References of new staff are not checked")
    demo.carry()
    return folder


def test_a_case_begins_from_a_report_under_a_random_reference(report, monitoring_officer):
    case = begins_case(monitoring_officer, report)
    seen = case.seen_by(monitoring_officer)

    assert seen["ref"].startswith("WB-20")
    assert len(seen["ref"]) == len("WB-2026-AAAA")
    assert (seen["state"], seen["reads"]) == ("received", "received")
    assert [each["report"] for each in seen["reports"]] == [report.hex()]
    assert monitoring_officer.thread(report)["case"] == case.folder.hex()


def test_whoever_holds_no_key_of_the_case_sees_no_case(report, monitoring_officer, deputy):
    case = begins_case(monitoring_officer, report)

    assert deputy.client.get(f"/api/cases/{case.folder.hex()}").status_code == 404
    assert deputy.thread(report)["case"] is None
    assert deputy.client.get(f"/api/cases/{bytes(16).hex()}").status_code == 404


def test_a_report_has_one_case(report, monitoring_officer, deputy):
    begins_case(monitoring_officer, report)
    assert drafts_case(monitoring_officer, report)[1].status_code == 409
    assert drafts_case(deputy, report)[1].status_code == 409


def test_whoever_a_report_leaves_out_stays_out_of_its_case(demo, reporter, monitoring_officer, deputy):
    about = reporter.reports("It is the Monitoring Officer", leaving_out=[monitoring_officer.officer])
    demo.carry()
    out = monitoring_officer.officer.oid

    assert drafts_case(monitoring_officer, about)[1].status_code == 404
    assert drafts_case(deputy, about)[1].status_code == 400, "the case does not bar them"
    assert drafts_case(deputy, about, to=[monitoring_officer], barred=[out])[1].status_code == 400
    case = begins_case(deputy, about, barred=[out])
    assert monitoring_officer.client.get(f"/api/cases/{case.folder.hex()}").status_code == 404


def test_a_case_is_led_from_a_report_to_the_point_of_an_investigation(
    demo, reporter, report, monitoring_officer
):
    case = assessed(monitoring_officer, report)
    case.records(monitoring_officer, **TRIAGE)
    assert case.gaps(monitoring_officer, "plan") == []
    assert case.moves(monitoring_officer, "plan", "We will look into it.") == "planning"

    seen = case.seen_by(monitoring_officer)
    assert [each["step"] for each in seen["moves"]] == ["acknowledge", "assess", "plan"]
    assert seen["reads"] == "investigating"
    assert seen["levels"] == {"harm_risk": "high", "identity_risk": "high", "detriment_risk": "medium"}
    demo.carry()
    assert len([slot for slot in monitoring_officer.thread(report)["replies"] if slot["delivered"]]) == 2


def test_the_record_must_be_whole_before_a_case_leaves_assessment_and_the_gaps_are_listed(
    report, monitoring_officer
):
    case = acknowledged(monitoring_officer, report)
    needed = ("category", "service_area", "subject_types")
    assert case.gaps(monitoring_officer, "assess") == list(needed)
    case.records(monitoring_officer, **{name: RECORD[name] for name in needed})
    assert case.moves(monitoring_officer, "assess") == "assessing"

    refused = case.move(monitoring_officer, "plan", "We will look into it.")
    assert refused.status_code == 400
    for gap in ("channel", "failures", "identity_risk", "consulted", "public_interest_pass", "allegations"):
        assert gap in refused.json["error"]
    assert case.state(monitoring_officer) == "assessing"
    assert len(monitoring_officer.thread(report)["replies"]) == 1, "nothing was said of a move that failed"


def test_a_move_that_the_reporter_sees_needs_a_reply_or_a_reason_for_silence(report, monitoring_officer):
    case = begins_case(monitoring_officer, report)
    case.records(monitoring_officer, conflicts=CLEAR, harm_risk=HARM)

    assert case.move(monitoring_officer, "acknowledge").status_code == 400
    assert case.move(monitoring_officer, "acknowledge", silence="raises_risk").status_code == 400
    assert case.move(monitoring_officer, "acknowledge", silence="because").status_code == 400
    assert case.state(monitoring_officer) == "received"
    assert case.moves(monitoring_officer, "acknowledge", silence="no_way_back") == "acknowledged"
    assert case.seen_by(monitoring_officer)["moves"][0]["silence"] == "no_way_back"


def test_two_officers_who_move_at_once_move_it_once(report, monitoring_officer, deputy):
    case = begins_case(monitoring_officer, report, to=[deputy])
    case.records(monitoring_officer, conflicts=CLEAR, harm_risk=HARM)
    assert case.moves(deputy, "acknowledge", "Thank you.") == "acknowledged"

    late = case.move(monitoring_officer, "acknowledge", "Thank you.", number=1)
    assert late.status_code == 409
    assert len(monitoring_officer.thread(report)["replies"]) == 1


def test_two_officers_who_answer_at_once_overwrite_nothing(report, monitoring_officer, deputy):
    case = begins_case(monitoring_officer, report, to=[deputy])
    case.records(monitoring_officer, prior_report=(["no"], None))

    assert case.answers(deputy, "prior_report", ["yes"], number=1).status_code == 409
    assert case.answers(deputy, "prior_report", ["yes"]).status_code == 201
    answer = next(each for each in case.seen_by(deputy)["answers"] if each["name"] == "prior_report")
    assert (answer["codes"], answer["number"]) == (["yes"], 2)


@pytest.mark.parametrize(
    ("name", "codes", "words"),
    [
        ("category", [], None),
        ("category", ["gossip"], None),
        ("category", ["housing"], "words where none belong"),
        ("service_area", ["atlantis"], None),
        ("failures", ["z"], None),
        ("harm_risk", ["serious", "imminent"], None),
        ("identity_risk", ["1-3", "no"], None),
        ("public_interest", ["no", "yes", "yes", "yes", "no", "no", "pass"], "A pass that nothing bears"),
        ("proposal", ["dismiss", "anonymous"], "Nobody gave a name"),
        ("proposal", ["dismiss", "no_proof"], "There is no proof"),
        ("proposal", ["dismiss", "motive"], "They want revenge"),
        ("allegation_0", TRIAGE["allegation_1"][0], "Numbers begin with one"),
        ("fix_date", ["soon"], None),
        ("hat_size", ["57"], None),
    ],
)
def test_an_answer_that_the_procedure_does_not_know_is_refused(
    name, codes, words, report, monitoring_officer
):
    case = begins_case(monitoring_officer, report)
    assert case.answers(monitoring_officer, name, codes, words).status_code == 400
    assert case.seen_by(monitoring_officer)["answers"] == []


def test_illegal_moves_are_refused_whatever_is_recorded(report, monitoring_officer):
    case = assessed(monitoring_officer, report)
    case.records(monitoring_officer, **TRIAGE)
    permitted = {step for step in Step if "assessing" in MOVES[step].start}
    for step in set(Step) - permitted:
        refused = case.move(monitoring_officer, step, silence="no_way_back")
        assert refused.status_code == 409, step
    assert case.state(monitoring_officer) == "assessing"


def test_a_reply_to_another_report_tells_nobody_of_this_case(demo, reporter, report, monitoring_officer):
    other = demo.reporter().reports("Something else")
    demo.carry()
    case = begins_case(monitoring_officer, report)
    case.records(monitoring_officer, conflicts=CLEAR, harm_risk=HARM)
    case.report = other
    assert case.move(monitoring_officer, "acknowledge", "Thank you.").status_code == 400


def test_promises_run_from_the_day_of_receipt_and_are_kept_by_replies(report, monitoring_officer):
    case = begins_case(monitoring_officer, report)
    before = {each["clock"]: each for each in case.seen_by(monitoring_officer)["clocks"]}
    assert before["C02"]["kept"] is None
    case.records(monitoring_officer, conflicts=CLEAR, harm_risk=HARM)
    case.moves(monitoring_officer, "acknowledge", "Thank you.")

    after = {each["clock"]: each for each in case.seen_by(monitoring_officer)["clocks"]}
    assert after["C02"]["standing"] == "kept"
    assert {"C05", "C09", "C10"} <= set(after)
    assert after["C09"]["due"] > after["C02"]["due"]
