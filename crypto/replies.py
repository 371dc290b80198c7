"""Following replies in order: who has been removed by then, to which folder key to write (protocol §6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from crypto.errors import Malformed
from crypto.keyring import Keyring
from crypto.letter import Ack, Removed
from crypto.names import Oid
from crypto.seeds import check_exchange_public
from crypto.state import MailboxState
from crypto.thread import Fault, Finding, ReceivedReply


@dataclass(frozen=True, slots=True)
class FollowedReplies:
    """Replies that count, those refused, and the state with all that the former taught."""

    replies: tuple[ReceivedReply, ...]
    refused: tuple[Finding, ...]
    state: MailboxState


def follow(opened: Sequence[ReceivedReply], state: MailboxState, keyring: Keyring) -> FollowedReplies:
    """Go through replies, each well signed and in order of seq, and learn from those that count.

    Nothing is learnt from a number that two different replies bear.
    """
    counted: list[ReceivedReply] = []
    refused: list[Finding] = []
    learnt = replace(state, keyring=max(state.keyring, keyring.number))
    for reply in opened:
        why = _objection(reply, learnt, state, keyring)
        if why:
            refused.append(Finding(Fault.REFUSED, reply.seq, why))
            continue
        counted.append(reply)
        if _is_new(reply, state) and sum(each.seq == reply.seq for each in opened) == 1:
            learnt = _learn(learnt, reply)
    return FollowedReplies(tuple(counted), tuple(refused), learnt)


def _is_new(reply: ReceivedReply, state: MailboxState) -> bool:
    return state.reply is None or reply.seq > state.reply.seq


def _objection(
    reply: ReceivedReply, learnt: MailboxState, state: MailboxState, keyring: Keyring
) -> str | None:
    """Why this reply does not count, if it does not."""
    folder, signer = reply.reply.folder, keyring.signer(reply.reply.by, reply.reply.on)
    removed = _first_removals((*learnt.removed, *folder.removed))
    if signer and removed.get(signer.oid, reply.seq + 1) <= reply.seq:
        return "a reply by somebody who had been removed"
    if not _is_new(reply, state):
        return "a reply from a later key of the folder" if folder.epoch > state.epoch else None
    if folder.epoch < learnt.epoch:
        return "a reply that takes the folder back to an older key"
    if folder.epoch == learnt.epoch and folder.pk != learnt.pk:
        return "a reply that names another key for the folder"
    try:
        check_exchange_public(folder.pk)
    except Malformed:
        return "a reply that names a key for the folder that is none"
    return None


def _learn(learnt: MailboxState, reply: ReceivedReply) -> MailboxState:
    removals = _first_removals((*learnt.removed, *reply.reply.folder.removed))
    return replace(
        learnt,
        epoch=reply.reply.folder.epoch,
        pk=reply.reply.folder.pk,
        removed=tuple(Removed(oid, seq) for oid, seq in sorted(removals.items())),
        reply=Ack(reply.seq, reply.hash),
    )


def _first_removals(removed: Iterable[Removed]) -> dict[Oid, int]:
    """Each person's first removal: a later reply cannot take it back."""
    first: dict[Oid, int] = {}
    for each in removed:
        first[each.oid] = min(each.seq, first.get(each.oid, each.seq))
    return first
