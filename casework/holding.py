"""What a case holds for the procedure: the evidence recorded, and what its officers did in it."""

from datetime import date
from typing import Final

from sqlalchemy import Connection

from casework.evidence import Opinion, Record
from casework.states import Part, Step
from casework.store import cases
from casework.store.case_rows import CaseRow
from crypto.names import FolderId

TRIAGE_OFFICER: Final = "triage_officer"


def record_of(connection: Connection, case: CaseRow, today: date) -> Record:
    """What the case holds, for the procedure."""
    linked = cases.linked(connection, case.folder)
    silent = any(move.silence for move in cases.moves(connection, case.folder))
    return Record(
        answers={row.name: row.codes for row in cases.answers(connection, case.folder)},
        told=silent or any(each.first_reply_on for each in linked),
        opinion=_opinion(connection, case.folder, today),
    )


def _opinion(connection: Connection, folder: FolderId, today: date) -> Opinion | None:
    row = cases.opinion(connection, folder)
    if row is None:
        return None
    return Opinion(row.view, row.asked_on, len(row.reminded), over=row.due_on < today)


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
