"""When each reporter of a case is asked how things have been, and what they answered."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from casework.errors import Taken
from casework.store.query import every, run
from crypto.names import FolderId

OF = text("""
    select report, due_on, until_on, answer, answered_on, message from casework.check_ins
    where folder = :folder order by due_on, report
""")
PLAN = text("""
    insert into casework.check_ins (folder, report, due_on, until_on)
    values (:folder, :report, :due_on, :until_on) on conflict do nothing
""")
ANSWER = text("""
    update casework.check_ins set answer = :answer, answered_on = :on, message = :message, signer = :signer
    where folder = :folder and report = :report and due_on = :due_on
        and (answered_on is null or answered_on <= :on)
""")


@dataclass(frozen=True, slots=True)
class CheckInRow:
    """One of them. `until_on`: the last day on which it stands in the queue unanswered."""

    report: FolderId
    due_on: date
    until_on: date
    answer: str | None
    answered_on: date | None
    message: bytes | None


def of(connection: Connection, folder: FolderId) -> tuple[CheckInRow, ...]:
    """All of a case, in order."""
    return every(connection, CheckInRow, OF, folder=folder)


def plan(connection: Connection, **columns: Any) -> None:
    """One more, unless it is there."""
    run(connection, PLAN, **columns)


def answer(connection: Connection, **columns: Any) -> bool:
    """Note an answer; False when a later one is noted. Raises Taken when its message is noted."""
    try:
        return run(connection, ANSWER, **columns) == 1
    except IntegrityError as error:
        raise Taken("That message is noted already") from error
