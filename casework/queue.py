"""The queue: cases by what they wait for, the most pressing first, each group in pages, without a total."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection

from casework.clocks import SOON, Office
from casework.store import queue
from casework.store.queue import AskedLine, Broken, QueueLine

PAGE: Final = 20


class Group(StrEnum):
    """What a case waits for."""

    DETRIMENT = "detriment"
    CHECK_IN = "check_in"
    OVERDUE = "overdue"
    WAITING = "waiting"
    DUE_SOON = "due_soon"
    LATER = "later"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of a group, and whether more follows."""

    lines: tuple[QueueLine, ...]
    more: bool


def page(connection: Connection, group: Group, number: int, *, office: Office, today: date) -> QueuePage:
    """Page `number` of a group, from 0."""
    soon = office.days.after(today, SOON)
    lines = queue.group(connection, group, today=today, soon=soon, start=number * PAGE, size=PAGE + 1)
    return QueuePage(lines[:PAGE], more=len(lines) > PAGE)


def broken(connection: Connection, today: date) -> tuple[Broken, ...]:
    """How many cases wait for which late promise. A breach is counted and stops nothing."""
    return queue.broken(connection, today)


def asked(connection: Connection) -> tuple[AskedLine, ...]:
    """Second opinions that this officer owes."""
    return queue.asked_of_me(connection)
