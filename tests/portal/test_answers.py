"""Asking with a code: one size, one answer, nothing learnt from it."""

import os

import pytest

from crypto.frame import REPLY, STATE, FrameType, pack, unpack
from crypto.seeds import new_id


def deliver(collector, lookup, seq):
    slot = os.urandom(REPLY)
    told = collector.execute("select postbox.deliver(%s, %s, %s)", [lookup, seq, slot]).fetchone()
    assert told == ("done",)
    return slot


def fields(answer):
    assert answer.status_code == 200
    return unpack(answer.data, FrameType.ANSWER)


def test_unknown_code_and_wrong_auth_get_the_same_answer_as_a_right_one(sender):
    sender.send(sender.seal())
    right = sender.ask()
    wrong = sender.ask(auth=os.urandom(32))
    unknown = sender.ask(lookup=new_id())

    shapes = [(each.status_code, len(each.data), sorted(each.headers)) for each in (right, wrong, unknown)]
    assert shapes[0] == shapes[1] == shapes[2]
    assert dict(right.headers) == dict(wrong.headers) == dict(unknown.headers)


def test_no_reply_and_a_reply_and_five_replies_are_one_size(sender, collector):
    sender.send(sender.seal())
    sizes = {len(sender.ask().data)}
    for seq in range(1, 6):
        deliver(collector, sender.keys.lookup, seq)
        sizes.add(len(sender.ask().data))

    assert sizes == {6 + 5 * 4 + STATE + 4 * REPLY}


def test_the_newest_four_come_first_and_older_ones_on_request(sender, collector):
    sender.send(sender.seal())
    slots = {seq: deliver(collector, sender.keys.lookup, seq) for seq in range(1, 7)}

    newest, older, none = (fields(sender.ask(page=page))[1:] for page in (0, 1, 2))

    assert newest == tuple(slots[seq] for seq in (6, 5, 4, 3))
    assert older[:2] == (slots[2], slots[1])
    assert not set(older[2:]) & set(slots.values())
    assert not set(none) & set(slots.values())


def test_every_answer_to_an_unknown_code_is_random_afresh(sender):
    once, again = fields(sender.ask()), fields(sender.ask())

    assert not set(once) & set(again)
    assert all(len(set(field)) > 200 for field in once)


def test_a_wrong_auth_learns_nothing_that_is_stored(sender, collector):
    sender.send(sender.seal())
    slot = deliver(collector, sender.keys.lookup, 1)
    state = fields(sender.ask())[0]

    wrong = fields(sender.ask(auth=os.urandom(32)))

    assert state not in wrong
    assert slot not in wrong


@pytest.mark.parametrize("page", [0, 1, 2**31, 2**32 - 1])
def test_any_page_number_is_answered(sender, page):
    sender.send(sender.seal())

    assert len(fields(sender.ask(page=page))) == 5


def test_a_ticket_opens_one_answer(sender):
    request = new_id()
    frame = pack(
        FrameType.ASK, request, sender.ticket(request), sender.keys.lookup, sender.keys.auth, bytes(4)
    )

    first, second = sender.post("ask", frame), sender.post("ask", frame)

    assert (first.status_code, second.status_code) == (200, 400)
    assert second.get_json() == {"error": "the ticket was used before: begin again"}


def test_a_reply_delivered_twice_is_one_and_other_bytes_are_refused(sender, collector):
    sender.send(sender.seal())
    slot = deliver(collector, sender.keys.lookup, 1)

    def told(lookup, value):
        return collector.execute("select postbox.deliver(%s, 1, %s)", [lookup, value]).fetchone()[0]

    assert told(sender.keys.lookup, slot) == "done"
    assert told(sender.keys.lookup, os.urandom(REPLY)) == "conflict"
    assert told(new_id(), slot) == "unknown"


def test_the_postbox_can_be_refilled_from_casework(sender, collector, owner):
    sender.send(sender.seal())
    slot = deliver(collector, sender.keys.lookup, 1)
    state = fields(sender.ask())[0]
    owner.execute("delete from postbox.mailbox where lookup = %s", [sender.keys.lookup])
    assert state not in fields(sender.ask())

    values = [sender.keys.lookup, sender.keys.auth_hash, state]
    collector.execute("select postbox.refill(%s, %s, %s)", values)
    collector.execute("select postbox.deliver(%s, 1, %s)", [sender.keys.lookup, slot])

    assert fields(sender.ask())[:2] == (state, slot)


def test_what_follows_a_code_is_never_cached(sender):
    sender.send(sender.seal())

    assert sender.ask().headers["Cache-Control"] == "no-store"
    assert sender.post("begin", b"").headers["Cache-Control"] == "no-store"


def test_a_report_of_ten_words_and_one_of_a_thousand_are_one_size(sender, another):
    short, long = sender.seal("word " * 10), another().seal("word " * 1000)

    assert len(short.payload) == len(long.payload)
    answers = [each.send(report) for each, report in ((sender, short), (sender, long))]
    assert len({len(answer.data) for answer in answers if answer.status_code == 200}) == 1
