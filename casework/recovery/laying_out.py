"""Online again, as the owner's login: what the offline tool gave back is laid out to be signed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from casework import ledgers
from casework.errors import NotThere
from casework.recovery.files import RecoveredFolder
from casework.store import documents, recoveries, recovery
from casework.store.recoveries import HolderWrap
from casework.store.report_rows import StoredEvent
from casework.wraps import check_wraps
from crypto.chain import Ledger, verify_chain
from crypto.context import Instance
from crypto.errors import Refused
from crypto.keyring import Keyring
from crypto.ledger import Act, Event
from crypto.names import FolderId, Kid, Rid
from crypto.root import read_root


def lay_out(
    connection: Connection, rid: Rid, folders: Iterable[RecoveredFolder], *, today: date
) -> tuple[FolderId, ...]:
    """Keep each folder's event and wraps until custodians have signed; its group counts as used from now on.

    Raises NotThere for a folder that nobody asked for, Malformed, BadSignature, or Refused: another group,
    somebody barred or not live, wraps that are not exactly for those whom the event names.
    """
    rings = ledgers.keyrings(connection)
    asked = recoveries.asked(connection, rid)
    laid = []
    for each in folders:
        if each.folder not in asked:
            raise NotThere("request for one of these folders: ask again")
        _lay_one(connection, rid, each, rings, today)
        laid.append(each.folder)
    for group in rings[-1].recovery:
        if group.rid == rid:
            recovery.mark_used(connection, group.xpk, today)
    return tuple(laid)


def moved(event: Event, last: StoredEvent, today: date) -> Event:
    """The same event behind the ledger's last, should others have come in between."""
    on = max(today, last.on_day)
    return replace(event, seq=last.seq + 1, prev=last.doc_hash, on=on)


def follows(event: Event, last: StoredEvent) -> bool:
    """Whether an event is still the next of its ledger."""
    return (event.seq, event.prev) == (last.seq + 1, last.doc_hash) and event.on >= last.on_day


def _lay_one(
    connection: Connection, rid: Rid, recovered: RecoveredFolder, rings: tuple[Keyring, ...], today: date
) -> None:
    event = Event.decode(recovered.event)
    if (event.folder, event.act, event.by) != (recovered.folder, Act.RECOVER, Kid(rid)):
        raise Refused("not a recovery of this folder by this group")
    ledger = _replay(connection, event.folder, rings)
    event = moved(event, StoredEvent(len(ledger.events) - 1, ledger.events[-1].on, ledger.head), today)
    _check(event, ledger, rings, today)
    wraps = check_wraps(event, recovered.wraps, rings[-1])
    recoveries.lay(
        connection,
        event.folder,
        event.document_hash,
        event.document,
        ledger.epoch,
        tuple(HolderWrap(Kid(holder), wrap) for holder, wrap in wraps),
    )


def _replay(connection: Connection, folder: FolderId, rings: tuple[Keyring, ...]) -> Ledger:
    roots = [read_root(each.document) for each in documents.published(connection, "root")]
    frames = recoveries.events(connection, folder)
    return verify_chain(frames, Instance(rings[-1].iid), folder, rings, roots=roots)


def _check(event: Event, ledger: Ledger, rings: tuple[Keyring, ...], today: date) -> None:
    """What the replay will check again once custodians have signed, said now rather than then."""
    if not ledger.may_open(event.by, today):
        raise Refused("the group may not open this folder")
    if (event.epoch, event.pk) != (ledger.epoch, ledger.pk_hashes[ledger.epoch]):
        raise Refused("the folder has got another key meanwhile: ask again")
    oids = {officer.kid: officer.oid for officer in rings[-1].officers}
    if any(oids.get(Kid(kid)) in ledger.barred for kid in event.to):
        raise Refused("somebody who is barred from this folder")
