"""The doors by which people are let into a folder and out again."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, text

from casework.store.query import run, value
from crypto.names import FolderId, Hash, Kid, Oid, Rid

LET_IN = text("""
    select casework.let_in(:folder, :epoch, cast(:holders as bytea[]), cast(:sealed as bytea[]), :until)
""")
TAKE_OUT = text("select casework.take_out(:folder, cast(:holders as bytea[]))")
SHUT_OUT = text("select casework.shut_out(:folder, cast(:oids as bytea[]), cast(:holders as bytea[]))")
ROLL = text("""
    select casework.roll_folder(:folder, :epoch, :pk_hash, :chain, cast(:holders as bytea[]),
                                cast(:sealed as bytea[]), cast(:untils as date[]))
""")
EXCLUDED = text("select distinct oid from casework.exclusions where folder = :folder")
STRANDED = text("select casework.stranded(:folder)")
Wraps = Sequence[tuple[Kid | Rid, bytes]]


def let_in(connection: Connection, folder: FolderId, epoch: int, wraps: Wraps, until: date | None) -> None:
    """Keep these wraps; their holders may open the folder up to and on the day `until`."""
    holders, sealed = [holder for holder, _ in wraps], [wrap for _, wrap in wraps]
    run(connection, LET_IN, folder=folder, epoch=epoch, holders=holders, sealed=sealed, until=until)


def take_out(connection: Connection, folder: FolderId, holders: Iterable[Kid | Rid]) -> None:
    """These wraps are served to nobody from now on."""
    run(connection, TAKE_OUT, folder=folder, holders=list(holders))


def shut_out(
    connection: Connection, folder: FolderId, oids: Iterable[Oid], holders: Iterable[Kid | Rid]
) -> None:
    """These people see no row of the folder, whatever they hold or are granted."""
    run(connection, SHUT_OUT, folder=folder, oids=list(oids), holders=list(holders))


def roll(
    connection: Connection,
    folder: FolderId,
    epoch: int,
    pk_hash: Hash,
    chain: bytes,
    wraps: Wraps,
    untils: Sequence[date | None],
) -> None:
    """The folder's next key, with wraps for those who stay, in the order of `untils`."""
    holders, sealed = [holder for holder, _ in wraps], [wrap for _, wrap in wraps]
    keys = {"folder": folder, "epoch": epoch, "pk_hash": pk_hash, "chain": chain}
    run(connection, ROLL, **keys, holders=holders, sealed=sealed, untils=list(untils))


def is_stranded(connection: Connection, folder: FolderId) -> bool:
    """Whether it is a report of this officer's that nobody who decides about cases can open."""
    return bool(value(connection, STRANDED, folder=folder))


def excluded(connection: Connection, folder: FolderId) -> frozenset[Oid]:
    """Who is shut out of it."""
    return frozenset(Oid(bytes(each)) for each in connection.execute(EXCLUDED, {"folder": folder}).scalars())
