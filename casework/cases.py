"""Cases: beginning one from a report, recording what is found out, moving it by the procedure."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from casework import folders, holding, ledgers, replies, timing
from casework.allegations import check_assignment
from casework.case import check_move, check_telling
from casework.clocks import Office
from casework.errors import NotThere, Taken
from casework.evidence import held
from casework.permissions import Permission
from casework.states import Silence, State, Step
from casework.store import cases, documents, reports
from casework.store.case_rows import CaseRow
from casework.store.rows import Officer
from casework.tasks import Matter, check_answer
from casework.triage import NotRecorded
from crypto.errors import Refused
from crypto.names import FolderId, ItemId, Oid

OPENS_AGAIN: Final = re.compile(r"new_information$|letter_\d+$")  # what a closed case still takes
ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without what looks like something else
MOVED: Final = "This case has moved meanwhile: look at it again"
ANSWERED: Final = "Somebody has answered this meanwhile: look at it again"


@dataclass(frozen=True, slots=True)
class Reply:
    """A sealed reply to one of the case's reports, and the event that notes it."""

    report: FolderId
    item: bytes
    event: bytes


@dataclass(frozen=True, slots=True)
class Field:
    """The sealed words of an answer, and the event that notes them."""

    item: bytes
    event: bytes


@dataclass(frozen=True, slots=True)
class Asked:
    """A move as it arrives. `number`: the one that it should become."""

    step: Step
    number: int
    replies: Sequence[Reply] = ()
    silence: Silence | None = None


def begin(
    connection: Connection,
    officer: Officer,
    report: FolderId | None,
    event: bytes,
    wraps: Sequence[bytes],
    *,
    office: Office,
    today: date,
) -> FolderId:
    """Open a case's folder for a report, barred to whomever that leaves out; None for what came by hand.

    Raises NotThere unless this officer can open the report, Taken when it has a case, and like open_folder.
    """
    if report is not None and reports.report(connection, report) is None:
        raise NotThere("report")
    out = barred_from(connection, report) if report else frozenset()
    opened = folders.open_folder(connection, officer, "case", event, wraps, today=today, barring=out)
    cases.begin(
        connection, folder=opened.folder, ref=new_ref(connection, today), on=today, handler=officer.oid
    )
    if report is not None:
        under = {"folder": opened.folder, "report": report, "on": today, "by": officer.kid}
        try:
            cases.link(connection, strength="same_matter", **under)
        except IntegrityError as error:
            raise Taken("There is a case of this report") from error
    timing.retime(connection, opened.folder, office, today)
    return opened.folder


def barred_from(connection: Connection, folder: FolderId) -> frozenset[Oid]:
    """Whom a folder's ledger bars."""
    rings = ledgers.keyrings(connection)
    return frozenset(ledgers.replay(connection, folder, (), rings).barred)


def new_ref(connection: Connection, today: date) -> str:
    """A free reference, which tells neither how many there are nor in which order they came."""
    while True:
        ref = f"WB-{today.year}-{''.join(secrets.choice(ALPHABET) for _ in range(4))}"
        if cases.is_free(connection, ref):
            return ref


def read(connection: Connection, folder: FolderId) -> CaseRow:
    """The case; NotThere unless this officer holds a live wrap of its folder."""
    found = cases.case(connection, folder)
    if found is None:
        raise NotThere("case")
    return found


