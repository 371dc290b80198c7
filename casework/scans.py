"""Files that officers add to a folder, part by part; the item that lists them is last (§2, §5)."""

from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from casework.errors import NotThere, Taken
from casework.folders import OPENED_BY_OFFICERS
from casework.store import folders
from casework.store import scans as rows
from casework.store.rows import Officer
from crypto.errors import Malformed, Refused
from crypto.frame import PART
from crypto.names import FolderId, ItemId

MOST_PARTS: Final = 64


def put(
    connection: Connection, officer: Officer, folder: FolderId, item: ItemId, number: int, part: bytes
) -> None:
    """Keep one part of an item that is not written yet.

    Raises NotThere, Malformed for a part of another size, Refused where officers add nothing or once the item
    lists its files, and Taken for a part that is there already.
    """
    found = folders.folder(connection, folder)
    if found is None:
        raise NotThere("folder")
    if found.kind not in OPENED_BY_OFFICERS or rows.is_listed(connection, item):
        raise Refused("nothing is added here")
    if number >= MOST_PARTS or not 0 < len(part) <= PART:
        raise Malformed(f"files travel in at most {MOST_PARTS} parts of at most 1 MiB")
    try:
        columns = {"folder": folder, "item": item, "number": number, "bytes": part}
        rows.add(connection, **columns, signer=officer.kid)
    except IntegrityError as error:
        raise Taken("This part is there already") from error


def part(connection: Connection, folder: FolderId, item: ItemId, number: int) -> bytes:
    """One part; NotThere unless this officer can open the folder."""
    found = rows.part(connection, folder, item, number)
    if found is None:
        raise NotThere("part")
    return found
