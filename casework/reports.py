"""Opening a sealed report: what an officer's browser needs, and nothing that it may not have."""

from dataclasses import dataclass

from sqlalchemy import Connection

from casework.errors import NotThere
from casework.store import access, folders, objections, reports
from casework.store.folders import SeedChain
from casework.store.report_rows import Share, StoredEvent, StoredMessage, StoredReply, StoredReport, Wrap
from crypto.names import FolderId, ItemId, Oid


@dataclass(frozen=True, slots=True)
class SealedReport:
    """A report with this officer's wraps and half-keys, how its older keys open, and who is shut out."""

    report: StoredReport
    wraps: tuple[Wrap, ...]
    shares: tuple[Share, ...]
    chains: tuple[SeedChain, ...]
    excluded: frozenset[Oid]


@dataclass(frozen=True, slots=True)
class Thread:
    """What was said since the report, sealed, the ledger, and which messages froze somebody."""

    messages: tuple[StoredMessage, ...]
    shares: tuple[Share, ...]
    replies: tuple[StoredReply, ...]
    events: tuple[StoredEvent, ...]
    heeded: frozenset[ItemId]


def read(connection: Connection, folder: FolderId) -> SealedReport:
    """The report; NotThere unless this officer holds a wrap of it."""
    found = reports.report(connection, folder)
    if found is None:
        raise NotThere("report")
    return SealedReport(
        found,
        reports.wraps(connection, folder),
        reports.shares(connection, folder),
        folders.chains(connection, folder),
        access.excluded(connection, folder),
    )


def thread(connection: Connection, folder: FolderId) -> Thread:
    """Messages, replies and events; NotThere unless this officer holds a wrap of the folder."""
    read(connection, folder)
    return Thread(
        reports.messages(connection, folder),
        reports.shares(connection, folder),
        reports.replies(connection, folder),
        reports.events(connection, folder),
        objections.heeded(connection, folder),
    )


def part(connection: Connection, folder: FolderId, deposit: bytes, number: int) -> bytes:
    """A part of the files of the report (deposit = folder) or of a message; NotThere otherwise."""
    found = reports.part(connection, folder, deposit, number)
    if found is None:
        raise NotThere("part")
    return found
