"""Folders on their way to new keys: asked for, laid out, signed by custodians, put in by the worker."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

from casework.store.query import every, run, value
from crypto.names import FolderId, Hash, Kid, Rid

HELD = text("""
    select folder, epoch, wrap from casework.wraps w
    where holder = :rid and live and epoch = (select max(epoch) from casework.wraps v
                                              where v.folder = w.folder and v.holder = w.holder and v.live)
    order by folder
""")
EVENTS = text("select frame from casework.events where folder = :folder order by seq")
CHAINS = text("select epoch, sealed from casework.seed_chains where folder = :folder order by epoch")
ASK = text("""
    insert into casework.recovery_requests values (:folder, :rid, :on)
    on conflict (folder) do update set rid = excluded.rid, asked_on = excluded.asked_on
""")
ASKED = text("select folder from casework.recovery_requests where rid = :rid")
WAITING = text("select count(*) from casework.recovery_requests")
CLEAR = text("delete from casework.recovery_events where folder = :folder")
LAY = text("insert into casework.recovery_events values (:folder, :doc_hash, :document)")
ADD_WRAP = text("insert into casework.recovery_wraps values (:folder, :epoch, :holder, :wrap)")
LAID = text("select folder, doc_hash, document, refused from casework.recovery_events order by folder")
SIGNATURES = text("select id, signature from casework.recovery_signatures where doc_hash = :hash order by id")
ADD_SIGNATURE = text("insert into casework.recovery_signatures values (:hash, :id, :signature)")
LEDGER = text("select casework.recovery_ledger(:folder)")
RELAY = text("select casework.relay_recovery(:folder, :hash, :document)")
FINISH = text("select casework.finish_recovery(:folder)")
REFUSE = text("update casework.recovery_events set refused = :reason where folder = :folder")
WRAPS = text("select holder, wrap from casework.recovery_wraps where folder = :folder")


@dataclass(frozen=True, slots=True)
class HeldFolder:
    """A folder that a group holds, with the group's wrap of its newest key."""

    folder: FolderId
    epoch: int
    wrap: bytes


@dataclass(frozen=True, slots=True)
class LaidOut:
    """An unsigned `recover` event. `refused`: why the worker could not put it in, or None."""

    folder: FolderId
    doc_hash: Hash
    document: bytes
    refused: str | None


@dataclass(frozen=True, slots=True)
class HolderWrap:
    """A wrap that goes in together with its event."""

    holder: Kid
    wrap: bytes


def held(connection: Connection, rid: Rid) -> tuple[HeldFolder, ...]:
    """Every folder that this group can open."""
    return every(connection, HeldFolder, HELD, rid=rid)


def events(connection: Connection, folder: FolderId) -> tuple[bytes, ...]:
    """The ledger of a folder that was asked for."""
    return tuple(bytes(each) for each in connection.execute(EVENTS, {"folder": folder}).scalars())


def chains(connection: Connection, folder: FolderId) -> tuple[tuple[int, bytes], ...]:
    """Its seed chains, by the newer epoch."""
    rows = connection.execute(CHAINS, {"folder": folder})
    return tuple((epoch, bytes(sealed)) for epoch, sealed in rows)


def ask(connection: Connection, folder: FolderId, rid: Rid, on: date) -> None:
    """From now on the owner sees this folder's ledger."""
    run(connection, ASK, folder=folder, rid=rid, on=on)


def asked(connection: Connection, rid: Rid) -> frozenset[FolderId]:
    """What was asked for with this group."""
    return frozenset(FolderId(bytes(each)) for each in connection.execute(ASKED, {"rid": rid}).scalars())


def waiting(connection: Connection) -> int:
    """How many folders are on their way."""
    return int(value(connection, WAITING))


def lay(
    connection: Connection,
    folder: FolderId,
    hashed: Hash,
    document: bytes,
    epoch: int,
    wraps: tuple[HolderWrap, ...],
) -> None:
    """Lay an event out for signing, with the wraps that go in with it, in place of an older one."""
    run(connection, CLEAR, folder=folder)
    run(connection, LAY, folder=folder, doc_hash=hashed, document=document)
    for each in wraps:
        run(connection, ADD_WRAP, folder=folder, epoch=epoch, holder=each.holder, wrap=each.wrap)


def laid(connection: Connection) -> tuple[LaidOut, ...]:
    """What waits for signatures, or for the worker."""
    return every(connection, LaidOut, LAID)


def signatures(connection: Connection, hashed: Hash) -> tuple[tuple[bytes, bytes], ...]:
    """Custodians' ids with their signatures."""
    rows = connection.execute(SIGNATURES, {"hash": hashed})
    return tuple((bytes(signer), bytes(signature)) for signer, signature in rows)


def add_signature(connection: Connection, hashed: Hash, signer: bytes, signature: bytes) -> None:
    """IntegrityError when this custodian signed before, or the event is not there any more."""
    run(connection, ADD_SIGNATURE, hash=hashed, id=signer, signature=signature)


def ledger(connection: Connection, folder: FolderId) -> tuple[bytes, ...]:
    """The ledger of a folder whose event is laid out, as the worker may read it."""
    return tuple(bytes(each) for each in connection.execute(LEDGER, {"folder": folder}).scalars())


def relay(connection: Connection, folder: FolderId, hashed: Hash, document: bytes) -> None:
    """The same event at its new place; its signatures are dropped."""
    run(connection, RELAY, folder=folder, hash=hashed, document=document)


def wraps(connection: Connection, folder: FolderId) -> tuple[HolderWrap, ...]:
    """The wraps that go in with an event."""
    return every(connection, HolderWrap, WRAPS, folder=folder)


def finish(connection: Connection, folder: FolderId) -> None:
    """Put the wraps in; the event is in the ledger."""
    run(connection, FINISH, folder=folder)


def refuse(connection: Connection, folder: FolderId, reason: str) -> None:
    """It cannot be put in."""
    run(connection, REFUSE, folder=folder, reason=reason)
