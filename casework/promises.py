"""What changes a promise's last day: clocks put on hold, and more time. Reporters hear of each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from casework import cases, folders, timing
from casework.case import check_told
from casework.cases import Field, Reply
from casework.clocks import RULES, Clock, Extension, NotLonger, Office, PauseReason
from casework.errors import NotThere, Taken
from casework.lifecycle import CANNOT, CAREFUL
from casework.states import Silence
from casework.store import promises as rows
from casework.store.rows import Officer
from crypto.errors import Refused
from crypto.names import FolderId, ItemId

HELD: Final = "The clocks of this case are on hold, or were put on hold today already"
RUNNING: Final = "The clocks of this case are running"


@dataclass(frozen=True, slots=True)
class Change:
    """Why, sealed, and what its reporters hear: a reply to each, or why none is sent."""

    words: Field
    replies: Sequence[Reply] = ()
    silence: Silence | None = None


def hold(
    connection: Connection,
    officer: Officer,
    folder: FolderId,
    reason: PauseReason,
    change: Change,
    *,
    office: Office,
    today: date,
) -> None:
    """Let the clocks that may stand still do so from today; the reason in words is the field `hold_reason`.

    Raises NotThere, Taken, ReporterNotTold, Refused for a case that is over, and as `replies.answer`.
    """
    _check_open(connection, folder)
    sent = _record(connection, officer, folder, "hold_reason", change, CAREFUL, today)
    said = {"replies": sent, "silence": change.silence}
    try:
        rows.pause(connection, folder=folder, since=today, reason=reason, by_kid=officer.kid, **said)
    except IntegrityError as error:
        raise Taken(HELD) from error
    timing.retime(connection, folder, office, today)


def go_on(
    connection: Connection,
    officer: Officer,
    folder: FolderId,
    change: Change,
    *,
    office: Office,
    today: date,
) -> None:
    """Let them run again from today. Raises as `hold`; Taken when they are running."""
    _check_open(connection, folder)
    _record(connection, officer, folder, "hold_reason", change, CAREFUL, today)
    if not rows.go_on(connection, folder, today):
        raise Taken(RUNNING)
    timing.retime(connection, folder, office, today)


def extend(
    connection: Connection,
    officer: Officer,
    folder: FolderId,
    clock: Clock,
    until: date,
    change: Change,
    *,
    office: Office,
    today: date,
) -> None:
    """Give one promise a later last day, allowed by this officer; why stands in the field `extension_cNN`.

    Nobody's risk is a reason to keep quiet of a delay. Raises as `hold`, NotLonger, and NotThere for one
    that does not run.
    """
    _check_open(connection, folder)
    name = f"extension_{clock.lower()}"
    office.extended(
        _last_day(connection, folder, clock, office, today), Extension(name, until, officer.oid), today=today
    )
    sent = _record(connection, officer, folder, name, change, CANNOT, today)
    said = {"replies": sent, "silence": change.silence}
    allowed = {"by_kid": officer.kid, "on_day": today}
    try:
        rows.extend(connection, folder=folder, clock=clock, until=until, **allowed, **said)
    except IntegrityError as error:
        raise Taken("Somebody has given it more time meanwhile") from error
    timing.retime(connection, folder, office, today)


def _check_open(connection: Connection, folder: FolderId) -> None:
    if cases.read(connection, folder).state in timing.OVER:
        raise Refused("a case that is over")


def _last_day(connection: Connection, folder: FolderId, clock: Clock, office: Office, today: date) -> date:
    """The latest last day that this promise has now; a clock that stands still has none."""
    if not RULES[clock].extends:
        raise NotLonger
    running = timing.clocks(connection, cases.read(connection, folder), office, today)
    waiting = [each.due for each in running if each.clock is clock and each.kept_on is None and each.due]
    if not waiting:
        raise NotThere("promise that runs")
    return max(waiting)


def _record(
    connection: Connection,
    officer: Officer,
    folder: FolderId,
    name: str,
    change: Change,
    silences: Collection[Silence],
    today: date,
) -> list[ItemId]:
    whole = cases.tells_all(connection, folder, change.replies)
    check_told("change a promise", reply=whole, silence=change.silence, silences=silences)
    words = change.words
    folders.add_item(connection, officer, folder, name, words.item, words.event, today=today)
    return cases.send_all(connection, officer, change.replies, today=today)
