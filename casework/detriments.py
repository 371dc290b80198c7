"""Bad treatment for speaking up: noted the day it is read, answered within a working day, looked at again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from casework import cases, folders, timing
from casework.cases import Field
from casework.check_ins import check_message
from casework.clocks import Office
from casework.errors import NotThere, Taken
from casework.store import detriments as rows
from casework.store.rows import Officer
from casework.triage import NotRecorded
from crypto.names import FolderId, ItemId


class Kind(StrEnum):
    """How somebody is treated badly."""

    DISMISSAL = "dismissal"
    REDUNDANCY = "redundancy"
    CONTRACT_NOT_RENEWED = "contract_not_renewed"
    DISCIPLINARY = "disciplinary"
    SUSPENSION = "suspension"
    DEMOTION = "demotion"
    NO_PROMOTION_OR_TRAINING = "no_promotion_or_training"
    LESS_PAY_OR_HOURS = "less_pay_or_hours"
    MOVED = "moved"
    BAD_APPRAISAL = "bad_appraisal"
    BAD_REFERENCE = "bad_reference"
    BULLYING = "bullying"
    ISOLATION = "isolation"
    MONITORING = "monitoring"
    THREATS = "threats"
    PRESSURE_TO_WITHDRAW = "pressure_to_withdraw"
    SEARCH_FOR_REPORTER = "search_for_reporter"
    CONFIDENCE_BROKEN = "confidence_broken"
    GAGGING = "gagging"
    STRESS = "stress"
    OTHER = "other"


class Wish(StrEnum):
    """What the reporter wants done about it."""

    RECORD_ONLY = "record_only"
    ADVISE_ME = "advise_me"
    ACT = "act"


class Progress(StrEnum):
    """What happened since."""

    CONTACTED = "contacted"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Raised:
    """Bad treatment as it was told, on that day. `told`: the report and the message, if by one."""

    number: int
    on: date
    kinds: Sequence[Kind]
    wish: Wish
    told: tuple[FolderId, ItemId] | None = None


def note(
    connection: Connection,
    officer: Officer,
    folder: FolderId,
    raised: Raised,
    words: Field,
    *,
    office: Office,
    today: date,
) -> None:
    """Note it, with what happened and what is done about it sealed in the field `detriment_N`.

    Raises NotThere, NotRecorded for a day that has not come, Taken when somebody noted one meanwhile, or this
    message.
    """
    cases.read(connection, folder)
    if not raised.kinds or raised.on > today:
        raise NotRecorded("detriment")
    if raised.told:
        check_message(connection, folder, *raised.told)
    name = f"detriment_{raised.number}"
    folders.add_item(connection, officer, folder, name, words.item, words.event, today=today)
    told = {"raised_on": raised.on, "kinds": [str(each) for each in raised.kinds], "wish": raised.wish}
    message = raised.told[1] if raised.told else None
    try:
        rows.add(connection, folder=folder, seq=raised.number, signer=officer.kid, message=message, **told)
    except IntegrityError as error:
        raise Taken("Somebody has noted bad treatment meanwhile") from error
    timing.retime(connection, folder, office, today)


def go_on(
    connection: Connection, folder: FolderId, number: int, progress: Progress, *, office: Office, today: date
) -> None:
    """Note that its reporter was answered, or that it has ended. Raises NotThere, or Taken: it is noted."""
    cases.read(connection, folder)
    if not any(each.seq == number for each in rows.of(connection, folder)):
        raise NotThere("detriment")
    moved = rows.contacted if progress is Progress.CONTACTED else rows.ended
    if not moved(connection, folder, number, today):
        raise Taken("That is noted already")
    timing.retime(connection, folder, office, today)
