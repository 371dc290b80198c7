"""Linking reports under one case. No reporter learns of another; each keeps code, clocks and replies."""

from datetime import date
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from casework import cases, folders, timing
from casework.cases import Field
from casework.clocks import Office
from casework.errors import NotThere, Taken
from casework.states import State
from casework.store import cases as rows
from casework.store import reports
from casework.store.rows import Officer
from crypto.errors import Refused
from crypto.names import FolderId

REASON: Final = "link_reason"


class Strength(StrEnum):
    """How near two reports are."""

    SAME_MATTER = "same_matter"
    RELATED = "related"


def link(
    connection: Connection,
    officer: Officer,
    folder: FolderId,
    report: FolderId,
    strength: Strength,
    why: Field,
    *,
    office: Office,
    today: date,
) -> None:
    """Put a report under a case, with the reason sealed. A closed case stays closed until it is reopened.

    Raises NotThere unless this officer can open both, Refused when the report leaves out somebody whom the
    case does not bar, Taken when the report has a case.
    """
    case = cases.read(connection, folder)
    if reports.report(connection, report) is None:
        raise NotThere("report")
    if case.state == State.DESTROYED:
        raise Refused("a case that was destroyed")
    if not cases.barred_from(connection, report) <= cases.barred_from(connection, folder):
        raise Refused("the report leaves out somebody who can open the case: bar them there first")
    folders.add_item(connection, officer, folder, REASON, why.item, why.event, today=today)
    under = {"folder": folder, "report": report, "on": today, "by": officer.kid}
    try:
        rows.link(connection, strength=strength, **under)
    except IntegrityError as error:
        raise Taken("This report has a case") from error
    timing.retime(connection, folder, office, today)


def unlink(
    connection: Connection,
    officer: Officer,
    folder: FolderId,
    report: FolderId,
    why: Field,
    *,
    office: Office,
    today: date,
) -> None:
    """Take a report out of a case again; both the link and its end stay on record.

    Raises NotThere, or Refused for the only report of a case.
    """
    cases.read(connection, folder)
    linked = {each.report for each in rows.linked(connection, folder)}
    if report not in linked:
        raise NotThere("report")
    if len(linked) == 1:
        raise Refused("the only report of a case stays with it")
    folders.add_item(connection, officer, folder, REASON, why.item, why.event, today=today)
    if not rows.unlink(connection, folder=folder, report=report, on=today, by=officer.kid):
        raise NotThere("report")
    timing.retime(connection, folder, office, today)
