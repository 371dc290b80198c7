"""Declarations of conflict, and who is shut out, as whoever may still read the folder sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection, text

from casework.store.query import every, run, value
from crypto.names import FolderId, Oid

STANDING: Final = text("select standing from casework.my_undeclared_folders() where folder = :folder")
DECLARE: Final = text("""
    select casework.declare_conflict(:declaration, :folder, :answer, cast(:kinds as text[]))
""")
DECIDE: Final = text("select casework.decide_conflict(:declaration, :folder, :decision, :option)")
RENEW: Final = text("select casework.renew_declarations(:folder)")
DECLARED: Final = text("""
    select declaration, d.oid, title_en as title, answer, kinds, declared_on, expires_on,
        decision, option_used, message, raised_by, reason,
        array(select distinct e.on_day from casework.events e join casework.keys k on k.kid = e.signer
              where e.folder = d.folder and e.act = 'read' and k.oid = d.oid order by e.on_day) as reads
    from casework.conflict_declarations d join casework.officers using (oid)
    where folder = :folder and newest order by declared_on, title_en
""")


@dataclass(frozen=True, slots=True)
class Declared:
    """What somebody said last. `decision`: None while it waits; `reads`: when they opened it.

    `message`: the reporter's objection to them, and `raised_by` whose browser opened it first; else None.
    """

    declaration: bytes
    oid: Oid
    title: str
    answer: str
    kinds: Sequence[str]
    declared_on: date
    expires_on: date
    decision: str | None
    option_used: str | None
    message: bytes | None
    raised_by: Oid | None
    reason: str | None
    reads: Sequence[date]


def standing(connection: Connection, folder: FolderId) -> str | None:
    """Why an officer who holds a key of the folder sees nothing of it yet; None if not for such a reason."""
    found: str | None = value(connection, STANDING, folder=folder)
    return found


def declare(
    connection: Connection, declaration: bytes, folder: FolderId, answer: str, kinds: Sequence[str]
) -> bool:
    """Write a declaration of one's own down; False unless one holds a key of the folder."""
    values = {"declaration": declaration, "folder": folder, "answer": answer, "kinds": list(kinds)}
    return bool(value(connection, DECLARE, **values))


def decide(
    connection: Connection, declaration: bytes, folder: FolderId, decision: str, option: str | None
) -> bool:
    """Decide about a colleague's; False unless it waits for that and this officer may."""
    values = {"declaration": declaration, "folder": folder, "decision": decision, "option": option}
    return bool(value(connection, DECIDE, **values))


def renew(connection: Connection, folder: FolderId) -> None:
    """Let every declaration of the folder run out."""
    run(connection, RENEW, folder=folder)


def declared(connection: Connection, folder: FolderId) -> tuple[Declared, ...]:
    """Everybody's newest."""
    return every(connection, Declared, DECLARED, folder=folder)
