"""Freezing somebody whom a reporter objects to, and what a colleague decided about it."""

from typing import Final

from sqlalchemy import Connection, text

from casework.store.query import value
from crypto.names import FolderId, ItemId, Oid

FREEZE: Final = text("select casework.object_to(:message, :report, :whom)")
DECIDE: Final = text("select casework.decide_objection(:message, :report, :decision, :reason)")
HEEDED: Final = text("""
    select distinct message from casework.conflict_declarations where folder = :report and message is not null
""")


def freeze(connection: Connection, message: ItemId, report: FolderId, whom: Oid) -> bool:
    """Let nobody of this oid see a row of the report until a colleague has decided; False unless one may."""
    return bool(value(connection, FREEZE, message=message, report=report, whom=whom))


def decide(connection: Connection, message: ItemId, report: FolderId, decision: str, reason: str) -> bool:
    """Decide about a colleague whom a message objects to; False unless it waits for this officer."""
    values = {"message": message, "report": report, "decision": decision, "reason": reason}
    return bool(value(connection, DECIDE, **values))


def heeded(connection: Connection, report: FolderId) -> frozenset[ItemId]:
    """Messages of the report that froze somebody, decided or not."""
    return frozenset(ItemId(bytes(each)) for each in connection.execute(HEEDED, {"report": report}).scalars())
