"""The clocks of one case: which run, since when, how they stand. They are read off; they stop nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from casework import check_ins
from casework.clocks import Clock, Office, Pause, PauseReason, Standing, standing
from casework.states import State
from casework.store import cases, detriments, promises
from casework.store.case_rows import AnswerRow, CaseRow, LinkedReport, MoveRow
from casework.triage import Level, Severity, Timing, Vulnerability, harm
from crypto.names import FolderId

OVER = frozenset({State.CLOSED, State.DESTROYED})
DECIDING = frozenset({"plan", "resolve_early", "dismiss", "redirect", "plan_after_all"})


@dataclass(frozen=True, slots=True)
class Happened:
    """A clock that began on `since` and was kept on `kept_on`, if it was. `report`: of which report."""

    clock: Clock
    since: date
    kept_on: date | None
    report: FolderId | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """How a clock stands today."""

    clock: Clock
    due: date | None
    kept_on: date | None
    standing: Standing
    report: FolderId | None


def clocks(connection: Connection, case: CaseRow, office: Office, today: date) -> tuple[Running, ...]:
    """Every clock of the case that ever began, in the procedure's order."""
    answers = {row.name: row for row in cases.answers(connection, case.folder)}
    pauses = [
        Pause(PauseReason(each.reason), each.since, each.until)
        for each in promises.pauses(connection, case.folder)
    ]
    longer = {each.clock: each.until for each in promises.extensions(connection, case.folder)}
    level = harm_of({name: row.codes for name, row in answers.items()})
    found = []
    for each in _happened(connection, case, answers):
        until = min(today, each.kept_on or today)  # what was kept is not put on hold later
        due = office.due(each.clock, each.since, pauses, today=until, harm=level)
        due = due and max(due, longer.get(each.clock, due))
        stands = standing(office.days, due, each.kept_on, today=today)
        found.append(Running(each.clock, due, each.kept_on, stands, each.report))
    return tuple(sorted(found, key=lambda each: each.clock))


def received_on(linked: Sequence[LinkedReport], answers: Sequence[AnswerRow], case: CaseRow) -> date:
    """The day on which the law counts: when the newest report or letter was received."""
    days = [each.received_on for each in linked] + [day for day, _ in letters(answers)]
    return max(days, default=case.opened_on)


def letters(answers: Iterable[AnswerRow]) -> list[tuple[date, date]]:
    """What came by hand: the day of receipt, and the day on which it was recorded."""
    written = [row for row in answers if row.name.startswith("letter_")]
    return [(date.fromisoformat(row.codes[1]), row.on_day) for row in written]


def retime(connection: Connection, folder: FolderId, office: Office, today: date) -> None:
    """Keep the earliest last day that is still ahead or broken, and when reporters are asked again."""
    case = cases.case(connection, folder)
    if case is None:
        return
    running = clocks(connection, case, office, today)
    waiting = [(each.due, each.clock) for each in running if each.due and each.kept_on is None]
    due_on, due_clock = min(waiting, default=(None, None))
    cases.retime(connection, folder, due_on, due_clock)
    decided = [move.on_day for move in cases.moves(connection, folder) if move.step == "decide"]
    check_ins.plan(connection, folder, cases.linked(connection, folder), decided, office)


def harm_of(answers: Mapping[str, Sequence[str]]) -> Level | None:
    """The level of harm, once it is assessed."""
    found = answers.get("harm_risk")
    if found is None:
        return None
    severity, timing, vulnerability = (code.upper() for code in found)
    return harm(Severity[severity], Timing[timing], Vulnerability[vulnerability])


def _happened(connection: Connection, case: CaseRow, answers: dict[str, AnswerRow]) -> Iterable[Happened]:
    moves = cases.moves(connection, case.folder)
    reports = cases.linked(connection, case.folder)
    for report in reports:
        yield from _of_report(report)
    yield from _of_case(case, reports, moves, answers)
    for each in detriments.of(connection, case.folder):
        yield Happened(Clock.DETRIMENT, each.raised_on, each.contacted_on)
    opinion = cases.opinion(connection, case.folder)
    if opinion and opinion.view is None and case.state != State.SECOND_OPINION:
        return
    if opinion:
        yield Happened(Clock.SECOND_OPINION, opinion.asked_on, opinion.replied_on)


def _of_report(report: LinkedReport) -> Iterable[Happened]:
    yield Happened(Clock.OPEN, report.received_on, report.read_on or report.linked_on, report.report)
    yield Happened(Clock.ACKNOWLEDGE, report.received_on, report.first_reply_on, report.report)


def _of_case(
    case: CaseRow,
    reports: tuple[LinkedReport, ...],
    moves: tuple[MoveRow, ...],
    answers: dict[str, AnswerRow],
) -> Iterable[Happened]:
    days = {move.step: move.on_day for move in moves}
    discussed = answers.get("discussion")
    kept = date.fromisoformat(discussed.codes[0]) if discussed else None
    yield Happened(Clock.DISCUSS, case.opened_on, kept)
    for received, recorded in letters(answers.values()):
        yield Happened(Clock.OPEN, received, recorded)
        yield Happened(Clock.ACKNOWLEDGE, received, days.get("acknowledge"))
    decided = max((days[step] for step in DECIDING if step in days), default=None)
    newest = received_on(reports, tuple(answers.values()), case)
    yield Happened(Clock.DECIDE, newest, decided if decided and decided >= newest else None)
    if case.state in OVER:
        return
    told = max((report.last_reply_on for report in reports if report.last_reply_on), default=None)
    if told:
        yield Happened(Clock.UPDATE, told, None)
    if "acknowledge" in days:
        yield Happened(Clock.FEEDBACK, days["acknowledge"], days.get("decide"))
    if case.state == State.EARLY_RESOLUTION:
        yield Happened(Clock.RESOLVE_EARLY, days["resolve_early"], None)
    planned = days.get("plan_after_all") or days.get("plan")
    if planned:
        yield Happened(Clock.INVESTIGATE, planned, days.get("submit_findings"))
