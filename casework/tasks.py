"""What a case's record is made of: one task for each thing to find out, its codes, whether words go with it.

Codes are kept plain, so that queues and totals can be made; words are sealed in the field of the same name.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework import codes
from casework.public_interest import Assessed, Question, Result, Says
from casework.triage import (
    Answered,
    Knowers,
    NotRecorded,
    Severity,
    Timing,
    Vulnerability,
    check_failures,
)


class Decision(StrEnum):
    """What assessment leads to."""

    INVESTIGATE = "investigate"
    EARLY_RESOLUTION = "early_resolution"
    REDIRECT = "redirect"
    MINDED_TO_DISMISS = "minded_to_dismiss"
    REFER_OUT = "refer_out"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class Matter:
    """What codes are checked against: the day on which the law counts, and the council's service areas."""

    received_on: date
    areas: frozenset[str]
    today: date


Check = Callable[[Sequence[str], Matter], bool]
YES_NO = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Task:
    """`words`: a sealed field goes with it, always."""

    check: Check
    words: bool = False


def one_of(choices: Iterable[str]) -> Check:
    """Exactly one."""
    known = frozenset(choices)
    return lambda chosen, _: len(chosen) == 1 and set(chosen) <= known


def some_of(choices: Iterable[str], most: int) -> Check:
    """At least one, at most `most`, each once."""
    known = frozenset(choices)
    return lambda chosen, _: 0 < len(chosen) == len(set(chosen)) <= most and set(chosen) <= known


def in_order(*choices: Collection[str]) -> Check:
    """One of each, in this order."""
    return lambda chosen, _: (
        len(chosen) == len(choices) and all(a in b for a, b in zip(chosen, choices, strict=True))
    )


def no_codes(chosen: Sequence[str], _: Matter) -> bool:
    """Words say all of it."""
    return not chosen


def a_day(chosen: Sequence[str], _: Matter) -> bool:
    """One date."""
    return len(chosen) == 1 and re.fullmatch(r"\d{4}-\d\d-\d\d", chosen[0]) is not None and _is_day(chosen[0])


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def _names(kind: Iterable[object]) -> tuple[str, ...]:
    return tuple(each.name.lower() for each in kind)  # type: ignore[attr-defined]


def _failures(chosen: Sequence[str], matter: Matter) -> bool:
    check_failures(chosen, matter.received_on)
    return len(chosen) == len(set(chosen))


def _area(chosen: Sequence[str], matter: Matter) -> bool:
    return len(chosen) == 1 and chosen[0] in matter.areas


def _public_interest(chosen: Sequence[str], matter: Matter) -> bool:
    if not in_order(*[set(Says)] * len(Question), set(Result))(chosen, matter):
        return False
    *answers, result = chosen
    given = dict(zip(Question, map(Says, answers), strict=True))
    Assessed(given, frozenset(Question), Result(result)).check()
    return True


def _proposal(chosen: Sequence[str], matter: Matter) -> bool:
    return in_order(["dismiss"], set(codes.Ground))(chosen, matter) or in_order(
        ["redirect"], set(codes.RedirectTo)
    )(chosen, matter)


def _allegation(chosen: Sequence[str], matter: Matter) -> bool:
    kind = in_order(set(codes.Category), set(codes.InvestigationType), set(codes.Track), YES_NO)
    return kind(chosen[:4], matter) and _failures(chosen[4:], matter)


def _letter(chosen: Sequence[str], matter: Matter) -> bool:
    channel, received = chosen[:1], chosen[1:]
    known = set(channel) <= BY_HAND and a_day(received, matter)
    return known and date.fromisoformat(received[0]) <= matter.today


def _person(chosen: Sequence[str], _: Matter) -> bool:
    return len(chosen) == 1 and re.fullmatch(r"[0-9a-f]{32}", chosen[0]) is not None


BY_HAND = frozenset({"paper", "phone_proxy", "email_proxy", "in_person_proxy"})
UNSURE = (*YES_NO, "unsure")
TASKS: Mapping[str, Task] = {
    "title": Task(no_codes, words=True),
    "channel": Task(one_of(codes.Channel)),
    "category": Task(some_of(codes.Category, 3)),
    "failures": Task(_failures),
    "service_area": Task(_area),
    "still_happening": Task(one_of(("yes", "no", "might", "unsure"))),
    "harm_risk": Task(in_order(_names(Severity), _names(Timing), _names(Vulnerability))),
    "identity_risk": Task(in_order(set(Knowers), YES_NO), words=True),
    "detriment_risk": Task(in_order(YES_NO, YES_NO, YES_NO, YES_NO), words=True),
    "prior_report": Task(one_of(UNSURE)),
    "subject_types": Task(some_of(codes.SubjectType, len(codes.SubjectType))),
    "conflicts": Task(one_of(("none_found", "excluded"))),
    "discussion": Task(a_day, words=True),
    "public_interest": Task(_public_interest, words=True),
    "duty_referrals": Task(in_order(*[set(Answered)] * len(codes.Duty)), words=True),
    "consulted": Task(no_codes, words=True),
    "decision": Task(one_of(Decision), words=True),
    "proposal": Task(_proposal, words=True),
    "no_investigation_reason": Task(no_codes, words=True),
    "fix_owner": Task(no_codes, words=True),
    "fix_date": Task(a_day),
    "disagreement_answer": Task(no_codes, words=True),
    "change_of_mind": Task(no_codes, words=True),
    "decision_reasons": Task(no_codes, words=True),
    "neutral_summary": Task(no_codes, words=True),
    "team_accepts": Task(a_day),
    "new_information": Task(no_codes, words=True),
    "urgent_what": Task(no_codes, words=True),
    "urgent_why": Task(no_codes, words=True),
    "urgent_told": Task(no_codes, words=True),
    "identity_check": Task(one_of(("points_to_nobody", "may_point")), words=True),
}
NUMBERED: Mapping[str, Task] = {
    "allegation": Task(_allegation, words=True),
    "assignee": Task(_person),
    "letter": Task(_letter, words=True),
}
MOST_ALLEGATIONS = 99


def task_of(name: str) -> Task:
    """The task with this name; NotRecorded for one that the procedure does not know."""
    found = TASKS.get(name)
    numbered = re.fullmatch(r"([a-z]+)_([1-9][0-9]?)", name)
    if found is None and numbered:
        found = NUMBERED.get(numbered[1])
    if found is None:
        raise NotRecorded("task")
    return found


def check_answer(name: str, chosen: Sequence[str], matter: Matter, *, words: bool) -> None:
    """Raise NotRecorded unless these codes answer this task, with words just where it needs them."""
    task = task_of(name)
    if not task.check(chosen, matter) or words is not task.words:
        raise NotRecorded(name)
