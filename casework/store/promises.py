"""Clocks that stood still, and later last days. No query names an officer: row security does."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from casework.store.case_rows import ExtensionRow, PauseRow
from casework.store.query import every, run
from crypto.names import FolderId

PAUSES = text("select since, reason, until from casework.case_pauses where folder = :folder order by since")
PAUSE = text("""
    insert into casework.case_pauses (folder, since, reason, by_kid, replies, silence)
    values (:folder, :since, :reason, :by_kid, cast(:replies as bytea[]), :silence)
""")
GO_ON = text("update casework.case_pauses set until = :until where folder = :folder and until is null")
EXTENSIONS = text("""
    select distinct on (clock) clock, until, by_kid, on_day from casework.case_extensions
    where folder = :folder order by clock, seq desc
""")
EXTEND = text("""
    insert into casework.case_extensions (folder, clock, seq, until, by_kid, on_day, replies, silence)
    values (:folder, :clock,
        (select count(*) + 1 from casework.case_extensions where folder = :folder and clock = :clock),
        :until, :by_kid, :on_day, cast(:replies as bytea[]), :silence)
""")


def pauses(connection: Connection, folder: FolderId) -> tuple[PauseRow, ...]:
    """When clocks stood still, the oldest first."""
    return every(connection, PauseRow, PAUSES, folder=folder)


def pause(connection: Connection, **columns: Any) -> None:
    """From today; IntegrityError when one runs, or began today already."""
    run(connection, PAUSE, **columns)


def go_on(connection: Connection, folder: FolderId, until: date) -> bool:
    """End a pause; whether there was one."""
    return run(connection, GO_ON, folder=folder, until=until) == 1


def extensions(connection: Connection, folder: FolderId) -> tuple[ExtensionRow, ...]:
    """The newest extension of each clock."""
    return every(connection, ExtensionRow, EXTENSIONS, folder=folder)


def extend(connection: Connection, **columns: Any) -> None:
    """A later last day; IntegrityError when somebody gave one at the same moment."""
    run(connection, EXTEND, **columns)
