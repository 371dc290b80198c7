"""The procedure, whole: every permitted move works, every other is refused."""

import ast
import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.access_matrix import Role
from casework.case import (
    IllegalMove,
    MissingEvidence,
    NotForThisRole,
    ReporterNotTold,
    check_move,
    check_telling,
)
from casework.lifecycle import MOVES, RECORDED, Move
from casework.states import READS, Part, Silence, State, Step, Tells
from tests.words import codes_of

PERMITTED = [(step, start) for step, move in MOVES.items() for start in move.start or [None]]
# The procedure as it was written down, to be compared with the table: number, from, to.
WRITTEN = {
    Step.ACKNOWLEDGE: ("T02", "received", "acknowledged"),
    Step.PLAN: ("T05", "assessing", "planning"),
    Step.RESOLVE_EARLY: ("T06", "assessing", "early_resolution"),
    Step.ASK_SECOND_OPINION: ("T07", "assessing", "second_opinion"),
    Step.DISMISS: ("T08", "second_opinion", "closed"),
    Step.REDIRECT: ("T09", "second_opinion", "closed"),
    Step.PLAN_AFTER_ALL: ("T10", "second_opinion", "planning"),
    Step.INVESTIGATE: ("T11", "planning", "investigating"),
    Step.PAUSE: ("T12", "investigating", "paused"),
    Step.RESUME: ("T13", "paused", "investigating"),
    Step.SUBMIT_FINDINGS: ("T14", "investigating", "report_review"),
    Step.RETURN_FINDINGS: ("T15", "report_review", "investigating"),
    Step.DECIDE: ("T16", "report_review", "decided"),
    Step.START_ACTIONS: ("T17", "decided", "actions"),
    Step.CLOSE_WITHOUT_ACTIONS: ("T18", "decided", "closed"),
    Step.CLOSE_AFTER_ACTIONS: ("T19", "actions", "closed"),
    Step.REQUEST_REVIEW: ("T20", "closed", "review_requested"),
    Step.CLOSE_AFTER_REVIEW: ("T21", "review_requested", "closed"),
    Step.REOPEN_AFTER_REVIEW: ("T21", "review_requested", "reopened"),
    Step.REOPEN: ("T22", "closed", "reopened"),
    Step.DESTROY: ("T23", "closed", "destroyed"),
}


def moved(step: Step, start: State | None, *, role=None, holds=None, parts=()) -> State | None:
    move = MOVES[step]
    return check_move(
        start,
        step,
        role=role or min(move.roles),
        holds=frozenset(move.evidence if holds is None else holds),
        parts=parts,
    )


@pytest.mark.parametrize(("step", "start"), PERMITTED)
def test_every_permitted_move_works_for_every_role_that_may(step, start):
    move = MOVES[step]
    for role in move.roles:
        assert moved(step, start, role=role) is (move.to or start)


@pytest.mark.parametrize("step", Step)
def test_every_other_move_is_refused(step):
    for start in {None, *State} - set(MOVES[step].start or [None]):
        with pytest.raises(IllegalMove):
            moved(step, start)


@pytest.mark.parametrize(("step", "start"), PERMITTED)
def test_nobody_else_may_move_it(step, start):
    everyone = set().union(*(move.roles for move in MOVES.values())) | {"auditor", "administrator", "nobody"}
    for role in everyone - MOVES[step].roles:
        with pytest.raises(NotForThisRole):
            moved(step, start, role=role)


@pytest.mark.parametrize(("step", "start"), PERMITTED)
def test_each_missing_piece_of_evidence_blocks_and_is_named(step, start):
    evidence = MOVES[step].evidence
    for code in evidence:
        with pytest.raises(MissingEvidence, match=code) as missing:
            moved(step, start, holds=set(evidence) - {code})
        assert missing.value.gaps == (code,)
    if evidence:
        with pytest.raises(MissingEvidence) as missing:
            moved(step, start, holds=())
        assert missing.value.gaps == evidence


@pytest.mark.parametrize(("step", "start"), PERMITTED)
def test_whoever_did_what_keeps_them_apart_is_refused(step, start):
    for part in MOVES[step].apart:
        with pytest.raises(NotForThisRole):
            moved(step, start, parts=[part])
    assert moved(step, start, parts=set(Part) - MOVES[step].apart) is (MOVES[step].to or start)


