"""The inbox: sealed reports that this officer can open, newest first, without a total."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from casework.store import reports
from casework.store.report_rows import InboxLine

PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class InboxPage:
    """One page, and whether older reports follow."""

    number: int
    lines: tuple[InboxLine, ...]
    more: bool


def page(connection: Connection, number: int) -> InboxPage:
    """Page `number`, from 0."""
    lines = reports.inbox(connection, start=number * PAGE, size=PAGE + 1)
    return InboxPage(number, lines[:PAGE], more=len(lines) > PAGE)
