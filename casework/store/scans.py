"""Parts of the files that officers added."""

from typing import Any

from sqlalchemy import Connection, text

from casework.store.query import run, value
from crypto.names import FolderId, ItemId

ADD = text("insert into casework.item_parts values (:item, :number, :folder, :bytes, :signer)")
PART = text("""
    select bytes from casework.item_parts where folder = :folder and item = :item and number = :number
""")
IS_LISTED = text("select exists (select from casework.items where item_id = :item)")


def add(connection: Connection, **columns: Any) -> None:
    """Keep a part; IntegrityError when it is there."""
    run(connection, ADD, **columns)


def part(connection: Connection, folder: FolderId, item: ItemId, number: int) -> bytes | None:
    """One part."""
    found = value(connection, PART, folder=folder, item=item, number=number)
    return None if found is None else bytes(found)


def is_listed(connection: Connection, item: ItemId) -> bool:
    """Whether the item that lists the files is written."""
    return bool(value(connection, IS_LISTED, item=item))
