"""The case pages have a form for every task and words for every code that can be shown."""

import re
from pathlib import Path

import pytest

from casework.clocks import Clock
from casework.detriments import Kind, Wish
from casework.evidence import ASKED
from casework.lifecycle import MOVES
from casework.opinions import View
from casework.states import State, Step, Tells
from casework.tasks import NUMBERED, TASKS
from tests.words import codes_of

CASE = Path(__file__).parents[2] / "templates/casework/case"
FORMS = set(re.findall(r'data-task="([a-z_]+)"', (CASE / "tasks.html").read_text()))
LISTED = set(re.findall(r"\('([a-z_]+)', _\(", (CASE / "groups.html").read_text())) | set(
    re.findall(r"\('([a-z_]+)', _\(", (CASE / "second_opinion.html").read_text())
)
TRIAGE = {State.RECEIVED, State.ACKNOWLEDGED, State.REOPENED, State.ASSESSING, State.SECOND_OPINION}


def test_every_task_has_a_form_and_every_form_is_of_a_task():
    assert set(TASKS) | set(NUMBERED) | {"detriment"} == FORMS


def test_every_task_of_the_record_stands_in_the_list():
    assert set(TASKS) == LISTED


def test_every_step_of_triage_has_a_button_and_a_ready_text_for_its_message():
    steps = codes_of("casework/procedure.html", "steps")
    triage = {step for step, move in MOVES.items() if move.start & TRIAGE} - {Step.HAND_OVER}
    assert steps == triage | {Step.REOPEN}
    told = {step for step in steps if MOVES[Step(step)].tells is Tells.MESSAGE}
    assert codes_of("casework/procedure.html", "says") == told


def test_every_gap_of_triage_has_words():
    words = codes_of("casework/procedure.html", "evidence") | codes_of("casework/procedure.html", "recorded")
    steps = codes_of("casework/procedure.html", "steps")
    assert {code for step in steps for code in MOVES[Step(step)].evidence} == words
    assert words <= ASKED


@pytest.mark.parametrize(
    ("template", "name", "kind"),
    [
        ("casework/procedure.html", "clocks", Clock),
        ("casework/case/views.html", "views", View),
        ("casework/case/bad_treatment.html", "kinds", Kind),
        ("casework/case/bad_treatment.html", "wishes", Wish),
    ],
)
def test_every_clock_and_view_has_words(template, name, kind):
    assert codes_of(template, name) == set(kind)
