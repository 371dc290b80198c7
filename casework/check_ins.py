"""How have things been since? The reporter's own page asks; an officer who reads the answer notes it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection

from casework.clocks import Office
from casework.errors import NotThere, Taken
from casework.store import cases, reports
from casework.store import check_ins as rows
from casework.store.case_rows import LinkedReport
from casework.store.check_ins import CheckInRow
from casework.store.rows import Officer
from casework.triage import NotRecorded
from crypto.names import FolderId, ItemId

OPEN: Final = timedelta(days=14)  # how long one stands in the queue
EARLY: Final = timedelta(days=7)  # a reporter's device may have asked so much earlier


class Feeling(StrEnum):
    """How things have been."""

    OK = "ok"
    WORRIED = "worried"
    BADLY = "badly"
    RATHER_NOT = "rather_not"


class Standing(StrEnum):
    """How a check-in stands today."""

    LATER = "later"
    DUE = "due"
    ANSWERED = "answered"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Answered:
    """What the reporter of `report` said in a message that came on `on`."""

    report: FolderId
    message: ItemId
    on: date
    feeling: Feeling


def plan(
    connection: Connection,
    folder: FolderId,
    linked: Iterable[LinkedReport],
    decided: Iterable[date],
    office: Office,
) -> None:
    """Write down the days on which each reporter is asked: after the first reply, and after each decision."""
    after = list(decided)
    for report in linked:
        starts = [report.first_reply_on, *after] if report.first_reply_on else []
        for due in sorted({day for since in starts if since for day in office.check_ins(since)}):
            rows.plan(connection, folder=folder, report=report.report, due_on=due, until_on=due + OPEN)


def note(connection: Connection, officer: Officer, folder: FolderId, told: Answered, *, today: date) -> None:
    """Note an answer under the newest check-in that had come when it was sent.

    Raises NotThere without one or without that message, NotRecorded for a day that has not come, Taken when
    it is noted already.
    """
    check_message(connection, folder, told.report, told.message)
    if told.on > today:
        raise NotRecorded("check_in")
    asked = _asked(rows.of(connection, folder), told)
    values = {"answer": told.feeling, "on": told.on, "message": told.message, "signer": officer.kid}
    if not rows.answer(connection, folder=folder, report=told.report, due_on=asked.due_on, **values):
        raise Taken("A later answer is noted already")


def check_message(connection: Connection, folder: FolderId, report: FolderId, message: ItemId) -> None:
    """Raise NotThere unless this is a message of one of the case's reports, and this officer reads both."""
    if report not in {each.report for each in cases.linked(connection, folder)}:
        raise NotThere("report")
    if message not in {each.item_id for each in reports.messages(connection, report)}:
        raise NotThere("message")


def standing(row: CheckInRow, today: date) -> Standing:
    """How one stands."""
    if row.answer is not None:
        return Standing.ANSWERED
    if row.due_on > today:
        return Standing.LATER
    return Standing.DUE if today <= row.until_on else Standing.PAST


def _asked(known: Sequence[CheckInRow], told: Answered) -> CheckInRow:
    come = [row for row in known if row.report == told.report and row.due_on <= told.on + EARLY]
    if not come:
        raise NotThere("check-in")
    return come[-1]
