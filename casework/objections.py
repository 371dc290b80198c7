"""A reporter objects to a reader of the report: frozen at once, decided by a colleague, told to the reporter.

The message is sealed, so the server learns of it from the first browser that opens it (docs/decisions/0015).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection

from casework import replies
from casework.conflicts import Decision
from casework.errors import NotThere, Taken
from casework.permissions import Permission
from casework.store import objections, reports
from casework.store.rows import Officer
from crypto.names import FolderId, ItemId, Oid


class Reason(StrEnum):
    """Why somebody is kept or shut out."""

    NOT_INVOLVED = "not_involved"
    AT_A_DISTANCE = "at_a_distance"
    INVOLVED = "involved"
    LOOKS_UNFAIR = "looks_unfair"
    WELL_FOUNDED_FEAR = "well_founded_fear"


# What follows from each reason.
DECIDES: Final[Mapping[Reason, Decision]] = {
    Reason.NOT_INVOLVED: Decision.CLEAR,
    Reason.AT_A_DISTANCE: Decision.MITIGATED,
    Reason.INVOLVED: Decision.EXCLUDED,
    Reason.LOOKS_UNFAIR: Decision.EXCLUDED,
    Reason.WELL_FOUNDED_FEAR: Decision.EXCLUDED,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The sealed reply that tells the reporter, and the event that notes it."""

    item: bytes
    event: bytes


def heed(connection: Connection, report: FolderId, message: ItemId, whom: Oid) -> None:
    """Freeze whom a message objects to, before it is shown; again is no mistake.

    Raises NotThere unless it is a message of this report and one leads cases, or is that person.
    """
    if message not in {each.item_id for each in reports.messages(connection, report)}:
        raise NotThere("message")
    if not objections.freeze(connection, message, report, whom):
        raise NotThere("message")


def decide(
    connection: Connection,
    officer: Officer,
    report: FolderId,
    message: ItemId,
    reason: Reason,
    told: Answer,
    *,
    today: date,
) -> None:
    """Decide about a colleague, and tell the reporter.

    Raises Taken unless it waits for this officer's decision, NotPermitted, and as `replies.answer` does.
    """
    officer.check(Permission.REPLY_WRITE)
    replies.answer(connection, officer, report, told.item, told.event, today=today)
    if not objections.decide(connection, message, report, DECIDES[reason], reason):
        raise Taken("This was decided already, or is your own to leave to a colleague")
