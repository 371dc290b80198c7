"""Second opinions that somebody owes, as the worker sees them: days, and whom to remind."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

from casework.store.query import every, run
from crypto.names import FolderId

AWAITED = text("select folder, seq, asked_on, reminded from casework.opinions where view is null")
QUEUE = text("select casework.queue_reminder(:folder, :seq)")
QUEUE_OVER = text("select casework.queue_over(:folder, :seq)")


@dataclass(frozen=True, slots=True)
class Awaited:
    """An opinion that was asked for and not given."""

    folder: FolderId
    seq: int
    asked_on: date
    reminded: list[date]


def awaited(connection: Connection) -> tuple[Awaited, ...]:
    """All of them."""
    return every(connection, Awaited, AWAITED)


def queue(connection: Connection, of: Awaited) -> None:
    """A reminder goes with their next notice, and is noted when the mail server takes that."""
    run(connection, QUEUE, folder=of.folder, seq=of.seq)


def queue_over(connection: Connection, of: Awaited) -> None:
    """Whoever asked is told, once, that the time is up."""
    run(connection, QUEUE_OVER, folder=of.folder, seq=of.seq)
