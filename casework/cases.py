"""Cases: beginning one from a report, recording what is found out, moving it by the procedure."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from casework import folders, ledgers, replies, timing
from casework.case import check_move, check_telling
from casework.clocks import Clock, Office
from casework.errors import NotThere, Taken
from casework.evidence import Opinion, Record, held
from casework.permissions import Permission
from casework.states import Part, Silence, State, Step
from casework.store import cases, reports
from casework.store.case_rows import CaseRow, LinkedReport
from casework.store.rows import Officer
from casework.tasks import Matter, check_answer
from crypto.errors import Refused
from crypto.names import FolderId, ItemId, Oid

TRIAGE_OFFICER: Final = "triage_officer"
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
    report: FolderId,
    event: bytes,
    wraps: Sequence[bytes],
    *,
    office: Office,
    today: date,
) -> FolderId:
    """Open a case's folder for a report, barred to whomever the report leaves out.

    Raises NotThere unless this officer can open the report, Taken when it has a case, and like open_folder.
    """
    if reports.report(connection, report) is None:
        raise NotThere("report")
    out = barred_from(connection, report)
    opened = folders.open_folder(connection, officer, "case", event, wraps, today=today, barring=out)
    cases.begin(
        connection, folder=opened.folder, ref=new_ref(connection, today), on=today, handler=officer.oid
    )
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
    if case.state in {State.CLOSED, State.DESTROYED} and name != "new_information":
        raise Refused("a case that is over")
    matter = Matter(received_on(cases.linked(connection, folder), case), areas)
    check_answer(name, codes, matter, words=words is not None)
    known = {row.name: row.seq for row in cases.answers(connection, folder)}
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


def received_on(linked: Sequence[LinkedReport], case: CaseRow) -> date:
    """The day on which the law counts: of the newest report."""
    return max((each.received_on for each in linked), default=case.opened_on)


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
    record = record_of(connection, case, office, today)
    parts = parts_of(connection, folder)
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
    linked = {each.report for each in cases.linked(connection, folder)}
    told = {each.report for each in asked.replies}
    if not told <= linked:
        raise Refused("a reply to a report of another case")
    check_telling(asked.step, reply=bool(linked) and told == linked, silence=asked.silence)
    if asked.replies:
        officer.check(Permission.REPLY_WRITE)
    return [
        replies.answer(connection, officer, each.report, each.item, each.event, today=today)
        for each in asked.replies
    ]


def reply(connection: Connection, officer: Officer, sent: Reply, *, office: Office, today: date) -> None:
    """Answer a reporter between two moves; the case's promises run anew. Raises as `replies.answer` does."""
    replies.answer(connection, officer, sent.report, sent.item, sent.event, today=today)
    folder = cases.case_of(connection, sent.report)
    if folder is not None:
        timing.retime(connection, folder, office, today)


def record_of(connection: Connection, case: CaseRow, office: Office, today: date) -> Record:
    """What the case holds, for the procedure."""
    linked = cases.linked(connection, case.folder)
    silent = any(move.silence for move in cases.moves(connection, case.folder))
    return Record(
        answers={row.name: row.codes for row in cases.answers(connection, case.folder)},
        told=silent or any(each.first_reply_on for each in linked),
        opinion=_opinion(connection, case.folder, office, today),
    )


def _opinion(connection: Connection, folder: FolderId, office: Office, today: date) -> Opinion | None:
    row = cases.opinion(connection, folder)
    if row is None:
        return None
    due = office.due(Clock.SECOND_OPINION, row.asked_on, today=today)
    return Opinion(row.view, row.asked_on, len(row.reminded), over=due is not None and due < today)


def parts_of(connection: Connection, folder: FolderId) -> frozenset[Part]:
    """What this officer did in the case that keeps them from doing something else in it."""
    moves = [each for each in cases.moves(connection, folder) if each.mine]
    answers = [each for each in cases.answers(connection, folder) if each.mine]
    found = {Part.ANYONE} if moves or answers else set()
    if any(each.step == Step.SUBMIT_FINDINGS for each in moves):
        found |= {Part.INVESTIGATOR, Part.AUTHOR}
    proposed = [each.as_role for each in answers if each.name == "proposal"]
    asked = [each.as_role for each in moves if each.step == Step.ASK_SECOND_OPINION]
    if TRIAGE_OFFICER in (*proposed, *asked):
        found.add(Part.PROPOSER)
    return frozenset(found)
