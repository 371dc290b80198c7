"""Reports and what belongs to them, as rows."""

from dataclasses import dataclass
from datetime import date

from crypto.names import FolderId, Hash, ItemId, Kid, Oid


@dataclass(frozen=True, slots=True)
class InboxLine:
    """One report in the inbox: nothing of what it says. `waiting`: the reporter spoke last.

    `standing`: `open`, or why no row of it is visible yet: `declare`, `again`, `undecided`.
    """

    folder: FolderId
    kind: str
    standing: str
    received_on: date
    opened: bool
    replies: int
    messages: int
    waiting: bool


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report as it was collected, sealed."""

    folder: FolderId
    received_on: date
    keyring: Hash
    pk_hash: Hash
    identity: bytes
    parts: int
    tree: Hash
    item_id: ItemId
    item: bytes
    author: Hash


@dataclass(frozen=True, slots=True)
class Wrap:
    """A folder's seed, wrapped to one of the reader's own keys."""

    epoch: int
    holder: Kid
    wrap: bytes


@dataclass(frozen=True, slots=True)
class Share:
    """A half-key of a name, sealed to one of the reader's own keys."""

    deposit: bytes
    holder: Kid
    share: bytes


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A reporter's message, sealed."""

    item_id: ItemId
    seq: int
    received_on: date
    keyring: Hash
    identity: bytes
    parts: int
    tree: Hash
    item: bytes


@dataclass(frozen=True, slots=True)
class StoredReply:
    """An officer's reply, sealed."""

    item_id: ItemId
    seq: int
    signer: Kid
    on_day: date
    delivered: bool
    item: bytes


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An entry of a folder's ledger."""

    seq: int
    on_day: date
    doc_hash: Hash
    frame: bytes = b""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where a reporter's replies go, and who was left out."""

    lookup: bytes
    folder: FolderId
    auth_hash: Hash
    state: bytes
    barred: tuple[Oid, ...]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A reply on its way to a mailbox."""

    lookup: bytes
    folder: FolderId
    seq: int
    item: bytes
