"""A report, its mailbox, its replies: who can open what, and that sizes tell nothing."""

import subprocess
import sys
from dataclasses import replace

import pytest

from crypto.answer import answer, decoy, parse_answer
from crypto.code import derive_keys, new_code
from crypto.context import sha256
from crypto.deposit import parse_report_frame
from crypto.errors import CandourError, CannotOpen, Refused
from crypto.frame import REPLY
from crypto.keyring import offers_identity, open_groups, slots
from crypto.mailbox import open_state
from crypto.names import NO_HASH, FolderId, Oid
from crypto.opening import open_route
from crypto.publish import verify_keyrings
from crypto.report import seal_report
from crypto.seeds import exchange_public, new_id
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
    keyring_signed,
    short,
)
from crypto.vectors.story import NAME, Story
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
