"""Triage: how bad, how soon, how easily guessed; what the law lists on a day; which duties it touches.

None of it knows whether the reporter gave a name: the same answers give the same result.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from casework.codes import Duty
from casework.lifecycle import RECORDED


class Level(StrEnum):
    """How soon harm must be acted on. IMMEDIATE: today, before triage is complete."""

    IMMEDIATE = "immediate"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Severity(IntEnum):
    """How bad it is, or would be."""

    MINOR = 0
    MODERATE = 1
    SERIOUS = 2
    LIFE_CHANGING = 3  # or a major loss


class Timing(IntEnum):
    """Whether it is over, goes on, or is about to happen."""

    PAST = 0
    CONTINUING = 1
    IMMINENT = 2


class Vulnerability(IntEnum):
    """Who may be hurt."""

    NONE = 0
    SOME = 1
    AT_RISK = 2  # children, or adults at risk


_LEVELS = (Level.LOW, Level.MEDIUM, Level.HIGH, Level.IMMEDIATE)
_HARM = (  # by severity, then timing
    (0, 0, 1),
    (0, 1, 2),
    (1, 2, 3),
    (2, 3, 3),
)


def harm(severity: Severity, timing: Timing, vulnerability: Vulnerability) -> Level:
    """How soon to act. Somebody who needs care and may still be hurt raises it by a step."""
    cared_for = vulnerability is Vulnerability.AT_RISK
    raised = cared_for or (vulnerability is Vulnerability.SOME and timing is not Timing.PAST)
    return _LEVELS[min(_HARM[severity][timing] + raised, 3)]


class Knowers(StrEnum):
    """How many people could know what the report says."""

    UP_TO_3 = "1-3"
    UP_TO_10 = "4-10"
    UP_TO_50 = "11-50"
    MORE = "50+"
    UNKNOWN = "unknown"


class Risk(StrEnum):
    """That a reporter is guessed, or treated badly."""

    VERY_HIGH = "very_high"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


IDENTITY: Mapping[Knowers, Risk] = {
    Knowers.UP_TO_3: Risk.VERY_HIGH,
    Knowers.UP_TO_10: Risk.HIGH,
    Knowers.UP_TO_50: Risk.MEDIUM,
    Knowers.MORE: Risk.LOW,
    Knowers.UNKNOWN: Risk.HIGH,  # until somebody finds out, as if few
}
WITH_CARE = ("neutral_enquiry_plan", "no_verbatim", "independent_sees_plan", "reporter_asked_first")


def identity_risk(knowers: Knowers, *, suspected: bool) -> Risk:
    """Whether the reporter could be guessed; one who is already suspected can."""
    return Risk.VERY_HIGH if suspected else IDENTITY[knowers]


def care(risk: Risk) -> tuple[str, ...]:
    """What a very high risk of being guessed requires of everything that follows."""
    return WITH_CARE if risk is Risk.VERY_HIGH else ()


def detriment_risk(*, power: bool, history: bool, small_team: bool, known: bool) -> Risk:
    """Whether bad treatment is likely: power over likely reporters, history, few people, what is known."""
    signs = sum((power, history, small_team, known))
    if (power and known) or signs > 2:  # noqa: PLR2004 - most of four
        return Risk.HIGH
    return Risk.MEDIUM if signs else Risk.LOW


@dataclass(frozen=True, slots=True)
class Failure:
    """A relevant failure under section 43B(1) of the Employment Rights Act 1996, and since when it counts."""

    code: str
    since: date
    until: date | None = None


_COMMENCED = date(1999, 7, 2)
FAILURES = (
    Failure("a", _COMMENCED),
    Failure("b", _COMMENCED),
    Failure("c", _COMMENCED),
    Failure("d", _COMMENCED),
    Failure("da", date(2026, 4, 6)),  # sexual harassment: section 23 of the Employment Rights Act 2025
    Failure("e", _COMMENCED),
    Failure("f", _COMMENCED),
)
NOT_LISTED = "none"  # no listed failure, and still a concern that is looked at


def failures_on(day: date) -> tuple[str, ...]:
    """The codes that the law lists on this day."""
    return tuple(
        each.code for each in FAILURES if each.since <= day and (each.until is None or day <= each.until)
    )


class NotRecorded(Exception):
    """An answer that the procedure does not know, or that was not in force; it names the setting only."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Not a possible answer: {what}")


def check_failures(codes: Iterable[str], day: date) -> None:
    """Raise NotRecorded unless there is one code at least and the law listed each on `day`."""
    chosen = set(codes)
    if not chosen or not chosen <= {*failures_on(day), NOT_LISTED}:
        raise NotRecorded("failures")
    if NOT_LISTED in chosen and len(chosen) > 1:
        raise NotRecorded("failures")


class Answered(StrEnum):
    """A duty to tell somebody else, looked at; each needs a reason besides."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


def duties_open(answers: Mapping[Duty, Answered], reasons: Iterable[Duty]) -> tuple[Duty, ...]:
    """Which duties lack an answer or its reason."""
    given = set(reasons)
    return tuple(duty for duty in Duty if duty not in answers or duty not in given)


def gaps(holds: Iterable[str]) -> tuple[str, ...]:
    """What a case must record before it leaves assessment, and does not."""
    held = set(holds)
    return tuple(code for code in RECORDED if code not in held)
