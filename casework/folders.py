"""Folders that officers open, and what they put in; the ledger's event goes in together with the thing."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from casework import ledgers
from casework.errors import NotThere, Taken
from casework.permissions import NotPermitted, Permission
from casework.purposes import LONGEST, may_hold, may_write
from casework.store import access, folders, reports
from casework.store.folders import SeedChain, StoredFolder, StoredItem
from casework.store.report_rows import StoredEvent, Wrap
from casework.store.rows import Officer
from casework.wraps import check_wraps
from crypto.context import sha256
from crypto.deposit import ItemFrame, parse_item_frame
from crypto.errors import Malformed, Refused
from crypto.keyring import Keyring
from crypto.ledger import Act, Event
from crypto.names import FolderId, Kid, Oid
from crypto.note import FIELD, KINDS

OPENED_BY_OFFICERS: Final = frozenset({"case", "pack", "privileged"})
MOVED_ON: Final = "Somebody has written this meanwhile: fetch it and seal again"
FIELD_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,63}")
NOBODY: Final[frozenset[Oid]] = frozenset()


@dataclass(frozen=True, slots=True)
class SealedFolder:
    """A folder of any kind with this officer's wraps, its ledger, and what officers put in."""

    folder: StoredFolder
    wraps: tuple[Wrap, ...]
    chains: tuple[SeedChain, ...]
    events: tuple[StoredEvent, ...]
    items: tuple[StoredItem, ...]
    excluded: frozenset[Oid]


def open_folder(
    connection: Connection,
    officer: Officer,
    kind: str,
    event: bytes,
    wraps: Sequence[bytes],
    *,
    today: date,
    barring: AbstractSet[Oid] = NOBODY,
    enters: bool = False,
) -> Event:
    """Open a case, pack or privileged folder by its `open` event and one wrap for each whom that names.

    `barring`: oids that must be barred from it, as from the reports that it will hold. `enters`: its opener
    puts something in and does not stay, so that their role need not hold such a folder. Raises Malformed,
    BadSignature, Refused, or Taken when the id is in use or the event is not of today.
    """
    if kind not in OPENED_BY_OFFICERS:
        raise Malformed("a kind of folder that officers do not open")
    opened = ledgers.read(event, officer, Act.OPEN)
    keyrings = ledgers.keyrings(connection)
    ledgers.replay(connection, opened.folder, [event], keyrings)
    if not barring <= set(opened.barred):
        raise Refused("a folder that does not bar whom its reports leave out")
    if opened.on != today:
        raise Taken(ledgers.MOVED_ON)
    sealed = check_wraps(opened, wraps, keyrings[-1])
    _check_roles(kind, opened, keyrings[-1], enters=enters)
    try:
        folders.open_folder(connection, opened.folder, kind, sealed)
        ledgers.append(connection, opened, event)
    except IntegrityError as error:
        raise Taken("There is such a folder already") from error
    return opened


def add_item(
    connection: Connection,
    officer: Officer,
    folder: FolderId,
    name: str | None,
    frame: bytes,
    event: bytes,
    *,
    today: date,
) -> ItemFrame:
    """Put a note, evidence or a field's next version into a folder; `name` is the field's code, else None.

    Raises NotPermitted, NotThere, Malformed, BadSignature, Refused, or Taken when the ledger or the field
    has moved on.
    """
    item = _item(frame, name)
    if not may_write(officer.role, name):
        raise NotPermitted(Permission.ITEM_ADD)
    found = folders.folder(connection, folder)
    if found is None:
        raise NotThere("folder")
    if found.kind not in OPENED_BY_OFFICERS:
        raise Refused("a report takes messages and replies only")
    noted = ledgers.add(connection, officer, folder, event, Act.ADD, today=today)
    if (noted.item, noted.hash) != (item.id, sha256(frame)):
        raise Refused("the ledger's event notes another item")
    if name is not None and item.seq != folders.newest_version(connection, folder, name) + 1:
        raise Taken(MOVED_ON)
    columns = {"kind": item.kind, "name": name, "seq": item.seq, "signer": noted.by, "on_day": noted.on}
    try:
        folders.add_item(connection, item_id=item.id, folder=folder, item=frame, **columns)
    except IntegrityError as error:
        raise Taken(MOVED_ON) from error
    return item


def read(connection: Connection, folder: FolderId) -> SealedFolder:
    """All of it; NotThere unless this officer holds a live wrap."""
    found = folders.folder(connection, folder)
    if found is None:
        raise NotThere("folder")
    return SealedFolder(
        found,
        reports.wraps(connection, folder),
        folders.chains(connection, folder),
        reports.events(connection, folder),
        folders.items(connection, folder),
        access.excluded(connection, folder),
    )


def _check_roles(kind: str, opened: Event, newest: Keyring, *, enters: bool) -> None:
    for holder in set(opened.to) - ({opened.by} if enters else set()):
        officer = newest.officer(Kid(holder))
        if officer and (not may_hold(kind, officer.role) or officer.role in LONGEST):
            raise Refused("somebody who may not hold this, or not without a last day")


def _item(frame: bytes, name: str | None) -> ItemFrame:
    item = parse_item_frame(frame)
    if item.kind not in KINDS or item.reporter_wrap or (item.kind == FIELD) != (item.seq > 0):
        raise Malformed("an item is a note, evidence, or a numbered version of a field")
    if (item.kind == FIELD) != bool(name and FIELD_CODE.fullmatch(name)):
        raise Malformed("a field has a code, and nothing else has one")
    return item
