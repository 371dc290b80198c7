"""The door by which a case changes hands, and the list of those that must."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from casework.store.query import every, value
from crypto.names import FolderId, ItemId, Oid

HAND_OVER = text("select casework.hand_over(:folder, :at, :to, cast(:sent as bytea[]), :silence)")
WAITING = text("select folder, ref, state from casework.my_handovers()")


@dataclass(frozen=True, slots=True)
class Orphan:
    """A case whose handler can no longer open it."""

    folder: FolderId
    ref: str
    state: str


def hand_over(
    connection: Connection, folder: FolderId, at: int, to: Oid, sent: Sequence[ItemId], silence: str | None
) -> bool:
    """Through the door; False when the database does not let it happen."""
    told = {"sent": list(sent), "silence": silence}
    return bool(value(connection, HAND_OVER, folder=folder, at=at, to=to, **told))


def waiting(connection: Connection) -> tuple[Orphan, ...]:
    """Cases that this officer may open and that nobody leads any more, the oldest first."""
    return every(connection, Orphan, WAITING)
