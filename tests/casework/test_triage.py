"""Triage: the same answers give the same result, and some reasons cannot even be said."""

from datetime import date
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import codes, triage
from casework.access_matrix import Role
from casework.allegations import HANDLERS, NotAHandler, NotForHr, check_assignment
from casework.lifecycle import RECORDED
from casework.public_interest import Assessed, Question, Result, Says, needs_second_person
from casework.triage import (
    Answered,
    Knowers,
    Level,
    NotRecorded,
    Risk,
    Severity,
    Timing,
    Vulnerability,
    care,
    check_failures,
    detriment_risk,
    duties_open,
    failures_on,
    gaps,
    harm,
    identity_risk,
)
from tests.words import codes_of

URGENCY = [Level.LOW, Level.MEDIUM, Level.HIGH, Level.IMMEDIATE]
EVERY_HARM = list(product(Severity, Timing, Vulnerability))
YES = dict.fromkeys(list(Question)[:4], Says.YES) | {
    Question.DEALT_WITH: Says.NO,
    Question.OTHER_DUTY: Says.NO,
}


@pytest.mark.parametrize(
    ("severity", "timing", "vulnerability", "level"),
    [
        (Severity.MINOR, Timing.PAST, Vulnerability.NONE, Level.LOW),
        (Severity.MODERATE, Timing.CONTINUING, Vulnerability.NONE, Level.MEDIUM),
        (Severity.SERIOUS, Timing.CONTINUING, Vulnerability.NONE, Level.HIGH),
        (Severity.SERIOUS, Timing.CONTINUING, Vulnerability.AT_RISK, Level.IMMEDIATE),
        (Severity.SERIOUS, Timing.IMMINENT, Vulnerability.NONE, Level.IMMEDIATE),
        (Severity.LIFE_CHANGING, Timing.IMMINENT, Vulnerability.AT_RISK, Level.IMMEDIATE),
    ],
)
def test_harm_is_as_urgent_as_it_is_bad_near_and_to_whom(severity, timing, vulnerability, level):
    assert harm(severity, timing, vulnerability) is level


def test_worse_nearer_or_to_somebody_weaker_is_never_less_urgent():
    for severity, timing, vulnerability in EVERY_HARM:
        here = URGENCY.index(harm(severity, timing, vulnerability))
        for worse in (each for each in Severity if each > severity):
            assert URGENCY.index(harm(worse, timing, vulnerability)) >= here
        for nearer in (each for each in Timing if each > timing):
            assert URGENCY.index(harm(severity, nearer, vulnerability)) >= here
        for weaker in (each for each in Vulnerability if each > vulnerability):
            assert URGENCY.index(harm(severity, timing, weaker)) >= here


def test_a_reporter_whom_few_could_be_or_who_is_suspected_needs_every_care():
    assert identity_risk(Knowers.UP_TO_3, suspected=False) is Risk.VERY_HIGH
    assert identity_risk(Knowers.UP_TO_10, suspected=False) is Risk.HIGH
    assert identity_risk(Knowers.UP_TO_50, suspected=False) is Risk.MEDIUM
    assert identity_risk(Knowers.MORE, suspected=False) is Risk.LOW
    for knowers in Knowers:
        assert care(identity_risk(knowers, suspected=True)) == triage.WITH_CARE
    assert care(Risk.HIGH) == ()


def test_not_knowing_how_few_is_taken_for_few():
    assert identity_risk(Knowers.UNKNOWN, suspected=False) is Risk.HIGH


@given(st.tuples(*[st.booleans()] * 4))
def test_one_more_sign_of_bad_treatment_never_lowers_its_risk(signs):
    order = [Risk.LOW, Risk.MEDIUM, Risk.HIGH]
    names = ("power", "history", "small_team", "known")
    here = order.index(detriment_risk(**dict(zip(names, signs, strict=True))))
    for name in names:
        more = dict(zip(names, signs, strict=True)) | {name: True}
        assert order.index(detriment_risk(**more)) >= here
    assert (here == 0) is not any(signs)


def test_the_law_lists_seven_failures_since_the_sixth_of_april_2026_and_six_before():
    assert failures_on(date(2026, 4, 5)) == ("a", "b", "c", "d", "e", "f")
    assert failures_on(date(2026, 4, 6)) == ("a", "b", "c", "d", "da", "e", "f")


