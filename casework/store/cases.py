"""Cases as their holders see them. No query names an officer: row security does."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from casework.store.case_rows import (
    AnswerRow,
    CaseRow,
    LinkedReport,
    MoveRow,
    OpinionRow,
)
from casework.store.query import every, one, run, value
from crypto.names import FolderId

CASE = text("""
    select folder, ref, state, opened_on, handler, due_on, due_clock from casework.cases
    where folder = :folder
""")
CASE_OF = text("select folder from casework.case_reports where report = :report and unlinked_on is null")
IS_FREE = text("select casework.ref_is_free(:ref)")
BEGIN = text(
    "insert into casework.cases (folder, ref, opened_on, handler) values (:folder, :ref, :on, :handler)"
)
LINK = text("""
    insert into casework.case_reports (folder, report, strength, linked_on, linked_by, waiting)
    values (:folder, :report, :strength, :on, :by,
        (select count(*) from casework.messages where folder = :report)
            > coalesce((select max(answers) from casework.replies where folder = :report), 0))
""")
UNLINK = text("""
    update casework.case_reports set unlinked_on = :on, unlinked_by = :by
    where folder = :folder and report = :report and unlinked_on is null
""")
REPORTS = text("""
    select c.report, c.strength, c.linked_on, r.received_on,
        (select min(on_day) from casework.events e where e.folder = c.report and e.act = 'read') as read_on,
        (select min(on_day) from casework.replies p where p.folder = c.report) as first_reply_on,
        (select max(on_day) from casework.replies p where p.folder = c.report) as last_reply_on
    from casework.case_reports c join casework.reports r on r.folder = c.report
    where c.folder = :folder and c.unlinked_on is null order by r.received_on, c.report
""")
ANSWERS = text("""
    select distinct on (name) name, seq, codes, signer, as_role, on_day,
        signer = any (array(select casework.my_kids())) as mine from casework.case_answers
    where folder = :folder order by name, seq desc
""")
ANSWER = text(
    "insert into casework.case_answers values (:folder, :name, :seq, :codes, :signer, :as_role, :on_day)"
)
MOVES = text("""
    select seq, step, from_state, to_state, mover, as_role, on_day, silence,
        mover = any (array(select casework.my_kids())) as mine from casework.case_moves
    where folder = :folder order by seq
""")
MOVE = text("""
    select casework.move_case(:folder, :at, :step, :from_state, :to_state, cast(:sent as bytea[]), :silence)
""")
_OPINION = """select folder, seq, pack, asked_of, asked_by, asked_on, due_on, reminded, view, replied_on
    from casework.opinions where {} order by seq desc limit 1"""
OPINION = text(_OPINION.format("folder = :folder"))
OPINION_BY_PACK = text(_OPINION.format("pack = :pack"))
ASK = text("""
    insert into casework.opinions (folder, seq, pack, asked_of, asked_by, asked_on, due_on)
    values (:folder, :seq, :pack, :asked_of, :asked_by, :asked_on, :due_on)
""")
REMIND = text("select casework.remind(:folder, :seq)")
GIVE = text("update casework.opinions set view = :view, replied_on = :on where pack = :pack and view is null")
RETIME = text("update casework.cases set due_on = :due_on, due_clock = :due_clock where folder = :folder")


def case(connection: Connection, folder: FolderId) -> CaseRow | None:
    """The case whose folder this is."""
    return one(connection, CaseRow, CASE, folder=folder)


def case_of(connection: Connection, report: FolderId) -> FolderId | None:
    """The case that a report belongs to."""
    found = value(connection, CASE_OF, report=report)
    return None if found is None else FolderId(bytes(found))


def is_free(connection: Connection, ref: str) -> bool:
    """Whether no case has this reference, also none that this officer may not see."""
    return bool(value(connection, IS_FREE, ref=ref))


def begin(connection: Connection, **columns: Any) -> None:
    """A new case; IntegrityError when its reference or folder is taken."""
    run(connection, BEGIN, **columns)


def link(connection: Connection, **columns: Any) -> None:
    """Put a report under a case; IntegrityError when it is under one."""
    run(connection, LINK, **columns)


def unlink(connection: Connection, **columns: Any) -> bool:
    """Take it out again; whether it was there."""
    return run(connection, UNLINK, **columns) == 1


def linked(connection: Connection, folder: FolderId) -> tuple[LinkedReport, ...]:
    """The reports of a case, the oldest first."""
    return every(connection, LinkedReport, REPORTS, folder=folder)


def answers(connection: Connection, folder: FolderId) -> tuple[AnswerRow, ...]:
    """The newest codes of each task."""
    return every(connection, AnswerRow, ANSWERS, folder=folder)


def answer(connection: Connection, **columns: Any) -> None:
    """A task's next version; IntegrityError when its number is taken."""
    run(connection, ANSWER, **columns)


def moves(connection: Connection, folder: FolderId) -> tuple[MoveRow, ...]:
    """Every move, in order."""
    return every(connection, MoveRow, MOVES, folder=folder)


def move(connection: Connection, **columns: Any) -> bool:
    """Through the door; False when the database does not let it happen."""
    return bool(value(connection, MOVE, **columns))


def opinion(connection: Connection, folder: FolderId) -> OpinionRow | None:
    """The newest second opinion of a case."""
    return one(connection, OpinionRow, OPINION, folder=folder)


def opinion_by_pack(connection: Connection, pack: FolderId) -> OpinionRow | None:
    """What a pack was made to ask."""
    return one(connection, OpinionRow, OPINION_BY_PACK, pack=pack)


def ask(connection: Connection, **columns: Any) -> None:
    """Ask for one; IntegrityError when somebody asked at the same moment."""
    run(connection, ASK, **columns)


def remind(connection: Connection, folder: FolderId, seq: int) -> bool:
    """Note that whoever was asked was reminded today; False when they answered or were reminded today."""
    return bool(value(connection, REMIND, folder=folder, seq=seq))


def give(connection: Connection, pack: FolderId, view: str, on: date) -> bool:
    """The answer, once, by whoever was asked."""
    return run(connection, GIVE, pack=pack, view=view, on=on) == 1


def retime(connection: Connection, folder: FolderId, due_on: date | None, due_clock: str | None) -> None:
    """Keep the next promise's last day, for queues."""
    run(connection, RETIME, folder=folder, due_on=due_on, due_clock=due_clock)
