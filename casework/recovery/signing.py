"""Custodians sign recoveries; the worker puts in what enough of them have signed (protocol §8, §9)."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from casework import ledgers
from casework.errors import NotThere, Taken
from casework.recovery.laying_out import follows, moved
from casework.store import deposits, documents, recoveries, reports
from casework.store.recoveries import LaidOut
from casework.wraps import check_wraps
from crypto.chain import verify_chain
from crypto.context import Instance, u32
from crypto.errors import CandourError, Refused
from crypto.frame import FrameType, pack
from crypto.ledger import Event
from crypto.names import FolderId, Hash
from crypto.people import People
from crypto.root import Root, read_root
from crypto.seeds import verify
from crypto.signed import Signed


def sign(connection: Connection, signer: bytes, signatures: Mapping[Hash, bytes]) -> None:
    """Add a custodian's signatures, by the hashes of the events.

    Raises NotThere for an event that is not there any more, Refused for no custodian, BadSignature, Taken.
    """
    waiting = {each.doc_hash: each.document for each in recoveries.laid(connection)}
    instance = Instance(ledgers.keyrings(connection)[-1].iid)
    for hashed, signature in signatures.items():
        if hashed not in waiting:
            raise NotThere("recovery: its ledger has moved on, look again")
        event = Event.decode(waiting[hashed])
        custodians = root_of(connection, event.on).keys
        if signer not in custodians:
            raise Refused("not a custodian of the root")
        verify(instance, custodians[signer], signature, "event", event.folder, u32(event.seq), hashed)
        try:
            recoveries.add_signature(connection, hashed, signer, signature)
        except IntegrityError as error:
            raise Taken("You have signed this already") from error


def root_of(connection: Connection, on: date) -> Root:
    """The root whose custodians sign a recovery of that day."""
    return People(ledgers.keyrings(connection), _roots(connection)).custodians(on)


def finish(connection: Connection, laid: LaidOut, *, today: date) -> bool:
    """As the worker: put a recovery in if enough custodians have signed; True when it is in.

    Where the ledger has moved on, the event gets its new place and waits for signatures again. What cannot
    be put in is marked with the reason.
    """
    if laid.refused is not None:
        return False
    event, last = Event.decode(laid.document), deposits.last_event(connection, laid.folder)
    if not follows(event, last):
        event = moved(event, last, today)
        recoveries.relay(connection, laid.folder, event.document_hash, event.document)
        return False
    signed = Signed(laid.document, recoveries.signatures(connection, laid.doc_hash))
    if len(signed.signatures) < root_of(connection, event.on).threshold:
        return False
    try:
        with connection.begin_nested():
            _put_in(connection, event, signed)
    except (CandourError, IntegrityError) as reason:
        recoveries.refuse(connection, laid.folder, type(reason).__name__ + ": " + str(reason)[:200])
        return False
    return True


def _put_in(connection: Connection, event: Event, signed: Signed) -> None:
    rings, frame = ledgers.keyrings(connection), signed.pack()
    frames = [*recoveries.ledger(connection, event.folder), frame]
    verify_chain(frames, Instance(rings[-1].iid), event.folder, rings, roots=_roots(connection))
    check_wraps(event, [_frame(event, *each) for each in _wraps(connection, event.folder)], rings[-1])
    reports.add_event(connection, **ledgers.columns(event, signed.hash, frame))
    recoveries.finish(connection, event.folder)


def _wraps(connection: Connection, folder: FolderId) -> list[tuple[bytes, bytes]]:
    return [(bytes(each.holder), bytes(each.wrap)) for each in recoveries.wraps(connection, folder)]


def _frame(event: Event, holder: bytes, sealed: bytes) -> bytes:
    return pack(FrameType.WRAP, event.folder, u32(event.epoch or 0), holder, sealed)


def _roots(connection: Connection) -> tuple[Root, ...]:
    return tuple(read_root(each.document) for each in documents.published(connection, "root"))
