"""Folders as their holders see them. No query names an officer: row security does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from casework.store.query import every, one, run, value
from crypto.names import FolderId, Hash, ItemId, Kid, Rid

FOLDER = text("select folder, kind, made_on from casework.folders where folder = :folder")
ITEMS = text("""
    select item_id, kind, name, seq, signer, on_day, item from casework.items
    where folder = :folder order by on_day, name, seq, item_id
""")
CHAINS = text("select epoch, pk_hash, sealed from casework.seed_chains where folder = :folder order by epoch")
OPEN = text(
    "select casework.open_folder(:folder, :kind, cast(:holders as bytea[]), cast(:sealed as bytea[]))"
)
NEWEST_VERSION = text("""
    select coalesce(max(seq), 0) from casework.items where folder = :folder and name = :name
""")
ADD_ITEM = text("""
    insert into casework.items values (:item_id, :folder, :kind, :name, :seq, :signer, :on_day, :item)
""")


@dataclass(frozen=True, slots=True)
class StoredFolder:
    """`kind`: report, case, pack or privileged."""

    folder: FolderId
    kind: str
    made_on: date


@dataclass(frozen=True, slots=True)
class StoredItem:
    """Something an officer put in, sealed. `name` is a field's code, `seq` its version; else None and 0."""

    item_id: ItemId
    kind: str
    name: str | None
    seq: int
    signer: Kid
    on_day: date
    item: bytes


@dataclass(frozen=True, slots=True)
class SeedChain:
    """The seed of the epoch before `epoch`, sealed to this one's key, which hashes to `pk_hash`."""

    epoch: int
    pk_hash: Hash
    sealed: bytes


def folder(connection: Connection, named: FolderId) -> StoredFolder | None:
    """The folder with this id."""
    return one(connection, StoredFolder, FOLDER, folder=named)


def items(connection: Connection, of: FolderId) -> tuple[StoredItem, ...]:
    """What is in it; a field's versions in their order."""
    return every(connection, StoredItem, ITEMS, folder=of)


def chains(connection: Connection, of: FolderId) -> tuple[SeedChain, ...]:
    """How its older keys open, oldest first."""
    return every(connection, SeedChain, CHAINS, folder=of)


def open_folder(
    connection: Connection, opened: FolderId, kind: str, wraps: Sequence[tuple[Kid | Rid, bytes]]
) -> None:
    """A new folder and its first wraps; IntegrityError when the id is taken."""
    holders, sealed = [holder for holder, _ in wraps], [wrap for _, wrap in wraps]
    run(connection, OPEN, folder=opened, kind=kind, holders=holders, sealed=sealed)


def newest_version(connection: Connection, of: FolderId, name: str) -> int:
    """The number of a field's newest version; 0 before the first."""
    return int(value(connection, NEWEST_VERSION, folder=of, name=name))


def add_item(connection: Connection, **columns: Any) -> None:
    """Append an item; IntegrityError when its id or version is taken."""
    run(connection, ADD_ITEM, **columns)
