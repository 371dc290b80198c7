"""A letter entered for the officers by the chief executive's office, which reads none of it afterwards.

The folder is opened, the letter put in, its writer taken out, in one transaction; the ledger tells it. Nobody
leads the case then: it stands among those that must be handed over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from casework import cases, folders, grants, timing
from casework.access_matrix import Role
from casework.cases import Field
from casework.clocks import Office
from casework.purposes import LETTER
from casework.store import cases as rows
from casework.store.rows import Officer
from casework.tasks import Matter, check_answer
from crypto.errors import Refused
from crypto.names import FolderId


@dataclass(frozen=True, slots=True)
class Letter:
    """Its folder's `open` event and wraps, its codes and words, and the event that takes its writer out."""

    event: bytes
    wraps: Sequence[bytes]
    codes: Sequence[str]
    words: Field
    leaving: bytes


def enter(
    connection: Connection,
    officer: Officer,
    letter: Letter,
    *,
    office: Office,
    areas: frozenset[str],
    today: date,
) -> FolderId:
    """Keep a letter for those whom its folder was opened for; the case's folder.

    Raises NotRecorded, Taken, Refused unless its writer is taken out and somebody else stays, and as
    `folders.open_folder`, `folders.add_item` and `grants.revoke` do.
    """
    if officer.role != Role.CHIEF_EXECUTIVE:
        raise Refused("whoever leads cases begins one of their own")
    opened = folders.open_folder(
        connection, officer, "case", letter.event, letter.wraps, today=today, enters=True
    )
    folder, ref = opened.folder, cases.new_ref(connection, today)
    rows.begin(connection, folder=folder, ref=ref, on=today, handler=officer.oid)
    check_answer(LETTER, letter.codes, Matter(today, areas, today), words=True)
    folders.add_item(connection, officer, folder, LETTER, letter.words.item, letter.words.event, today=today)
    signed = {"signer": officer.kid, "as_role": officer.role, "on_day": today}
    rows.answer(connection, folder=folder, name=LETTER, seq=1, codes=list(letter.codes), **signed)
    timing.retime(connection, folder, office, today)
    gone = grants.revoke(connection, officer, folder, letter.leaving, today=today)
    if officer.kid not in gone.to:
        raise Refused("whoever enters a letter is taken out of it")
    return folder
