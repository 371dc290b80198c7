"""The reporter's side after sending: messages out, replies in (protocol §6)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crypto.code import CodeKeys
from crypto.context import Instance, sha256, u32
from crypto.deposit import parse_item_frame
from crypto.errors import CandourError, Malformed, Refused
from crypto.files import NO_FILES, SealedFiles
from crypto.frame import FrameType, pack
from crypto.identity import Identity, seal_identity
from crypto.item import Recipients, open_item, seal_item
from crypto.keyring import Keyring
from crypto.letter import Message, Reply
from crypto.names import NO_HASH, Hash, ItemId
from crypto.replies import FollowedReplies, follow
from crypto.seeds import new_id
from crypto.state import MailboxState, open_state, seal_state
from crypto.thread import Fault, Finding, ReceivedReply, ack_findings, chain_findings, reply_author

__all__ = [
    "Fault",
    "Finding",
    "MailboxState",
    "OpenedReplies",
    "ReceivedReply",
    "SealedMessage",
    "open_replies",
    "open_state",
    "seal_message",
    "seal_state",
]

REPLY_START = b"CND1\x02\x06"


@dataclass(frozen=True, slots=True)
class OpenedReplies:
    """Replies that count, oldest first; what does not fit; the state with all that they taught.

    `more`: older replies exist that were not among those given, so ask for the next page.
    """

    replies: tuple[ReceivedReply, ...]
    findings: tuple[Finding, ...]
    state: MailboxState
    more: bool


@dataclass(frozen=True, slots=True)
class SealedMessage:
    """A deposit: `payload` is frame 4, `id` its item's id, `state` what the mailbox will then hold."""

    id: ItemId
    payload: bytes
    state: MailboxState

    @property
    def done(self) -> Hash:
        """H(payload): what the portal must answer."""
        return sha256(self.payload)


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
    if keyring.number < state.keyring:
        raise Refused("the keyring is older than one this mailbox has seen")
    item = item or ItemId(new_id())
    message = Message(topic, text, state.sent, state.reply, files.files, identity is not None)
    document = message.encode()
    seq, recipients = state.seq + 1, Recipients(state.pk)
    item_frame = seal_item(
        instance, state.folder, item, "message", seq, document=document, author=keys.sign_seed, to=recipients
    )
    gone = frozenset(state.left_out) | {removed.oid for removed in state.removed}
    name = seal_identity(instance, keyring, state.folder, item, identity, gone)
    new_state = replace(state, keyring=keyring.number, seq=seq, sent=sha256(document))
    payload = pack(
        FrameType.MESSAGE,
        keys.lookup,
        keys.auth,
        keyring.hash,
        b"".join(name.slots),
        name.body,
        u32(files.parts),
        files.tree,
        item_frame,
        sha256(sealed_state),
        seal_state(instance, keys, new_state),
    )
    return SealedMessage(item, payload, new_state)


def open_replies(
    instance: Instance, keys: CodeKeys, state: MailboxState, keyring: Keyring, slots: Sequence[bytes]
) -> OpenedReplies:
    """Open what the mailbox's pages held, random filling among it, and check each and all together.

    A reply counts only if its signer has `replies`, was not left out, nor removed at or before its seq, and
    the folder's epoch does not fall.
    """
    begun = any(not slot.startswith(REPLY_START) for slot in slots)
    opened, refused = _open_each(instance, keys, state, keyring, slots)
    followed = follow(opened, state, keyring)
    findings = (*refused, *followed.refused, *_thread_findings(followed, state, begun=begun))
    lowest = min((reply.seq for reply in opened), default=1)
    return OpenedReplies(followed.replies, findings, followed.state, more=lowest > 1 and not begun)


def _open_each(
    instance: Instance, keys: CodeKeys, state: MailboxState, keyring: Keyring, slots: Sequence[bytes]
) -> tuple[list[ReceivedReply], list[Finding]]:
    found: dict[tuple[int, Hash], ReceivedReply] = {}
    refused: list[Finding] = []
    for slot in (slot for slot in slots if slot.startswith(REPLY_START)):
        try:
            reply = _open_reply(instance, keys, state, keyring, slot)
        except CandourError as error:
            refused.append(Finding(Fault.REFUSED, 0, str(error)))
        else:
            found[reply.seq, reply.hash] = reply
    return sorted(found.values(), key=lambda reply: reply.seq), refused


def _open_reply(
    instance: Instance, keys: CodeKeys, state: MailboxState, keyring: Keyring, slot: bytes
) -> ReceivedReply:
    frame = parse_item_frame(slot)
    if frame.kind != "reply" or not frame.seq:
        raise Malformed("a mailbox holds an item that is not a reply")
    author_of = reply_author(keyring, state.left_out)
    item = open_item(instance, state.folder, frame, keys.reply_seed, author_of, as_reporter=True)
    return ReceivedReply(item.seq, item.hash, Reply.decode(item.document))


def _thread_findings(followed: FollowedReplies, state: MailboxState, *, begun: bool) -> tuple[Finding, ...]:
    links = [reply.link for reply in followed.replies]
    known = {0: NO_HASH} | ({state.reply.seq: state.reply.hash} if state.reply else {})
    newest = links[-1].seq if links else 0
    lost = state.reply is not None and newest < state.reply.seq
    return (
        *chain_findings(links, known, begun=begun),
        *ack_findings(links, {state.seq: state.sent}, state.seq),
        *([Finding(Fault.ROLLED_BACK, newest, "a reply seen before is missing")] if lost else []),
    )
