"""A report, its mailbox, its replies: who can open what, and that sizes tell nothing."""

import subprocess
import sys
from dataclasses import replace

import pytest

from crypto.answer import answer, decoy, parse_answer
from crypto.code import derive_keys, new_code
from crypto.context import sha256
from crypto.deposit import parse_message_frame, parse_report_frame
from crypto.errors import BadSignature, CandourError, CannotOpen, Refused, TooLarge
from crypto.frame import REPLY
from crypto.identity import open_identity, open_share
from crypto.keyring import offers_identity, open_groups, slots
from crypto.letter import FolderKey, Removed
from crypto.mailbox import Fault, open_replies, open_state, seal_message
from crypto.names import NO_HASH, FolderId, Oid
from crypto.opening import check_messages, message_identity_slots, open_message, open_reply, open_route
from crypto.publish import verify_keyrings
from crypto.report import seal_report
from crypto.seeds import exchange_public, new_id, new_seed
from crypto.vectors.cast import (
    CLERK,
    COLLECTOR,
    DEPUTY,
    GROUP,
    INSTANCE,
    KEYRING,
    KEYRING_SIGNED,
    MONITORING,
    REVIEWER,
    ROOT,
    STRANGER,
    keyring_signed,
    short,
)
from crypto.vectors.letters import NAME, Story, parse_item_frame
from crypto.wrap import unwrap_folder_seed

KEYS = derive_keys(INSTANCE, new_code())


@pytest.fixture(scope="module")
def story():
    return Story(identity=None)


def sealed(**different):
    parts = {"answers": {"what": "x"}, "language": "en", "sealed_by": "browser", **different}
    return seal_report(INSTANCE, KEYRING, KEYS, folder=FolderId(new_id()), **parts)


def can_open(payload, who):
    frame = parse_report_frame(payload)
    at = [slot.id for slot in slots(KEYRING)].index(who.kid)
    seed = unwrap_folder_seed(INSTANCE, frame.folder, 1, who.kid, frame.pk_hash, who.xseed, frame.slots[at])
    return sha256(exchange_public(seed)) == frame.pk_hash


def page(story, *replies):
    return parse_answer(answer(story.frame.state, replies))[1]


def remembered(story):
    return open_state(INSTANCE, story.keys, story.frame.state)


def test_an_officer_left_out_cannot_open_the_report():
    payload = sealed(left_out=frozenset({MONITORING.oid})).payload

    assert can_open(payload, DEPUTY)
    with pytest.raises(CannotOpen):
        can_open(payload, MONITORING)


def test_a_group_with_a_left_out_holder_is_left_out_with_them():
    frame = parse_report_frame(sealed(left_out=frozenset({MONITORING.oid})).payload)
    route = open_route(INSTANCE, KEYRING, COLLECTOR.xseed, frame)

    assert GROUP.rid not in route.to
    assert route.barred == (MONITORING.oid,)
    assert open_groups(KEYRING, [MONITORING.oid]) == ()


def test_a_report_that_nobody_could_read_is_not_sealed():
    everyone = frozenset({MONITORING.oid, DEPUTY.oid, REVIEWER.oid})

    for left_out in (everyone, frozenset({Oid(short("nobody"))})):
        with pytest.raises(Refused):
            sealed(left_out=left_out)


def test_deposits_are_of_one_size_whoever_is_left_out_with_or_without_a_name_short_or_long():
    variants = [
        sealed(),
        sealed(left_out=frozenset({MONITORING.oid})),
        sealed(left_out=frozenset({CLERK.oid}), groups_left_out=frozenset({GROUP.rid})),
        sealed(identity=NAME),
        sealed(answers={"what": "word " * 1000, "who": ("a", "b")}),
        sealed(sealed_by="server", language="cy"),
    ]

    assert len({len(each.payload) for each in variants}) == 1


def test_a_name_needs_both_groups():
    left_out = frozenset({REVIEWER.oid})

    assert not offers_identity(KEYRING, left_out)
    with pytest.raises(Refused):
        sealed(identity=NAME, left_out=left_out)


def test_no_reply_one_reply_and_an_unknown_code_look_alike(story):
    reply = story.reply(1, NO_HASH)

    assert len(reply) == REPLY
    assert len(answer(story.frame.state, [])) == len(answer(story.frame.state, [reply])) == len(decoy())


def test_an_unknown_code_finds_nothing():
    state, _ = parse_answer(decoy())

    with pytest.raises(CannotOpen):
        open_state(INSTANCE, KEYS, state)


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


def test_a_slot_is_bound_to_its_holder_and_the_route_to_all_slots(story):
    frame = story.frame
    swapped = replace(frame, slots=(frame.slots[1], frame.slots[0], *frame.slots[2:]))
    fewer = replace(frame, slots=frame.slots[1:])

    for changed in (swapped, fewer, replace(frame, folder=FolderId(new_id()))):
        with pytest.raises(CandourError):
            open_route(INSTANCE, KEYRING, COLLECTOR.xseed, changed)


def test_a_chain_of_keyrings_has_no_gap_and_no_fork():
    second = keyring_signed(number=2, prev=KEYRING.hash)
    third = keyring_signed(number=3, prev=second.hash)
    frames = [each.pack() for each in (KEYRING_SIGNED, second, third)]

    assert [ring.number for ring in verify_keyrings(frames, [ROOT], INSTANCE)] == [1, 2, 3]
    with pytest.raises(Refused):
        verify_keyrings([frames[0], frames[2]], [ROOT], INSTANCE)
    with pytest.raises(Refused):
        verify_keyrings([frames[0], keyring_signed(number=2, prev=second.hash).pack()], [ROOT], INSTANCE)


def test_reading_deposits_needs_no_cryptography():
    modules = "import sys, crypto.deposit, crypto.answer; print('cryptography' in sys.modules)"

    assert subprocess.check_output([sys.executable, "-c", modules], text=True).strip() == "False"
