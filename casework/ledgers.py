"""Adding to a folder's ledger: each number once, none altered (protocol §8)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from casework.errors import NotThere, Taken
from casework.store import documents, reports
from casework.store.rows import Officer
from crypto.chain import Ledger, verify_chain
from crypto.context import Instance, sha256
from crypto.errors import Malformed, Refused
from crypto.keyring import Keyring
from crypto.ledger import Act, Event
from crypto.names import FolderId, Hash
from crypto.publish import read_keyring
from crypto.root import read_root
from crypto.seeds import verify
from crypto.signed import Signed

LATEST: Final = timedelta(days=1)  # a browser may sign just before midnight; nothing is dated back further
MOVED_ON: Final = "The ledger has moved on: fetch it and sign again"


def add(
    connection: Connection, officer: Officer, folder: FolderId, frame: bytes, act: Act, *, today: date
) -> Event:
    """Append an event of this act that the officer signed; returns it.

    Raises NotThere, Malformed, BadSignature, Refused, or Taken when number, `prev` or date is not the next.
    """
    event = read(frame, officer, act)
    if event.folder != folder:
        raise Refused("an event of another folder")
    _check_signature(connection, officer, event, Signed.unpack(frame))
    _check_next(connection, event, today)
    append(connection, event, frame)
    return event


def check(
    connection: Connection,
    officer: Officer,
    folder: FolderId,
    frame: bytes,
    act: Act,
    rings: Sequence[Keyring],
    *,
    today: date,
) -> tuple[Event, Ledger]:
    """An event that changes who may open a folder, and the ledger with it at its end. Writes nothing yet.

    Raises Malformed, BadSignature, Refused by the rules that every browser keeps, or Taken.
    """
    event = read(frame, officer, act)
    if event.folder != folder:
        raise Refused("an event of another folder")
    _check_next(connection, event, today)
    return event, replay(connection, folder, [frame], rings)


def read(frame: bytes, officer: Officer, act: Act) -> Event:
    """The event of a frame, not yet verified; Refused unless it is this officer's and of this act."""
    event = Event.decode(Signed.unpack(frame).document)
    if event.by != officer.kid or event.act != act:
        raise Refused(f"not an event of yours, to {act}")
    return event


def append(connection: Connection, event: Event, frame: bytes) -> None:
    """Write a verified event down; Taken when its number is."""
    try:
        reports.add_event(connection, **columns(event, Signed.unpack(frame).hash, frame))
    except IntegrityError as error:
        raise Taken(MOVED_ON) from error


def keyrings(connection: Connection) -> tuple[Keyring, ...]:
    """Every published keyring, oldest first; NotThere before the first."""
    found = tuple(read_keyring(each.document) for each in documents.published(connection, "keyring"))
    if not found:
        raise NotThere("keyring")
    return found


def listed(connection: Connection) -> tuple[FolderId, ...]:
    """The folders whose ledgers this officer may read."""
    return reports.folders_with_events(connection)


def frames(connection: Connection, folder: FolderId) -> tuple[bytes, ...]:
    """A ledger; NotThere unless this officer may read it."""
    found = tuple(event.frame for event in reports.events(connection, folder))
    if not found:
        raise NotThere("ledger")
    return found


def replay(
    connection: Connection, folder: FolderId, more: Sequence[bytes], rings: Sequence[Keyring]
) -> Ledger:
    """The folder's whole ledger with `more` at its end, by the same rules as every browser.

    Raises Malformed, BadSignature, or Refused.
    """
    frames = [event.frame for event in reports.events(connection, folder)]
    roots = [read_root(each.document) for each in documents.published(connection, "root")]
    return verify_chain([*frames, *more], Instance(rings[-1].iid), folder, rings, roots=roots)


def columns(event: Event, hashed: Hash, frame: bytes) -> dict[str, object]:
    """The row of an event."""
    return {
        "folder": event.folder,
        "seq": event.seq,
        "act": str(event.act),
        "signer": event.by,
        "on_day": event.on,
        "item_id": event.item,
        "doc_hash": hashed,
        "frame": frame,
    }


def _check_next(connection: Connection, event: Event, today: date) -> None:
    chain = reports.events(connection, event.folder)
    if not chain:
        raise NotThere("report")
    last = chain[-1]
    if (event.seq, event.prev) != (last.seq + 1, last.doc_hash) or not max(
        last.on_day, today - LATEST
    ) <= event.on <= today:
        raise Taken(MOVED_ON)


def _check_signature(connection: Connection, officer: Officer, event: Event, signed: Signed) -> None:
    roots = documents.published(connection, "root")
    mine = next(person for person in documents.people(connection) if person.oid == officer.oid)
    if not roots or mine.vk is None or len(signed.signatures) != 1 or signed.signatures[0][0] != event.by:
        raise Malformed("an event carries its signer's signature and no other")
    instance = Instance(sha256(roots[0].document)[:16])
    context = (event.folder, event.seq.to_bytes(4, "big"), signed.hash)
    verify(instance, mine.vk, signed.signatures[0][1], "event", *context)
