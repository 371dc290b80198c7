"""Reports as their readers see them. No query names an officer: row security does."""

from typing import Any

from sqlalchemy import Connection, text

from casework.store.query import every, one, run, value
from casework.store.report_rows import (
    InboxLine,
    Share,
    StoredEvent,
    StoredMessage,
    StoredReply,
    StoredReport,
    Wrap,
)
from crypto.names import FolderId, ItemId

INBOX = text("""
    select l.*, coalesce(f.replies, 0) as replies, coalesce(f.messages, 0) as messages
    from (
        select folder, kind, standing, received_on, false as opened, true as waiting
        from casework.my_undeclared_folders()
        union all (
            select folder, kind, 'open', made_on, opened, waiting from casework.reach
            where oid = (select casework.my_oid()) and kind = 'report'
            order by opened, waiting desc, made_on desc, folder limit :start + :size)
        order by opened, waiting desc, received_on desc, folder limit :size offset :start
    ) l left join casework.folders f using (folder)
    order by opened, waiting desc, received_on desc, folder
""")
REPORT = text("select * from casework.reports where folder = :folder")
WRAPS = text("select epoch, holder, wrap from casework.wraps where folder = :folder order by epoch, holder")
SHARES = text("select deposit, holder, share from casework.identity_shares where folder = :folder")
MESSAGES = text("""
    select item_id, seq, received_on, keyring, identity, parts, tree, item
    from casework.messages where folder = :folder order by seq, item_id
""")
REPLIES = text("""
    select item_id, seq, signer, on_day, delivered, item
    from casework.replies where folder = :folder order by seq
""")
EVENTS = text("select seq, on_day, doc_hash, frame from casework.events where folder = :folder order by seq")
LEDGERS = text("select distinct folder from casework.events order by folder")
PART = text("""
    select bytes from casework.parts where folder = :folder and deposit = :deposit and number = :number
""")
COUNT_ANSWERED = text("select coalesce(max(answers), -1) from casework.replies where folder = :folder")
COUNT_MESSAGES = text("select count(*) from casework.messages where folder = :folder")
ADD_EVENT = text("""
    insert into casework.events values (:folder, :seq, :act, :signer, :on_day, :item_id, :doc_hash, :frame)
""")
ADD_REPLY = text("""
    insert into casework.replies values (:item_id, :folder, :seq, :signer, :on_day, :answers, :item)
""")


def inbox(connection: Connection, *, start: int, size: int) -> tuple[InboxLine, ...]:
    """Reports this officer can open: unopened first, then those that wait for a reply, then the newest.

    Among the unopened: whatever they must declare conflicts in before a row of it can be seen.
    """
    return every(connection, InboxLine, INBOX, start=start, size=size)


def report(connection: Connection, folder: FolderId) -> StoredReport | None:
    """One of them."""
    return one(connection, StoredReport, REPORT, folder=folder)


def wraps(connection: Connection, folder: FolderId) -> tuple[Wrap, ...]:
    """The officer's own wraps of its folder."""
    return every(connection, Wrap, WRAPS, folder=folder)


def shares(connection: Connection, folder: FolderId) -> tuple[Share, ...]:
    """The officer's own half-keys of names in it."""
    return every(connection, Share, SHARES, folder=folder)


def messages(connection: Connection, folder: FolderId) -> tuple[StoredMessage, ...]:
    """What the reporter wrote since, by the number each message claims."""
    return every(connection, StoredMessage, MESSAGES, folder=folder)


def replies(connection: Connection, folder: FolderId) -> tuple[StoredReply, ...]:
    """What officers wrote."""
    return every(connection, StoredReply, REPLIES, folder=folder)


def events(connection: Connection, folder: FolderId) -> tuple[StoredEvent, ...]:
    """The folder's ledger."""
    return every(connection, StoredEvent, EVENTS, folder=folder)


def folders_with_events(connection: Connection) -> tuple[FolderId, ...]:
    """Every folder of whose ledger this officer sees a row."""
    return tuple(FolderId(bytes(each)) for each in connection.execute(LEDGERS).scalars())


def part(connection: Connection, folder: FolderId, deposit: bytes, number: int) -> bytes | None:
    """A part of the files that came with the report (deposit = folder) or with a message (deposit = item)."""
    found = value(connection, PART, folder=folder, deposit=deposit, number=number)
    return None if found is None else bytes(found)


def add_event(connection: Connection, **columns: Any) -> None:
    """Append to a ledger; IntegrityError when its number is taken."""
    run(connection, ADD_EVENT, **columns)


def add_reply(
    connection: Connection, folder: FolderId, item_id: ItemId, *, answers: bool, **columns: Any
) -> None:
    """Add a reply, which `answers` all that has come, or nothing; IntegrityError when its number is taken."""
    answered = value(connection, COUNT_MESSAGES if answers else COUNT_ANSWERED, folder=folder)
    run(connection, ADD_REPLY, folder=folder, item_id=item_id, answers=answered, **columns)
