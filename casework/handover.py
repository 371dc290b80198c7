"""A case changes hands: why, to whom, and whoever had it no longer opens it. Its reporters hear of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from casework import cases, folders, grants, ledgers, timing
from casework.case import MissingEvidence, check_move, check_telling
from casework.cases import MOVED, Field, Reply
from casework.clocks import Office
from casework.errors import Taken
from casework.lifecycle import TRIAGE
from casework.states import Silence, State, Step
from casework.store import cases as case_rows
from casework.store import documents
from casework.store import handovers as rows
from casework.store.case_rows import CaseRow
from casework.store.handovers import Orphan
from casework.store.rows import Officer
from crypto.errors import Refused
from crypto.names import FolderId, Oid

REASON = "handover_reason"


@dataclass(frozen=True, slots=True)
class Handover:
    """To whom. `leaving`: the event by which whoever hands over their own case takes themselves out."""

    to: Oid
    number: int
    words: Field
    replies: Sequence[Reply] = ()
    silence: Silence | None = None
    leaving: bytes | None = None


def hand_over(
    connection: Connection,
    officer: Officer,
    folder: FolderId,
    asked: Handover,
    *,
    office: Office,
    today: date,
) -> None:
    """Give a case another handler.

    Raises NotThere, Taken when it has moved meanwhile, MissingEvidence while whoever takes it on cannot open
    it or whoever had it still can, ReporterNotTold, Refused for somebody who cannot lead a case, and as
    `grants.revoke`.
    """
    case = cases.read(connection, folder)
    own = case.handler == officer.oid
    if asked.number != len(case_rows.moves(connection, folder)) + 1:
        raise Taken(MOVED)
    _check_person(connection, case, asked.to)
    if own is not (asked.leaving is not None):
        raise Refused("whoever hands over their own case is taken out of it, and nobody else")
    holds = _held(connection, case, asked, today)
    check_move(State(case.state), Step.HAND_OVER, role=officer.role, holds=holds)
    _record(connection, officer, folder, asked, today)
    timing.retime(connection, folder, office, today)
    if asked.leaving is not None:
        _leave(connection, officer, folder, asked.leaving, today)


def waiting(connection: Connection) -> tuple[Orphan, ...]:
    """Cases that this officer may open and whose handler can open them no more."""
    return rows.waiting(connection)


def _check_person(connection: Connection, case: CaseRow, to: Oid) -> None:
    person = next((each for each in documents.people(connection) if each.oid == to), None)
    if person is None or person.role not in TRIAGE or to == case.handler:
        raise Refused("somebody who cannot take this case on")


def _held(connection: Connection, case: CaseRow, asked: Handover, today: date) -> frozenset[str]:
    """The ledger says who is in; the door looks again at the rows."""
    rings = ledgers.keyrings(connection)
    ledger = ledgers.replay(connection, case.folder, (), rings)
    inside = {each.oid for ring in rings for each in ring.officers if ledger.may_open(each.kid, today)}
    found = {REASON}
    if case.handler not in inside or asked.leaving is not None:
        found.add("access_revoked")
    if any(each.oid == asked.to and ledger.may_open(each.kid, today) for each in rings[-1].officers):
        found.add("keys_rewrapped")
    return frozenset(found)


def _record(connection: Connection, officer: Officer, folder: FolderId, asked: Handover, today: date) -> None:
    words = asked.words
    folders.add_item(connection, officer, folder, REASON, words.item, words.event, today=today)
    whole = cases.tells_all(connection, folder, asked.replies)
    check_telling(Step.HAND_OVER, reply=whole, silence=asked.silence)
    sent = cases.send_all(connection, officer, asked.replies, today=today)
    if not rows.hand_over(connection, folder, asked.number, asked.to, sent, asked.silence):
        raise MissingEvidence(("keys_rewrapped",))


def _leave(connection: Connection, officer: Officer, folder: FolderId, frame: bytes, today: date) -> None:
    event = grants.revoke(connection, officer, folder, frame, today=today)
    if officer.kid not in event.to:
        raise Refused("whoever hands over their own case is taken out of it")
