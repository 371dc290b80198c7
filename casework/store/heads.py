"""Where every ledger stands, day by day, and the whole of all ledgers for an export."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

from casework.store.query import every, run, value
from crypto.names import FolderId, Hash, ItemId, Kid

SIGNED = text("select exists (select from casework.heads where on_day = :on_day)")
NEWEST = text("""
    select distinct on (folder) folder, seq, doc_hash as hash from casework.events order by folder, seq desc
""")
KNOWN = text("""
    select distinct on (folder) folder, seq, hash from casework.head_entries order by folder, on_day desc
""")
ADD_HEADS = text("insert into casework.heads values (:on_day, :signer, :signature)")
ADD_ENTRY = text("insert into casework.head_entries values (:on_day, :folder, :seq, :hash)")
HEADS = text("select on_day, signer, signature from casework.heads order by on_day")
ENTRIES = text("select folder, seq, hash from casework.head_entries where on_day = :on_day order by hash")
LEDGERS = text("""
    select folder, seq, act, signer, on_day, item_id, doc_hash, frame from casework.events
    order by folder, seq
""")


@dataclass(frozen=True, slots=True)
class Head:
    """The newest event of a folder's ledger."""

    folder: FolderId
    seq: int
    hash: Hash


@dataclass(frozen=True, slots=True)
class DailyHeads:
    """The collector's signature over all heads of a day."""

    on_day: date
    signer: Kid
    signature: bytes


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """An event as the database keeps it: the signed frame, and columns that must say the same."""

    folder: FolderId
    seq: int
    act: str
    signer: Kid
    on_day: date
    item_id: ItemId | None
    doc_hash: Hash
    frame: bytes


def signed(connection: Connection, on_day: date) -> bool:
    """Whether this day's heads are signed."""
    return bool(value(connection, SIGNED, on_day=on_day))


def newest(connection: Connection) -> tuple[Head, ...]:
    """Where every ledger stands now."""
    return every(connection, Head, NEWEST)


def known(connection: Connection) -> tuple[Head, ...]:
    """Where every ledger stood when heads were signed last."""
    return every(connection, Head, KNOWN)


def add(connection: Connection, heads: DailyHeads, moved: tuple[Head, ...]) -> None:
    """Write a day's signature down, with those heads that moved since the day before."""
    run(connection, ADD_HEADS, on_day=heads.on_day, signer=heads.signer, signature=heads.signature)
    for head in moved:
        run(connection, ADD_ENTRY, on_day=heads.on_day, folder=head.folder, seq=head.seq, hash=head.hash)


def days(connection: Connection) -> tuple[DailyHeads, ...]:
    """Every day's signature, oldest first."""
    return every(connection, DailyHeads, HEADS)


def moved(connection: Connection, on_day: date) -> tuple[Head, ...]:
    """The heads that a day's signing wrote down."""
    return every(connection, Head, ENTRIES, on_day=on_day)


def ledgers(connection: Connection) -> tuple[LedgerRow, ...]:
    """Every event that this login may see, folder by folder."""
    return every(connection, LedgerRow, LEDGERS)
