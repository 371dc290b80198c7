"""Second opinions: nothing is dismissed or passed on by one person. Who is asked sees a pack, no letter."""

from datetime import date
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from casework import cases, timing
from casework.clocks import Clock, Office
from casework.errors import NotThere, Taken
from casework.store import cases as rows
from casework.store import documents, folders
from casework.store.case_rows import OpinionRow
from casework.store.rows import Officer
from crypto.errors import Refused
from crypto.names import FolderId, Oid

INDEPENDENT: Final = "independent_person"


class View(StrEnum):
    """What somebody independent thinks of a dismissal or a redirection."""

    AGREE = "agree"
    DISAGREE = "disagree"
    COMMENT = "comment"
    NO_COMMENT = "no_comment"


def ask(
    connection: Connection,
    officer: Officer,
    folder: FolderId,
    pack: FolderId,
    of: Oid,
    *,
    office: Office,
    today: date,
) -> None:
    """Ask an independent person, by a pack that was opened for them.

    Raises NotThere, Refused unless it is a pack for somebody independent, Taken while another is awaited.
    """
    cases.read(connection, folder)
    found = folders.folder(connection, pack)
    if found is None:
        raise NotThere("pack")
    person = next((each for each in documents.people(connection) if each.oid == of), None)
    if found.kind != "pack" or person is None or person.role != INDEPENDENT:
        raise Refused("a second opinion is asked of an independent person, by a pack")
    before = rows.opinion(connection, folder)
    if before and before.view is None:
        raise Taken("An opinion is awaited already")
    seq = before.seq + 1 if before else 1
    due = office.due(Clock.SECOND_OPINION, today, today=today)
    asked = {"asked_of": of, "asked_by": officer.kid, "asked_on": today, "due_on": due}
    try:
        rows.ask(connection, folder=folder, seq=seq, pack=pack, **asked)
    except IntegrityError as error:
        raise Taken("An opinion is awaited already") from error
    timing.retime(connection, folder, office, today)


def remind(connection: Connection, folder: FolderId, *, office: Office, today: date) -> OpinionRow:
    """Note a reminder, on or after each day on which one is due; Taken before that, or after the answer."""
    cases.read(connection, folder)
    asked = rows.opinion(connection, folder)
    if asked is None or asked.view is not None:
        raise Taken("No opinion is awaited")
    due = office.reminders(asked.asked_on)
    number = len(asked.reminded)
    if number >= len(due) or today < due[number]:
        raise Taken("It is not time for another reminder")
    if not rows.remind(connection, folder, asked.seq):
        raise Taken("Somebody has reminded them today")
    return asked


def asked_by(connection: Connection, pack: FolderId) -> OpinionRow:
    """What this pack asks; NotThere unless this officer can open it."""
    found = rows.opinion_by_pack(connection, pack)
    if found is None:
        raise NotThere("pack")
    return found


def give(connection: Connection, officer: Officer, pack: FolderId, view: View, *, today: date) -> None:
    """Give one's opinion, once. Raises NotThere unless this officer was asked, Taken when it was given."""
    asked = asked_by(connection, pack)
    if asked.asked_of != officer.oid:
        raise NotThere("pack")
    if not rows.give(connection, pack, view, today):
        raise Taken("You have answered already")
