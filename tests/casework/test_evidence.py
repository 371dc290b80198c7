"""What counts as evidence, for the procedure."""

from datetime import date

import pytest

from casework.evidence import Opinion, Record, held
from casework.lifecycle import MOVES
from casework.states import Step
from casework.tasks import NUMBERED, TASKS
from tests.casework.casing import CLEAR, HARM, RECORD, TRIAGE

ANSWERS = {**RECORD, **TRIAGE, "conflicts": CLEAR, "harm_risk": HARM}
WHOLE = {name: codes for name, (codes, _) in ANSWERS.items()}
ASKED = date(2026, 11, 2)


def gaps(step: Step, record: Record) -> list[str]:
    return [code for code in MOVES[step].evidence if code not in held(record)]


def opinion(view: str | None = None, *, reminders: int = 0, over: bool = False) -> Opinion:
    return Opinion(view, ASKED, reminders, over)


def test_a_whole_record_leaves_nothing_to_ask_for():
    assert gaps(Step.PLAN, Record(WHOLE, told=True)) == []


@pytest.mark.parametrize("missing", sorted(WHOLE))
def test_no_single_gap_is_let_through(missing):
    record = Record({name: codes for name, codes in WHOLE.items() if name != missing}, told=True)
    assert gaps(Step.PLAN, record)


def test_a_reporter_who_was_never_told_is_a_gap():
    assert gaps(Step.PLAN, Record(WHOLE, told=False)) == ["reporter_told"]


def test_only_a_pass_of_the_public_interest_test_leads_to_an_investigation():
    answers = WHOLE | {"public_interest": [*WHOLE["public_interest"][:-1], "pass_part"]}
    assert gaps(Step.PLAN, Record(answers, told=True)) == ["public_interest_pass"]


@pytest.mark.parametrize(
    ("asked", "counts"),
    [
        (None, False),
        (opinion(), False),
        (opinion(over=True), False),
        (opinion(over=True, reminders=1), False),
        (opinion(reminders=2), False),
        (opinion(over=True, reminders=2), True),
        (opinion("no_comment"), True),
        (opinion("comment"), True),
        (opinion("agree"), True),
    ],
)
def test_a_dismissal_needs_an_opinion_or_ten_days_and_two_reminders(asked, counts):
    record = Record({"decision_reasons": []}, opinion=asked)
    assert ("second_opinion" not in gaps(Step.DISMISS, record)) is counts


def test_a_disagreement_is_answered_in_words_before_anything_is_dismissed():
    answers = {"decision_reasons": []}
    assert gaps(Step.DISMISS, Record(answers, opinion=opinion("disagree"))) == ["disagreement_answer"]
    answered = answers | {"disagreement_answer": []}
    assert gaps(Step.DISMISS, Record(answered, opinion=opinion("disagree"))) == []


def test_an_independent_person_who_disagrees_is_reason_enough_to_look_into_it():
    assert gaps(Step.PLAN_AFTER_ALL, Record(opinion=opinion("disagree"))) == []
    assert gaps(Step.PLAN_AFTER_ALL, Record(opinion=opinion("agree"))) == ["change_of_mind"]


def test_every_task_is_known_by_a_code():
    assert all(name.replace("_", "").isalpha() for name in (*TASKS, *NUMBERED))
