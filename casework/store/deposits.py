"""What the worker writes down. It adds and marks; it neither reads a sealed word back nor changes one."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from casework.store.query import every, one, run, value
from casework.store.report_rows import Mailbox, Outgoing, StoredEvent
from crypto.deposit import MessageFrame, ReportFrame
from crypto.names import FolderId, Hash, Kid, Oid, Rid

KNOWN = text("select true from casework.deposits where payload_hash = :payload_hash")
TAKEN = text("select true from casework.deposits where id = :id and refused is null")
NOTE = text("insert into casework.deposits values (:payload_hash, :id, :collected_on, :refused, :payload)")
ADD_FOLDER = text("insert into casework.folders values (:folder, 'report', :made_on)")
ADD_REPORT = text("""
    insert into casework.reports values
        (:folder, :received_on, :keyring, :pk_hash, :identity, :parts, :tree, :item_id, :item, :author)
""")
ADD_MESSAGE = text("""
    insert into casework.messages values
        (:item_id, :folder, :seq, :received_on, :keyring, :identity, :parts, :tree, :item)
""")
ADD_WRAP = text("insert into casework.wraps values (:folder, :epoch, :holder, :wrap)")
ADD_SHARE = text("insert into casework.identity_shares values (:deposit, :folder, :holder, :share)")
ADD_EXCLUSION = text("insert into casework.exclusions values (:folder, :oid, 'left_out', :since)")
ADD_PART = text("insert into casework.parts values (:deposit, :number, :folder, :bytes)")
ADD_MAILBOX = text("insert into casework.mailboxes values (:lookup, :folder, :auth_hash, :state, :barred)")
MAILBOX = text("select * from casework.mailboxes where lookup = :lookup")
MAILBOXES = text("select * from casework.mailboxes order by lookup")
MOVE_MAILBOX = text("update casework.mailboxes set state = :state where lookup = :lookup")
LAST_EVENT = text("""
    select seq, on_day, doc_hash from casework.events where folder = :folder order by seq desc limit 1
""")
OUTGOING = text("""
    select m.lookup, r.folder, r.seq, r.item from casework.replies r join casework.mailboxes m using (folder)
    where :again or not r.delivered order by r.folder, r.seq
""")
DELIVERED = text("update casework.replies set delivered = true where folder = :folder and seq = :seq")
REFUSED = text("select count(*) from casework.deposits where refused is not null")
BEAT = text("""
    insert into casework.beats values (true, now()) on conflict (single) do update set collected_at = now()
""")
LATE = text("select casework.collector_late()")


def known(connection: Connection, payload_hash: Hash) -> bool:
    """Whether exactly this deposit was written down before."""
    return bool(value(connection, KNOWN, payload_hash=payload_hash))


def taken(connection: Connection, deposit: bytes) -> bool:
    """Whether another deposit was filed under this id."""
    return bool(value(connection, TAKEN, id=deposit))


def note(
    connection: Connection,
    deposit: bytes,
    payload_hash: Hash,
    on: date,
    *,
    refused: tuple[str, bytes] | None = None,
) -> None:
    """Write down that a deposit was filed, or why it could not be, with its payload."""
    reason, payload = refused or (None, None)
    run(
        connection,
        NOTE,
        id=deposit,
        payload_hash=payload_hash,
        collected_on=on,
        refused=reason,
        payload=payload,
    )


def add_folder(connection: Connection, folder: FolderId, made_on: date) -> None:
    """The folder of a report."""
    run(connection, ADD_FOLDER, folder=folder, made_on=made_on)


def add_report(connection: Connection, frame: ReportFrame, received_on: date) -> None:
    """The report itself, sealed."""
    own = {"folder": frame.folder, "pk_hash": frame.pk_hash, "author": frame.author}
    run(connection, ADD_REPORT, **_common(frame, received_on), **own)


def add_message(connection: Connection, folder: FolderId, frame: MessageFrame, received_on: date) -> None:
    """A message, sealed."""
    run(connection, ADD_MESSAGE, **_common(frame, received_on), folder=folder, seq=frame.item.seq)


def add_wrap(connection: Connection, folder: FolderId, epoch: int, holder: Kid | Rid, wrap: bytes) -> None:
    """The folder's seed, wrapped to somebody."""
    run(connection, ADD_WRAP, folder=folder, epoch=epoch, holder=holder, wrap=wrap)


def add_share(
    connection: Connection, deposit: bytes, folder: FolderId, holder: Kid | Rid, share: bytes
) -> None:
    """Half a key to a name, sealed to somebody."""
    run(connection, ADD_SHARE, deposit=deposit, folder=folder, holder=holder, share=share)


def add_exclusions(connection: Connection, folder: FolderId, barred: Iterable[Oid], since: date) -> None:
    """Whoever the reporter left out sees no row of the folder, whatever wrap or grant comes later."""
    for oid in barred:
        run(connection, ADD_EXCLUSION, folder=folder, oid=oid, since=since)


def add_parts(
    connection: Connection, deposit: bytes, folder: FolderId | None, parts: Iterable[bytes]
) -> None:
    """The parts of its files, one at a time; `folder` is None for a deposit that was refused."""
    for number, part in enumerate(parts):
        run(connection, ADD_PART, deposit=deposit, number=number, folder=folder, bytes=part)


def add_mailbox(connection: Connection, box: Mailbox) -> None:
    """Where replies go, and a copy of its state for `refill`."""
    run(
        connection,
        ADD_MAILBOX,
        lookup=box.lookup,
        folder=box.folder,
        auth_hash=box.auth_hash,
        state=box.state,
        barred=list(box.barred),
    )


def mailbox(connection: Connection, lookup: bytes) -> Mailbox | None:
    """The mailbox with this lookup."""
    return one(connection, Mailbox, MAILBOX, lookup=lookup)


def mailboxes(connection: Connection) -> tuple[Mailbox, ...]:
    """All, for `refill`."""
    return every(connection, Mailbox, MAILBOXES)


def move_mailbox(connection: Connection, lookup: bytes, state: bytes) -> None:
    """Keep the newer state."""
    run(connection, MOVE_MAILBOX, lookup=lookup, state=state)


def last_event(connection: Connection, folder: FolderId) -> StoredEvent:
    """A ledger's newest event, without its frame, which the worker may not read."""
    return StoredEvent(*connection.execute(LAST_EVENT, {"folder": folder}).one())


def outgoing(connection: Connection, *, again: bool = False) -> tuple[Outgoing, ...]:
    """Replies not yet delivered, or all of them `again`."""
    return every(connection, Outgoing, OUTGOING, again=again)


def mark_delivered(connection: Connection, reply: Outgoing) -> None:
    """The postbox has it."""
    run(connection, DELIVERED, folder=reply.folder, seq=reply.seq)


def count_refused(connection: Connection) -> int:
    """How many deposits could not be filed."""
    return int(value(connection, REFUSED))


def beat(connection: Connection) -> None:
    """A whole round was made."""
    run(connection, BEAT)


def late(connection: Connection) -> bool:
    """Whether no round was made for an hour."""
    return bool(value(connection, LATE))


def barred_of(box: Mailbox) -> frozenset[Oid]:
    """Who was left out of the report that this mailbox belongs to."""
    return frozenset(Oid(bytes(each)) for each in box.barred)


def _common(frame: ReportFrame | MessageFrame, received_on: date) -> dict[str, Any]:
    return {
        "received_on": received_on,
        "keyring": frame.keyring,
        "identity": frame.identity,
        "parts": frame.parts,
        "tree": frame.tree,
        "item_id": frame.item.id,
        "item": frame.item_frame,
    }
