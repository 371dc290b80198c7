"""Words both ways after the report: who may write, and what shows when something is missing or made up."""

from dataclasses import replace

import pytest

from crypto.answer import answer, parse_answer
from crypto.context import sha256
from crypto.deposit import parse_item_frame, parse_message_frame
from crypto.errors import BadSignature, CannotOpen, Refused, TooLarge
from crypto.identity import open_identity, open_share
from crypto.letter import FolderKey, Removed
from crypto.mailbox import Fault, open_replies, open_state, seal_message
from crypto.names import NO_HASH
from crypto.opening import check_messages, message_identity_slots, open_message, open_reply
from crypto.seeds import exchange_public, new_seed
from crypto.vectors.cast import (
    DEPUTY,
    INSTANCE,
    KEYRING,
    MONITORING,
    REVIEWER,
    STRANGER,
)
from crypto.vectors.story import NAME, Story


@pytest.fixture(scope="module")
def story():
    return Story(identity=None)


def page(story, *replies):
    return parse_answer(answer(story.frame.state, replies))[1]


def remembered(story):
    return open_state(INSTANCE, story.keys, story.frame.state)


def test_words_go_both_ways_and_each_side_sees_the_other_has_read(story):
    first = story.reply(1, NO_HASH)
    inbox = open_replies(INSTANCE, story.keys, remembered(story), KEYRING, page(story, first))
    sent = seal_message(
        INSTANCE,
        KEYRING,
        story.keys,
        inbox.state,
        story.frame.state,
        topic="more",
        text="Also this",
        identity=NAME,
    )
    frame = parse_message_frame(sent.payload)
    message = open_message(INSTANCE, story.opened, [story.seed], frame.item)
    reply = open_reply(INSTANCE, story.opened, [new_seed(), story.seed], KEYRING, parse_item_frame(first))

    assert [each.reply.text for each in inbox.replies] == ["Reply 1. Thank you – diolch."]
    assert (message.message.text, message.seq, message.message.ack.seq) == ("Also this", 1, 1)
    assert check_messages(story.opened, [message], [reply]) == ()
    assert open_state(INSTANCE, story.keys, frame.state) == sent.state
    assert frame.old_state == sha256(story.frame.state)


def test_a_name_in_a_message_opens_to_one_of_each_group_together(story):
    sent = seal_message(
        INSTANCE,
        KEYRING,
        story.keys,
        remembered(story),
        story.frame.state,
        topic="me",
        text="It is I",
        identity=NAME,
    )
    frame = parse_message_frame(sent.payload)
    held = {slot.holder.oid: sealed_share for slot, sealed_share in message_identity_slots(KEYRING, frame)}
    where = (INSTANCE, story.frame.folder, frame.id)
    shares = {
        group: open_share(*where, who.kid, group, who.xseed, held[who.oid])
        for group, who in ((1, MONITORING), (2, REVIEWER))
    }

    assert open_identity(*where, shares, frame.identity) == NAME
    with pytest.raises(CannotOpen):
        open_share(*where, DEPUTY.kid, 1, DEPUTY.xseed, held[DEPUTY.oid])


def test_a_message_too_long_for_one_is_refused_before_it_is_sent(story):
    with pytest.raises(TooLarge):
        seal_message(
            INSTANCE,
            KEYRING,
            story.keys,
            remembered(story),
            story.frame.state,
            topic="more",
            text="x" * 16_384,
        )


def test_a_message_is_not_sealed_under_a_keyring_older_than_one_seen(story):
    with pytest.raises(Refused):
        seal_message(
            INSTANCE,
            KEYRING,
            story.keys,
            replace(remembered(story), keyring=2),
            story.frame.state,
            topic="more",
            text="x",
        )


def test_a_message_by_somebody_else_is_forged(story):
    sent = seal_message(
        INSTANCE,
        KEYRING,
        replace(story.keys, sign_seed=STRANGER.sseed),
        remembered(story),
        story.frame.state,
        topic="more",
        text="x",
    )

    with pytest.raises(BadSignature):
        open_message(INSTANCE, story.opened, [story.seed], parse_message_frame(sent.payload).item)


def test_a_missing_message_and_an_acknowledged_reply_never_written_show(story):
    state = replace(remembered(story), seq=1)
    sent = seal_message(INSTANCE, KEYRING, story.keys, state, story.frame.state, topic="more", text="second")
    message = open_message(INSTANCE, story.opened, [story.seed], parse_message_frame(sent.payload).item)
    known = open_replies(
        INSTANCE, story.keys, remembered(story), KEYRING, page(story, story.reply(1, NO_HASH))
    ).state
    acked = seal_message(INSTANCE, KEYRING, story.keys, known, story.frame.state, topic="more", text="x")
    other = open_message(INSTANCE, story.opened, [story.seed], parse_message_frame(acked.payload).item)

    assert [found.fault for found in check_messages(story.opened, [message], [])] == [Fault.GAP]
    assert [found.fault for found in check_messages(story.opened, [other], [])] == [Fault.ACK_BEYOND]


def test_two_recipients_shown_two_texts_shows_as_a_fork(story):
    state = remembered(story)
    texts = [
        seal_message(INSTANCE, KEYRING, story.keys, state, story.frame.state, topic="more", text=text)
        for text in ("one", "two")
    ]
    opened = [
        open_message(INSTANCE, story.opened, [story.seed], parse_message_frame(each.payload).item)
        for each in texts
    ]

    assert [found.fault for found in check_messages(story.opened, opened, [])] == [Fault.FORK]


def test_a_removed_officer_cannot_write_later_nor_take_the_removal_back(story):
    seed = new_seed()
    moved = FolderKey(2, exchange_public(seed), (Removed(REVIEWER.oid, 1),))
    first = story.reply(1, NO_HASH, folder=moved)
    back = story.reply(2, story.hash_of(first), by=REVIEWER, folder=FolderKey(2, exchange_public(seed)))
    inbox = open_replies(INSTANCE, story.keys, remembered(story), KEYRING, page(story, back, first))

    assert [each.seq for each in inbox.replies] == [1]
    assert [(found.fault, found.seq) for found in inbox.findings] == [(Fault.REFUSED, 2)]
    assert (inbox.state.epoch, inbox.state.removed) == (2, (Removed(REVIEWER.oid, 1),))


def test_a_reply_that_takes_the_folder_back_to_an_older_key_is_refused(story):
    state = replace(remembered(story), epoch=2, pk=exchange_public(new_seed()))
    inbox = open_replies(INSTANCE, story.keys, state, KEYRING, page(story, story.reply(1, NO_HASH)))

    assert (inbox.replies, [found.fault for found in inbox.findings]) == ((), [Fault.REFUSED])
