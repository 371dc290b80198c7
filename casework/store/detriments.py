"""Bad treatment that was noted in a case. Its words stand sealed in the case's folder."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from casework.store.query import every, run
from crypto.names import FolderId

OF = text("""
    select seq, raised_on, kinds, wish, contacted_on, ended_on, message from casework.detriments
    where folder = :folder order by seq
""")
ADD = text("""
    insert into casework.detriments (folder, seq, raised_on, kinds, wish, signer, message)
    values (:folder, :seq, :raised_on, :kinds, :wish, :signer, :message)
""")
CONTACTED = text("""
    update casework.detriments set contacted_on = :on
    where folder = :folder and seq = :seq and contacted_on is null
""")
ENDED = text("""
    update casework.detriments set ended_on = :on, contacted_on = coalesce(contacted_on, :on)
    where folder = :folder and seq = :seq and ended_on is null
""")


@dataclass(frozen=True, slots=True)
class DetrimentRow:
    """One of them."""

    seq: int
    raised_on: date
    kinds: list[str]
    wish: str
    contacted_on: date | None
    ended_on: date | None
    message: bytes | None


def of(connection: Connection, folder: FolderId) -> tuple[DetrimentRow, ...]:
    """All of a case, in order."""
    return every(connection, DetrimentRow, OF, folder=folder)


def add(connection: Connection, **columns: Any) -> None:
    """One more; IntegrityError when its number is taken or its message noted."""
    run(connection, ADD, **columns)


def contacted(connection: Connection, folder: FolderId, seq: int, on: date) -> bool:
    """Its reporter was answered; False when that was noted before."""
    return run(connection, CONTACTED, folder=folder, seq=seq, on=on) == 1


def ended(connection: Connection, folder: FolderId, seq: int, on: date) -> bool:
    """It is over; False when that was noted before."""
    return run(connection, ENDED, folder=folder, seq=seq, on=on) == 1
