"""The reporter's side after sending: mailbox state, messages, replies (protocol §6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from crypto.code import CodeKeys
from crypto.context import Instance
from crypto.files import NO_FILES, SealedFiles
from crypto.identity import Identity
from crypto.keyring import Keyring
from crypto.letter import Ack, Removed, Reply
from crypto.names import FolderId, Hash, ItemId, Oid


@dataclass(frozen=True, slots=True)
class MailboxState:
    """What the code's holder remembers, sealed under the code.

    `keyring`: the highest keyring number seen. `seq`, `sent`: number and hash of the reporter's last
    document. `reply`: the newest reply seen when it was written.
    """

    folder: FolderId
    epoch: int
    pk: bytes
    left_out: tuple[Oid, ...]
    removed: tuple[Removed, ...]
    keyring: int
    seq: int
    sent: Hash
    reply: Ack | None
    receipt: Hash


class Fault(StrEnum):
    """What does not fit together in a thread; each is shown to its reader."""

    GAP = "gap"
    FORK = "fork"
    ROLLED_BACK = "rolled-back"
    ACK_BEYOND = "ack-beyond"
    ACK_OTHER = "ack-other"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault, at which sequence number, and in a few words why."""

    fault: Fault
    seq: int
    why: str


@dataclass(frozen=True, slots=True)
class ReceivedReply:
    """A reply that counts."""

    seq: int
    hash: Hash
    reply: Reply


@dataclass(frozen=True, slots=True)
class OpenedReplies:
    """Replies that count, oldest first; what does not fit; the state with all that they taught."""

    replies: tuple[ReceivedReply, ...]
    findings: tuple[Finding, ...]
    state: MailboxState

    @property
    def more(self) -> bool:
        """Whether older replies exist that were not among those given: ask for the next page."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class SealedMessage:
    """A deposit: `payload` is frame 4, `id` its item's id, `done` what the portal must answer."""

    id: ItemId
    payload: bytes
    state: MailboxState

    @property
    def done(self) -> Hash:
        """H(payload)."""
        raise NotImplementedError


def seal_state(instance: Instance, keys: CodeKeys, state: MailboxState) -> bytes:
    """16,455 bytes."""
    raise NotImplementedError


def open_state(instance: Instance, keys: CodeKeys, sealed: bytes) -> MailboxState:
    """Raises CannotOpen (an unknown code looks exactly so) or Malformed."""
    raise NotImplementedError


def seal_message(
    instance: Instance,
    keyring: Keyring,
    keys: CodeKeys,
    state: MailboxState,
    sealed_state: bytes,
    *,
    topic: str,
    text: str,
    item: ItemId | None = None,
    files: SealedFiles = NO_FILES,
    identity: Identity | None = None,
) -> SealedMessage:
    """Seal a message to the folder key of `state` (take it from `open_replies`, so that it is the newest).

    `sealed_state` are the bytes the mailbox holds now: the portal refuses if they changed meanwhile.
    Files were sealed under `state.folder`. Raises TooLarge (the page splits longer text) or Refused.
    """
    raise NotImplementedError


def open_replies(
    instance: Instance, keys: CodeKeys, state: MailboxState, keyring: Keyring, slots: Sequence[bytes]
) -> OpenedReplies:
    """Open what the mailbox's pages held, random filling among it, and check each and all together.

    A reply counts only if its signer has `replies`, was not left out, nor removed at or before its seq, and
    the folder's epoch does not fall.
    """
    raise NotImplementedError