@pytest.mark.parametrize("step", Step)
def test_a_move_that_the_reporter_sees_is_told_or_its_silence_has_a_reason(step):
    move = MOVES[step]
    check_telling(step, reply=True, silence=None)
    for silence in (None, *Silence):
        if move.tells is not Tells.MESSAGE or silence in move.silences:
            check_telling(step, reply=False, silence=silence)
        else:
            with pytest.raises(ReporterNotTold):
                check_telling(step, reply=False, silence=silence)


def test_the_table_says_what_the_procedure_says():
    assert {step: _row(MOVES[step]) for step in WRITTEN} == WRITTEN
    assert {move.number for move in MOVES.values()} == {f"T{n:02}" for n in range(1, 25)}
    assert set(MOVES) == set(Step)
    assert MOVES[Step.ASSESS].start == {State.ACKNOWLEDGED, State.REOPENED}


def _row(move: Move) -> tuple[str, str, str]:
    (start,) = move.start
    return move.number, str(start), str(move.to)


def test_a_decision_or_a_dismissal_is_never_kept_from_a_reporter_who_can_be_told():
    for step in (Step.PLAN, Step.DISMISS, Step.REDIRECT, Step.DECIDE, Step.CLOSE_AFTER_ACTIONS):
        assert MOVES[step].silences == {Silence.NO_WAY_BACK, Silence.CODE_ENDED}


def test_nothing_leaves_assessment_with_a_gap_in_the_record():
    leaving = [move for move in MOVES.values() if State.ASSESSING in move.start and move.to]
    assert len(leaving) == 3
    for move in leaving:
        assert move.evidence[: len(RECORDED)] == RECORDED


def test_nothing_is_dismissed_or_redirected_without_a_second_opinion():
    ways = [move for move in MOVES.values() if move.to is State.CLOSED and move.number < "T16"]
    assert [move.number for move in ways] == ["T08", "T09"]
    for move in ways:
        assert move.start == {State.SECOND_OPINION}
        assert {"second_opinion", "disagreement_answer"} <= set(move.evidence)


def test_whoever_may_move_a_case_has_an_account_or_is_the_reporter():
    named = set().union(*(move.roles for move in MOVES.values()))
    assert named - set(Role) == {"portal", "reporter"}


def test_no_evidence_and_no_silence_speaks_of_anonymity_or_motive():
    codes = {code for move in MOVES.values() for code in move.evidence} | set(Silence)
    assert not [code for code in codes if any(word in code for word in ("anonym", "proof", "motive", "name"))]


@given(st.lists(st.sampled_from(Step), max_size=40))
def test_however_a_case_is_led_it_stays_on_the_map_and_ends_only_once(steps):
    state = None
    for step in steps:
        before = state
        try:
            state = moved(step, state)
        except IllegalMove:
            assert state is before
        if before is State.DESTROYED:
            assert state is State.DESTROYED
        if state is State.INVESTIGATING and before not in {State.INVESTIGATING, None}:
            assert before in {State.PLANNING, State.PAUSED, State.REPORT_REVIEW}


def test_every_state_can_be_reached_and_every_one_but_the_last_left():
    reached = {None}
    for _ in State:
        reached |= {MOVES[step].to for step, start in PERMITTED if start in reached and MOVES[step].to}
    assert reached == {None, *State}
    left = set(itertools.chain.from_iterable(move.start for move in MOVES.values() if move.to))
    assert left == set(State) - {State.DESTROYED, State.EARLY_RESOLUTION}


def test_the_reporter_reads_words_for_each_state_and_officers_too():
    told = codes_of("casework/statuses.html", "statuses")
    assert set(READS) == set(State)
    assert set(READS.values()) - {"destroyed"} == told
    assert codes_of("casework/procedure.html", "states") == set(State)
    assert codes_of("casework/procedure.html", "silences") == set(Silence)
    assert codes_of("casework/procedure.html", "recorded") >= set(RECORDED)


def test_the_rules_know_nothing_but_the_standard_library():
    allowed = {"enum", "dataclasses", "datetime", "collections.abc"}
    root = Path(__file__).parents[2] / "casework"
    for name in ("case", "lifecycle", "states"):
        tree = ast.parse((root / f"{name}.py").read_text())
        modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
        assert {module for module in modules if not module.startswith("casework.")} <= allowed
