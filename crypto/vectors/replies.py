"""Vectors of reply threads, whole, broken, and by people who may not write them."""

from dataclasses import replace
from functools import partial
from typing import Any

from crypto.letter import Ack, FolderKey, Removed
from crypto.names import NO_HASH
from crypto.seeds import exchange_public
from crypto.state import seal_state
from crypto.vectors.case import Case, ok
from crypto.vectors.cast import (
    CLERK,
    DEPUTY,
    FORMER,
    INSTANCE,
    KEYRING,
    REVIEWER,
    STRANGER,
    seed,
)
from crypto.vectors.story import ENTROPY, Story


def _mailbox(story: Story, replies: list[bytes], **different: Any) -> dict[str, Any]:
    """What `open_replies` gets: the state as sealed, the code, the keyring, slots newest first."""
    state = different.pop("state", story.sealed.state)
    sealed = seal_state(INSTANCE, story.keys, state)
    known = {"iid": INSTANCE.iid, "entropy": ENTROPY, "keyring_document": KEYRING.document}
    fill = [b"filling"] if different.pop("begun", True) else []
    return {**known, "sealed_state": sealed, "slots": [*reversed(replies), *fill], **different}


def replies() -> list[Case]:
    """Whole threads: `seqs` are those that count, `epoch` and `reply_seq` what the state has learnt."""
    story = Story(identity=None)
    first = story.reply(1, NO_HASH)
    moved = FolderKey(2, exchange_public(seed("epoch two")), (Removed(REVIEWER.oid, 2),))
    second = story.reply(2, story.hash_of(first), folder=moved)
    whole = {"findings": [], "epoch": 2, "reply_seq": 2}
    return [
        ok(
            "none",
            "open_replies",
            **_mailbox(story, []),
            seqs=[],
            findings=[],
            epoch=1,
            reply_seq=0,
            more=False,
        ),
        ok("two", "open_replies", **_mailbox(story, [first, second]), seqs=[1, 2], **whole, more=False),
        ok(
            "newest page",
            "open_replies",
            **_mailbox(story, [second], begun=False),
            seqs=[2],
            **whole,
            more=True,
        ),
    ]


def hostile_replies() -> list[Case]:
    """Threads that are not whole: `findings` name each fault, in order, and the number it was found at."""
    story = Story(identity=None)
    first = story.reply(1, NO_HASH)
    hash_ = story.hash_of(first)
    knows = replace(story.sealed.state, reply=Ack(1, hash_))

    case = partial(_faulty, story)
    return [
        case("dropped", [story.reply(2, hash_)], [2], ("gap", 2)),
        case("forked", [story.reply(1, NO_HASH, text="Other")], [1], ("fork", 1), state=knows),
        case("acknowledges too much", [story.reply(1, NO_HASH, ack=Ack(7, hash_))], [1], ("ack-beyond", 1)),
        case(
            "acknowledges another text", [story.reply(1, NO_HASH, ack=Ack(0, hash_))], [1], ("ack-other", 1)
        ),
        case("rolled back", [], [], ("rolled-back", 0), state=knows),
    ]


def hostile_authors() -> list[Case]:
    """Replies by people who may not write them; shaped like `hostile_replies`."""
    story = Story(identity=None)
    removed = replace(story.sealed.state, removed=(Removed(REVIEWER.oid, 1),))
    other = FolderKey(1, exchange_public(seed("planted")))
    case = partial(_faulty, story)
    return [
        case("by an excluded officer", [story.reply(1, NO_HASH, by=DEPUTY)], [], ("refused", 0)),
        case(
            "by a removed officer", [story.reply(1, NO_HASH, by=REVIEWER)], [], ("refused", 1), state=removed
        ),
        case("by a clerk", [story.reply(1, NO_HASH, by=CLERK)], [], ("refused", 0)),
        case("by a stranger", [story.reply(1, NO_HASH, by=STRANGER)], [], ("refused", 0)),
        case("by an ended officer", [story.reply(1, NO_HASH, by=FORMER)], [], ("refused", 0)),
        case("another folder key", [story.reply(1, NO_HASH, folder=other)], [], ("refused", 1)),
        case("swapped signature", [_resigned(story)], [], ("refused", 0)),
    ]


def _faulty(
    story: Story, name: str, replies_: list[bytes], seqs: list[int], *findings: tuple[str, int], **more: Any
) -> Case:
    found = [{"fault": fault, "seq": seq} for fault, seq in findings]
    return ok(name, "open_replies", **_mailbox(story, replies_, **more), seqs=seqs, findings=found)


def _resigned(story: Story) -> bytes:
    """A reply in the Monitoring Officer's name, signed by a stranger."""
    return story.reply(1, NO_HASH, sseed=STRANGER.sseed)
