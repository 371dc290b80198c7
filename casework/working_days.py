"""Working days: neither weekends nor the bank holidays of the council's own nation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import holidays

SUBDIVISION = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern_ireland": "NIR"}
SATURDAY = 5
DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingDays:
    """The calendar of one nation; `extra` are days proclaimed besides."""

    nation: str
    extra: frozenset[date] = frozenset()

    @cached_property
    def _holidays(self) -> holidays.HolidayBase:
        return holidays.country_holidays("GB", subdiv=SUBDIVISION[self.nation])

    def is_working(self, day: date) -> bool:
        """Whether the office works on this day."""
        return day.weekday() < SATURDAY and day not in self._holidays and day not in self.extra

    def first(self, day: date) -> date:
        """Day 0: this day, or the next working day after it."""
        while not self.is_working(day):
            day += DAY
        return day

    def last(self, day: date) -> date:
        """This day, or the last working day before it."""
        while not self.is_working(day):
            day -= DAY
        return day

    def after(self, day: date, count: int, skip: Iterable[tuple[date, date]] = ()) -> date:
        """The `count`th working day after day 0, without days from a `skip`'s first to before its second."""
        still = tuple(skip)
        found = self.first(day)
        while count > 0:
            found += DAY
            stands_still = any(since <= found < until for since, until in still)
            count -= self.is_working(found) and not stands_still
        return found

    def until(self, day: date, later: date) -> int:
        """How many working days come after `day`, up to `later`; below 0 when `later` has passed."""
        if later < day:
            return -self.until(later, day)
        return sum(self.is_working(day + n * DAY) for n in range(1, (later - day).days + 1))