def test_a_failure_counts_only_on_days_on_which_the_law_listed_it():
    check_failures(["da", "f"], date(2026, 4, 6))
    check_failures(["none"], date(2026, 4, 6))
    for chosen, day in (
        (["da"], date(2026, 4, 5)),
        ([], date(2026, 11, 27)),
        (["g"], date(2026, 11, 27)),
        (["none", "a"], date(2026, 11, 27)),
    ):
        with pytest.raises(NotRecorded):
            check_failures(chosen, day)


@pytest.mark.parametrize(
    "reason", ["anonymous", "anonymity", "no_proof", "no_evidence", "motive", "personal"]
)
def test_some_reasons_for_a_dismissal_cannot_be_said(reason):
    with pytest.raises(ValueError, match=reason):
        codes.Ground(reason)
    assert not [ground for ground in codes.Ground if reason in ground]


def test_each_duty_to_tell_somebody_needs_an_answer_and_a_reason():
    answers = dict.fromkeys(codes.Duty, Answered.NO)
    assert duties_open(answers, codes.Duty) == ()
    assert duties_open({}, codes.Duty) == tuple(codes.Duty)
    assert duties_open(answers, set(codes.Duty) - {codes.Duty.LADO}) == (codes.Duty.LADO,)


def test_the_record_lists_what_is_missing_in_its_own_order():
    assert gaps(RECORDED) == ()
    assert gaps(()) == RECORDED
    assert gaps(set(RECORDED) - {"harm_risk", "channel"}) == ("channel", "harm_risk")
    assert len(RECORDED) == 15


def test_the_public_interest_test_needs_six_sentences():
    assert Assessed(YES, frozenset(Question), Result.PASS).check() is None
    for missing in Question:
        with pytest.raises(NotRecorded, match=missing):
            Assessed(YES, frozenset(Question) - {missing}, Result.PASS).check()


def test_a_pass_must_be_borne_by_the_answers_and_a_doubt_counts_for_the_concern():
    for question in list(Question)[:4]:
        with pytest.raises(NotRecorded, match="result"):
            Assessed(YES | {question: Says.NO}, frozenset(Question), Result.PASS).check()
        Assessed(YES | {question: Says.UNSURE}, frozenset(Question), Result.PASS).check()
    with pytest.raises(NotRecorded, match="result"):
        Assessed(YES | {Question.DEALT_WITH: Says.YES}, frozenset(Question), Result.PASS).check()
    Assessed(YES | {Question.OTHER_DUTY: Says.YES}, frozenset(Question), Result.PASS).check()


def test_only_a_pass_is_one_persons_to_give():
    assert [result for result in Result if not needs_second_person(result)] == [Result.PASS]


def test_hr_never_looks_into_hr():
    check_assignment("hr_lead", about_hr=False)
    with pytest.raises(NotForHr):
        check_assignment("hr_lead", about_hr=True)
    for role in HANDLERS - {"hr_lead"}:
        check_assignment(role, about_hr=True)
    assert set(Role) > HANDLERS
    for role in ("auditor", "administrator", "independent_person", "publishing_officer"):
        with pytest.raises(NotAHandler):
            check_assignment(role, about_hr=False)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("categories", codes.Category),
        ("channels", codes.Channel),
        ("grounds", codes.Ground),
        ("redirects", codes.RedirectTo),
        ("duties", codes.Duty),
        ("subject_types", codes.SubjectType),
        ("investigation_types", codes.InvestigationType),
        ("tracks", codes.Track),
        ("levels", Level),
        ("risks", Risk),
    ],
)
def test_every_code_has_words_and_no_words_lack_a_code(name, kind):
    assert codes_of("casework/codes.html", name) == set(kind)


def test_the_published_questions_are_those_that_officers_answer():
    assert codes_of("shared/public_interest.html", "public_interest") == set(Question)
    listed = {each.code for each in triage.FAILURES} | {triage.NOT_LISTED}
    assert codes_of("casework/codes.html", "failures") == listed


def test_urgency_has_no_gaps():
    assert len(URGENCY) == len(Level)
    assert all(a is not b for a, b in pairwise(URGENCY))
