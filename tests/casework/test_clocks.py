"""Promises and their last days, on the days on which a council works."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.clocks import (
    RULES,
    Clock,
    Extension,
    NotLonger,
    Office,
    Pause,
    PauseReason,
    Standing,
    Unit,
    standing,
)
from casework.lifecycle import MOVES
from casework.triage import Level
from casework.working_days import WorkingDays
from config.council import read_council

COUNCIL = read_council()
ENGLAND = WorkingDays("england")
OFFICE = Office(COUNCIL.clocks, ENGLAND)
BANK_HOLIDAYS = {
    2026: "1 Jan, 3 Apr, 6 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec",
    2027: "1 Jan, 26 Mar, 29 Mar, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec",
    2028: "3 Jan, 14 Apr, 17 Apr, 1 May, 29 May, 28 Aug, 25 Dec, 26 Dec",
    2029: "1 Jan, 30 Mar, 2 Apr, 7 May, 28 May, 27 Aug, 25 Dec, 26 Dec",
    2030: "1 Jan, 19 Apr, 22 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec",
}
DAYS = st.dates(date(2026, 1, 1), date(2031, 12, 31))
WORKING = [clock for clock in Clock if RULES[clock].unit is Unit.WORKING_DAYS]


def due(clock: Clock, since: date, *pauses: Pause, today: date | None = None, **more) -> date | None:
    return OFFICE.due(clock, since, pauses, today=today or since, **more)


@pytest.mark.parametrize("nation", ["england", "wales"])
@pytest.mark.parametrize("year", BANK_HOLIDAYS)
def test_bank_holidays_of_england_and_wales_are_these_and_no_others(nation, year):
    days = WorkingDays(nation)
    weekdays = [
        day
        for day in (date(year, 1, 1) + timedelta(days=n) for n in range(365))
        if day.weekday() < 5 and not days.is_working(day)
    ]
    assert ", ".join(f"{day.day} {day:%b}" for day in weekdays) == BANK_HOLIDAYS[year]


def test_other_nations_keep_their_own_holidays():
    second_of_january = date(2026, 1, 2)
    assert ENGLAND.is_working(second_of_january)
    assert not WorkingDays("scotland").is_working(second_of_january)
    assert not WorkingDays("northern_ireland").is_working(date(2026, 3, 17))


def test_a_proclaimed_day_counts_as_a_holiday():
    day = date(2027, 6, 4)
    assert ENGLAND.is_working(day)
    assert not WorkingDays("england", frozenset({day})).is_working(day)


def test_a_report_of_friday_is_opened_by_monday_and_answered_by_the_friday_after():
    friday = date(2026, 11, 27)
    assert due(Clock.OPEN, friday) == date(2026, 11, 30)
    assert due(Clock.ACKNOWLEDGE, friday) == date(2026, 12, 4)
    assert due(Clock.DECIDE, friday) == date(2026, 12, 18)


def test_a_report_of_a_saturday_or_a_holiday_counts_as_of_the_next_working_day():
    for since in (date(2026, 11, 28), date(2026, 11, 29), date(2026, 11, 30)):
        assert due(Clock.OPEN, since) == date(2026, 12, 1)
    assert due(Clock.OPEN, date(2026, 12, 25)) == date(2026, 12, 30)


def test_a_first_reply_is_never_later_than_a_week_even_at_christmas():
    assert ENGLAND.after(date(2026, 12, 24), 5) == date(2027, 1, 5)
    assert due(Clock.ACKNOWLEDGE, date(2026, 12, 24)) == date(2026, 12, 31)
    assert due(Clock.ACKNOWLEDGE, date(2026, 12, 25)) == date(2026, 12, 31)


@given(DAYS)
def test_a_last_day_is_a_working_day_and_has_just_so_many_before_it(since):
    for clock in WORKING:
        last = due(clock, since)
        assert ENGLAND.is_working(last)
        if clock is not Clock.ACKNOWLEDGE:
            number = getattr(COUNCIL.clocks, RULES[clock].setting or "", 0)
            assert ENGLAND.until(ENGLAND.first(since), last) == number
    assert due(Clock.ACKNOWLEDGE, since) <= since + timedelta(days=7)


def test_talk_the_same_day_when_harm_is_near_and_within_two_days_when_it_is_not():
    monday = date(2026, 11, 30)
    for level in (Level.IMMEDIATE, Level.HIGH):
        assert due(Clock.DISCUSS, monday, harm=level) == monday
    for level in (Level.MEDIUM, Level.LOW):
        assert due(Clock.DISCUSS, monday, harm=level) == date(2026, 12, 2)
    assert due(Clock.CONFLICT_CHECK, monday) == monday


def test_months_end_on_the_last_day_of_a_shorter_month_and_a_review_counts_every_day():
    assert due(Clock.FEEDBACK, date(2026, 11, 30)) == date(2027, 2, 28)
    assert due(Clock.REVIEW, date(2026, 12, 1)) == date(2026, 12, 31)
    assert OFFICE.check_ins(date(2026, 11, 30)) == (
        date(2026, 12, 30),
        date(2027, 2, 28),
        date(2027, 5, 30),
        date(2027, 11, 30),
    )


def test_a_second_opinion_is_asked_for_again_on_the_fifth_and_eighth_day():
    asked = date(2026, 11, 30)
    assert OFFICE.reminders(asked) == (date(2026, 12, 7), date(2026, 12, 10))
    assert due(Clock.SECOND_OPINION, asked) == date(2026, 12, 14)


def test_a_clock_stands_still_while_the_police_lead_and_goes_on_after():
    monday = date(2026, 11, 30)
    pause = Pause(PauseReason.POLICE_PRIMACY, since=date(2026, 12, 1))
    assert due(Clock.DECIDE, monday, pause, today=date(2026, 12, 10)) is None
    ended = Pause(PauseReason.POLICE_PRIMACY, date(2026, 12, 1), until=date(2026, 12, 8))
    assert due(Clock.DECIDE, monday) == date(2026, 12, 21)
    assert due(Clock.DECIDE, monday, ended) == date(2026, 12, 30)
    assert due(Clock.FEEDBACK, monday, ended) == date(2027, 3, 7)


@pytest.mark.parametrize("reason", PauseReason)
def test_an_update_is_owed_even_while_everything_else_is_paused(reason):
    monday = date(2026, 11, 30)
    pause = Pause(reason, since=monday)
    assert due(Clock.UPDATE, monday, pause) == due(Clock.UPDATE, monday) == date(2026, 12, 30)
    assert due(Clock.DETRIMENT, monday, pause) == date(2026, 12, 1)


def test_only_the_police_and_the_reporter_stop_a_clock():
    assert set(PauseReason) == {"police_primacy", "reporter_asked_to_pause"}
    with pytest.raises(ValueError, match="waiting_for_reporter"):
        PauseReason("waiting_for_reporter")


@pytest.mark.parametrize(
    "extension",
    [
        Extension("", date(2026, 12, 31), b"o" * 16),
        Extension("harder_than_thought", date(2026, 12, 31), b""),
        Extension("harder_than_thought", date(2026, 12, 21), b"o" * 16),
        Extension("harder_than_thought", date(2026, 12, 1), b"o" * 16),
        Extension("harder_than_thought", date(2026, 12, 28), b"o" * 16),
    ],
)
def test_more_time_needs_a_reason_a_name_and_a_later_working_day(extension):
    with pytest.raises(NotLonger):
        OFFICE.extended(date(2026, 12, 21), extension, today=date(2026, 12, 8))
    allowed = Extension("harder_than_thought", date(2026, 12, 31), b"o" * 16)
    assert OFFICE.extended(date(2026, 12, 21), allowed, today=date(2026, 12, 8)) == date(2026, 12, 31)
    with pytest.raises(NotLonger):
        OFFICE.extended(date(2026, 12, 21), allowed, today=date(2026, 12, 31))


def test_how_a_clock_stands_is_worked_out_each_day():
    friday = date(2026, 12, 4)
    stands = [
        (date(2026, 11, 30), None, Standing.RUNNING),
        (date(2026, 12, 2), None, Standing.DUE_SOON),
        (friday, None, Standing.DUE_SOON),
        (date(2026, 12, 5), None, Standing.OVERDUE),
        (date(2026, 12, 9), friday, Standing.KEPT),
        (date(2026, 12, 9), date(2026, 12, 7), Standing.KEPT_LATE),
    ]
    for today, kept, expected in stands:
        assert standing(ENGLAND, friday, kept, today=today) is expected
    assert standing(ENGLAND, None, None, today=friday) is Standing.PAUSED
    assert standing(ENGLAND, None, friday, today=friday) is Standing.KEPT, "what was kept is not on hold"


def test_a_broken_promise_forbids_no_move():
    assert not [move for move in MOVES.values() for code in move.evidence if "clock" in code or "due" in code]


def test_every_clock_takes_its_number_from_the_councils_file():
    for clock, rule in RULES.items():
        assert rule.setting is None or hasattr(COUNCIL.clocks, rule.setting), clock
    assert {str(clock) for clock in Clock} == {*(f"C{n:02}" for n in range(1, 13)), "C15"}
