"""The clocks: what was promised, by when. They count and are shown; none of them stops anybody's work.

The numbers are the council's own (`[clocks]` in council.toml), the same that its public page promises.
"""

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Self

from casework.triage import Level
from casework.working_days import WorkingDays
from config.council import Clocks, Council


class Clock(StrEnum):
    """Which promise, as the procedure numbers them."""

    OPEN = "C01"
    ACKNOWLEDGE = "C02"
    CONFLICT_CHECK = "C03"
    DISCUSS = "C04"
    DECIDE = "C05"
    SECOND_OPINION = "C06"
    RESOLVE_EARLY = "C07"
    INVESTIGATE = "C08"
    UPDATE = "C09"
    FEEDBACK = "C10"
    TELL_OUTCOME = "C11"
    REVIEW = "C12"
    DETRIMENT = "C15"


class Unit(StrEnum):
    """What a clock counts."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Rule:
    """One clock. `starts` and `stops` name what happened; `setting` is its number in `[clocks]`, or None.

    `extends`: whether it may be given a later last day, with a reason of which the reporter hears.
    """

    starts: str
    stops: str
    setting: str | None
    unit: Unit = Unit.WORKING_DAYS
    pauses: bool = True
    extends: bool = False


# An update is owed however long we wait; who is treated badly, or may ask for a review, is not put on hold.
RULES: Final[Mapping[Clock, Rule]] = {
    Clock.OPEN: Rule("received", "read", "open_days"),
    Clock.ACKNOWLEDGE: Rule("received", "acknowledged", "ack_days"),
    Clock.CONFLICT_CHECK: Rule("received", "declared", None, pauses=False),
    Clock.DISCUSS: Rule("read", "discussed", "discuss_days"),
    Clock.DECIDE: Rule("received", "decision_told", "decision_days", extends=True),
    Clock.SECOND_OPINION: Rule("opinion_asked", "opinion_given", "second_opinion_days"),
    Clock.RESOLVE_EARLY: Rule("resolving", "resolved", "early_days", extends=True),
    Clock.INVESTIGATE: Rule("planned", "findings", "investigation_days", extends=True),
    Clock.UPDATE: Rule("last_told", "told", "update_days", pauses=False),
    Clock.FEEDBACK: Rule("acknowledged", "outcome_told", "feedback_months", Unit.MONTHS, extends=True),
    Clock.TELL_OUTCOME: Rule("decided", "outcome_told", "outcome_days", extends=True),
    Clock.REVIEW: Rule("outcome_told", "review_asked", "review_days", Unit.DAYS, pauses=False),
    Clock.DETRIMENT: Rule("detriment", "contacted", "detriment_days", pauses=False),
}


class PauseReason(StrEnum):
    """The only two reasons for which a clock stands still."""

    POLICE_PRIMACY = "police_primacy"
    REPORTER_ASKED_TO_PAUSE = "reporter_asked_to_pause"


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that do not count: from `since` to the day before `until`, or until it ends."""

    reason: PauseReason
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """More time: why, until when, and who allowed it. The reporter is told of it."""

    reason: str
    to: date
    by: bytes


class NotLonger(Exception):
    """An extension names a reason, somebody who allows it, and a working day after the one that stood."""

    def __init__(self) -> None:
        super().__init__("More time needs a reason, somebody who allows it, and a later working day")


@dataclass(frozen=True, slots=True)
class Office:
    """What every clock needs: the council's numbers and its calendar."""

    numbers: Clocks
    days: WorkingDays

    @classmethod
    def of(cls, council: Council) -> Self:
        """This council's."""
        return cls(council.clocks, WorkingDays(council.nation, frozenset(council.extra_holidays)))

    def due(
        self,
        clock: Clock,
        since: date,
        pauses: Iterable[Pause] = (),
        *,
        today: date,
        harm: Level | None = None,
    ) -> date | None:
        """The last day on which the promise is kept; None while the clock stands still."""
        rule = RULES[clock]
        still = list(pauses) if rule.pauses else []
        if any(pause.until is None and pause.since <= today for pause in still):
            return None
        skip = [(pause.since, pause.until) for pause in still if pause.until]
        if rule.unit is Unit.WORKING_DAYS:
            due = self.days.after(since, self._number(clock, harm), skip)
        else:
            due = _later(since, rule.unit, self._number(clock, harm)) + _length(skip, since)
        return self._at_most(clock, since, due, skip)

    def extended(self, due: date, extension: Extension, *, today: date) -> date:
        """The new last day, later than the one that stood and than today; raises NotLonger."""
        if not extension.reason or not extension.by or extension.to <= max(due, today):
            raise NotLonger
        if not self.days.is_working(extension.to):
            raise NotLonger
        return extension.to

    def reminders(self, asked: date) -> tuple[date, ...]:
        """When somebody who owes a second opinion is reminded."""
        return tuple(self.days.after(asked, count) for count in self.numbers.second_opinion_reminders)

    def check_ins(self, since: date) -> tuple[date, ...]:
        """When a reporter is asked how things have been since: after the first reply, after the outcome."""
        return tuple(_later(since, Unit.MONTHS, count) for count in self.numbers.check_in_months)

    def _number(self, clock: Clock, harm: Level | None) -> int:
        setting = RULES[clock].setting
        same_day = clock is Clock.DISCUSS and harm in {Level.IMMEDIATE, Level.HIGH}
        return 0 if setting is None or same_day else int(getattr(self.numbers, setting))

    def _at_most(self, clock: Clock, since: date, due: date, skip: list[tuple[date, date]]) -> date:
        """A first reply is never later than a week, whatever the holidays."""
        if clock is not Clock.ACKNOWLEDGE:
            return due
        limit = since + timedelta(days=self.numbers.ack_calendar_days) + _length(skip, since)
        return min(due, self.days.last(limit))


class Standing(StrEnum):
    """How a clock stands today. A breach is counted and listed, and forbids nothing."""

    RUNNING = "running"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    PAUSED = "paused"
    KEPT = "kept"
    KEPT_LATE = "kept_late"


SOON: Final = 2  # working days before the last one


def standing(days: WorkingDays, due: date | None, kept_on: date | None, *, today: date) -> Standing:
    """How a clock with this last day stands; `due` is None while it is paused."""
    if kept_on is not None:
        return Standing.KEPT_LATE if due and kept_on > due else Standing.KEPT
    if due is None:
        return Standing.PAUSED
    if due < today:
        return Standing.OVERDUE
    return Standing.DUE_SOON if days.until(today, due) <= SOON else Standing.RUNNING


def _later(since: date, unit: Unit, number: int) -> date:
    if unit is Unit.DAYS:
        return since + timedelta(days=number)
    year, month = divmod(since.month - 1 + number, 12)
    year += since.year
    return since.replace(
        year=year, month=month + 1, day=min(since.day, calendar.monthrange(year, month + 1)[1])
    )


def _length(skip: Iterable[tuple[date, date]], since: date) -> timedelta:
    return sum(((until - max(first, since)) for first, until in skip if until > since), timedelta())