def answer(
    connection: Connection,
    officer: Officer,
    folder: FolderId,
    name: str,
    number: int,
    codes: Sequence[str],
    words: Field | None,
    *,
    office: Office,
    areas: frozenset[str],
    today: date,
) -> None:
    """Record version `number` of what was found out about one thing, with its sealed words.

    Raises NotThere, NotRecorded, or Taken when somebody has answered meanwhile.
    """
    case = read(connection, folder)
    if case.state in {State.CLOSED, State.DESTROYED} and not OPENS_AGAIN.match(name):
        raise Refused("a case that is over")
    answers = cases.answers(connection, folder)
    matter = Matter(timing.received_on(cases.linked(connection, folder), answers, case), areas, today)
    check_answer(name, codes, matter, words=words is not None)
    _check_assignee(connection, name, codes, {row.name: row.codes for row in answers})
    known = {row.name: row.seq for row in answers}
    if number != known.get(name, 0) + 1:
        raise Taken(ANSWERED)
    if words is not None:
        folders.add_item(connection, officer, folder, name, words.item, words.event, today=today)
    signed = {"signer": officer.kid, "as_role": officer.role, "on_day": today}
    try:
        cases.answer(connection, folder=folder, name=name, seq=number, codes=list(codes), **signed)
    except IntegrityError as error:
        raise Taken(ANSWERED) from error
    timing.retime(connection, folder, office, today)


def _check_assignee(
    connection: Connection, name: str, codes: Sequence[str], answers: Mapping[str, Sequence[str]]
) -> None:
    """An allegation is given to somebody who looks into such things, and never to HR when it is about HR."""
    if not name.startswith("assignee_"):
        return
    allegation = answers.get(name.replace("assignee", "allegation"))
    person = next((each for each in documents.people(connection) if each.oid.hex() == codes[0]), None)
    if allegation is None or person is None:
        raise NotRecorded("assignee")
    check_assignment(person.role, about_hr=allegation[3] == "yes")


def move(
    connection: Connection, officer: Officer, folder: FolderId, asked: Asked, *, office: Office, today: date
) -> State:
    """Take a case a step further, with the replies that tell its reporters; answers where it stands then.

    Raises NotThere, Taken when it has moved meanwhile, IllegalMove, NotForThisRole, MissingEvidence,
    ReporterNotTold, and as `replies.answer` does.
    """
    case = read(connection, folder)
    if asked.number != len(cases.moves(connection, folder)) + 1:
        raise Taken(MOVED)
    current = State(case.state)
    record = holding.record_of(connection, case, today)
    parts = holding.parts_of(connection, folder)
    to = check_move(current, asked.step, role=officer.role, holds=held(record), parts=parts) or current
    sent = _tell(connection, officer, folder, asked, today)
    done = cases.move(
        connection,
        folder=folder,
        at=asked.number,
        step=asked.step,
        from_state=current,
        to_state=to,
        sent=sent,
        silence=asked.silence,
    )
    if not done:
        raise Taken(MOVED)
    timing.retime(connection, folder, office, today)
    return to


def _tell(
    connection: Connection, officer: Officer, folder: FolderId, asked: Asked, today: date
) -> list[ItemId]:
    """Send the replies; each report's reporter hears, or a silence is recorded for the others."""
    whole = tells_all(connection, folder, asked.replies)
    check_telling(asked.step, reply=whole, silence=asked.silence)
    return send_all(connection, officer, asked.replies, today=today)


def tells_all(connection: Connection, folder: FolderId, sent: Sequence[Reply]) -> bool:
    """Whether every report of the case is answered; raises Refused for a reply to one that is not of it."""
    linked = {each.report for each in cases.linked(connection, folder)}
    told = {each.report for each in sent}
    if not told <= linked:
        raise Refused("a reply to a report of another case")
    return bool(linked) and told == linked


def send_all(connection: Connection, officer: Officer, sent: Sequence[Reply], *, today: date) -> list[ItemId]:
    """Send these replies; their ids. Raises NotPermitted, and as `replies.answer`."""
    if sent:
        officer.check(Permission.REPLY_WRITE)
    return [
        replies.answer(connection, officer, each.report, each.item, each.event, today=today) for each in sent
    ]


def reply(connection: Connection, officer: Officer, sent: Reply, *, office: Office, today: date) -> None:
    """Answer a reporter between two moves; the case's promises run anew. Raises as `replies.answer` does."""
    replies.answer(connection, officer, sent.report, sent.item, sent.event, today=today)
    folder = cases.case_of(connection, sent.report)
    if folder is not None:
        timing.retime(connection, folder, office, today)
