"""Messages: in their mailbox's order, once, and nothing learnt by guessing."""

import hashlib
import os

import pytest

from crypto.errors import CannotOpen
from crypto.frame import FrameType, pack, unpack
from crypto.mailbox import open_state
from crypto.seeds import new_id


def sha256(value):
    return hashlib.sha256(value).digest()


def test_a_message_moves_the_mailbox_on(sender, stored):
    sender.send(sender.seal())
    message = sender.message()

    assert sender.send(message).status_code == 200

    assert sender.mailbox()[1].seq == message.state.seq == 1
    assert stored()["deposit"] == 2


def test_what_proves_a_mailbox_its_own_is_never_stored(sender, owner):
    sender.send(sender.seal())
    sender.send(sender.message())
    sender.ask()

    for table in ("deposit", "done", "mailbox", "reply", "spent", "part", "published"):
        rows = owner.execute(f"select t::text from postbox.{table} t").fetchall()
        assert not [row for (row,) in rows if sender.keys.auth.hex() in row]


def test_the_same_message_sent_again_is_the_same_message(sender, stored):
    sender.send(sender.seal())
    message = sender.message()

    first, again = sender.send(message), sender.send(message)

    assert (again.status_code, again.data) == (200, first.data)
    assert stored()["deposit"] == 2


def test_a_message_written_on_an_old_state_is_refused(sender, stored):
    sender.send(sender.seal())
    message, rival = sender.message("first"), sender.message("second, from another window")
    sender.send(message)

    assert sender.send(rival).status_code == 409
    assert stored()["deposit"] == 2
    assert sender.mailbox()[1] == message.state


def test_a_message_to_no_mailbox_and_one_with_a_wrong_auth_get_the_same_answer(sender, stored):
    sender.send(sender.seal())
    message = sender.message()
    fields = list(unpack(message.payload, FrameType.MESSAGE))
    answers = []
    for place, wrong in ((0, new_id()), (1, os.urandom(32))):
        changed = [*fields]
        changed[place] = wrong
        payload = pack(FrameType.MESSAGE, *changed)
        frame = pack(FrameType.SEND, message.id, sender.ticket(message.id), payload)
        answers.append(sender.post("send", frame))

    assert [answer.status_code for answer in answers] == [409, 409]
    assert answers[0].data == answers[1].data
    assert stored()["deposit"] == 1
    assert sender.send(message).status_code == 200


def test_messages_are_collected_in_the_order_of_their_mailbox(sender, collector):
    report = sender.seal()
    sender.send(report)
    messages = []
    for _ in range(2):
        messages.append(sender.message())
        sender.send(messages[-1])
    expected = [report, *messages]

    for deposit in expected:
        assert [row[0] for row in collector.execute("select postbox.waiting(10)")] == [deposit.id]
        collector.execute("select postbox.forget(%s, %s)", [deposit.id, sha256(deposit.payload)])
    assert collector.execute("select postbox.waiting(10)").fetchall() == []


def test_a_random_answer_does_not_open(sender):
    sealed, *_ = unpack(sender.ask().data, FrameType.ANSWER)

    with pytest.raises(CannotOpen):
        open_state(sender.office.instance, sender.keys, sealed)
