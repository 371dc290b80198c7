"""What bad input gets: a 4xx with one line of JSON, and nothing stored."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crypto.context import sha256
from crypto.frame import FrameType, pack, unpack
from crypto.seeds import new_id

ROUTES = ("begin", "put", "send", "ask")
TYPES = {"begin": FrameType.BEGIN, "put": FrameType.PUT, "send": FrameType.SEND, "ask": FrameType.ASK}
EMPTY = {"deposit": 0, "part": 0, "done": 0, "mailbox": 1, "reply": 4}
SHARED_FIXTURES = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def assert_refused(answer, *statuses):
    assert answer.status_code in (statuses or (400, 409, 413)), answer.data
    assert answer.mimetype == "application/json"
    body = answer.get_json()
    assert list(body) == ["error"]
    assert isinstance(body["error"], str)
    assert body["error"]
    assert "\n" not in body["error"]


def honest_frames(sender):
    """One right request for each route, and whom it would be stored for."""
    report = sender.seal()
    ticket = sender.ticket(report.id)
    return {
        "begin": pack(FrameType.BEGIN, new_id()),
        "put": pack(FrameType.PUT, report.id, ticket, bytes(4), b"part"),
        "send": pack(FrameType.SEND, report.id, ticket, report.payload),
        "ask": pack(FrameType.ASK, report.id, ticket, new_id(), os.urandom(32), bytes(4)),
    }


@SHARED_FIXTURES
@given(route=st.sampled_from(ROUTES), body=st.binary(max_size=300))
def test_random_bytes_are_refused(sender, route, body):
    assert_refused(sender.post(route, body))


def frame_of(kind, values):
    raw = b"".join(len(value).to_bytes(4, "big") + value for value in values)
    return b"CND1" + bytes((kind, len(values))) + raw


FIELD = st.one_of(st.binary(max_size=40), st.sampled_from([bytes(size) for size in (4, 16, 32)]))
FIELDS = st.lists(FIELD, max_size=7)


@SHARED_FIXTURES
@given(route=st.sampled_from(ROUTES[1:]), kind=st.integers(0, 12), values=FIELDS)
def test_frames_of_random_fields_are_refused(sender, route, kind, values):
    assert_refused(sender.post(route, frame_of(kind, values)))


@pytest.fixture
def honest(sender):
    return honest_frames(sender)


@SHARED_FIXTURES
@given(route=st.sampled_from(ROUTES[1:]), cut=st.integers(0, 2**32))
def test_a_request_cut_anywhere_is_refused(sender, stored, honest, route, cut):
    frame = honest[route]

    assert_refused(sender.post(route, frame[: cut % len(frame)]))
    assert stored() == EMPTY


@SHARED_FIXTURES
@given(route=st.sampled_from(ROUTES), tail=st.binary(min_size=1, max_size=20))
def test_a_request_with_a_tail_is_refused(sender, stored, honest, route, tail):
    assert_refused(sender.post(route, honest[route] + tail))
    assert stored() == EMPTY


@SHARED_FIXTURES
@given(place=st.integers(0, 2**32), bit=st.integers(0, 7))
def test_a_flipped_bit_in_frame_id_or_ticket_changes_nothing(sender, stored, honest, place, bit):
    """The ticket is JSON: a digit of the time it took may differ, and it is the same ticket."""
    frame, before = bytearray(honest["send"]), stored()
    deposit, _ticket, payload = unpack(honest["send"], FrameType.SEND)
    frame[place % (len(frame) - len(payload))] ^= 1 << bit

    answer = sender.post("send", bytes(frame))

    if answer.status_code == 200:
        assert unpack(answer.data, FrameType.DONE) == (deposit, sha256(payload))
    else:
        assert_refused(answer)
        assert stored() == before


def changed_report(sender, field, value):
    report = sender.seal()
    fields = list(unpack(report.payload, FrameType.REPORT))
    fields[field] = value(fields[field]) if callable(value) else value
    return report.id, frame_of(FrameType.REPORT, fields)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (0, bytes(16)),
        (1, bytes(32)),
        (2, bytes(31)),
        (3, lambda slots: slots + bytes(1168)),
        (3, lambda slots: slots[1168:]),
        (3, lambda slots: slots[1:]),
        (3, b""),
        (4, bytes(1167)),
        (5, bytes(1096)),
        (6, (1537).to_bytes(4, "big")),
        (6, (1).to_bytes(4, "big")),
        (7, b"\x01" + bytes(31)),
        (8, lambda item: item[:-1]),
        (8, lambda item: item + b"\0"),
        (8, b""),
        (9, bytes(15)),
        (10, bytes(33)),
        (11, bytes(16_454)),
        (11, bytes(16_456)),
        (12, b""),
    ],
)
def test_a_report_with_one_wrong_field_is_refused(sender, stored, field, value):
    deposit, payload = changed_report(sender, field, value)

    assert_refused(sender.post("send", frame_of(FrameType.SEND, [deposit, sender.ticket(deposit), payload])))
    assert stored() == EMPTY


@pytest.mark.parametrize("size", [32_854, 32_856, 32_855 + 16_384, 16_455, 72])
def test_an_item_of_a_length_that_no_padding_gives_is_refused(sender, stored, size):
    report = sender.seal()
    fields = list(unpack(report.payload, FrameType.REPORT))
    item = list(unpack(fields[8], FrameType.ITEM))
    item[5] = bytes(size)
    fields[8] = frame_of(FrameType.ITEM, item)
    payload = frame_of(FrameType.REPORT, fields)

    answer = sender.post("send", frame_of(FrameType.SEND, [report.id, sender.ticket(report.id), payload]))

    assert_refused(answer, 400)
    assert stored() == EMPTY


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (2, bytes(32)),
        (3, bytes(1168)),
        (3, lambda slots: slots + bytes(1168)),
        (4, bytes(1094)),
        (5, (1537).to_bytes(4, "big")),
        (7, lambda item: item[:-16]),
        (8, bytes(32)),
        (9, bytes(16_454)),
    ],
)
def test_a_message_with_one_wrong_field_is_refused(sender, stored, field, value):
    sender.send(sender.seal())
    before = stored()
    message = sender.message()
    fields = list(unpack(message.payload, FrameType.MESSAGE))
    fields[field] = value(fields[field]) if callable(value) else value
    payload = frame_of(FrameType.MESSAGE, fields)

    assert_refused(
        sender.post("send", frame_of(FrameType.SEND, [message.id, sender.ticket(message.id), payload]))
    )
    assert stored() == before


def test_a_ticket_for_another_id_sends_nothing(sender, stored):
    report = sender.seal()

    assert_refused(sender.send(report, sender.ticket(new_id())), 400)
    assert_refused(sender.put(report.id, 0, b"part", sender.ticket(new_id())), 400)
    assert stored() == EMPTY


def test_a_report_cannot_travel_under_another_deposits_id(sender, stored):
    report, other = sender.seal(), new_id()
    frame = pack(FrameType.SEND, other, sender.ticket(other), report.payload)

    assert_refused(sender.post("send", frame), 400)
    assert stored() == EMPTY


def test_the_keyring_before_still_counts_and_the_one_before_that_does_not(app, sender, collector, office):
    report, late = sender.seal(), sender.seal()
    notices = [office.keyring_frame(number, os.urandom(32)) for number in (2, 3)]

    collector.execute("select postbox.publish('keyring', %s)", [notices[0]])
    app.extensions["intake"].published.refresh()
    assert sender.send(report).status_code == 200
    collector.execute("select postbox.publish('keyring', %s)", [notices[1]])
    app.extensions["intake"].published.refresh()
    assert_refused(sender.send(late), 400)


@pytest.mark.parametrize("number", [1536, 2**31, 2**32 - 1])
def test_a_part_number_beyond_the_longest_stream_is_refused(sender, stored, number):
    assert_refused(sender.put(new_id(), number, b"part"), 400)
    assert stored() == EMPTY


def test_a_part_of_more_than_a_mebibyte_is_refused(sender, stored):
    deposit = new_id()
    values = [deposit, sender.ticket(deposit), bytes(4), bytes((1 << 20) + 1)]

    assert_refused(sender.post("put", frame_of(FrameType.PUT, values)), 413)
    assert stored() == EMPTY


def test_a_body_beyond_every_limit_is_refused(sender):
    assert_refused(sender.post("send", bytes(3 << 20)), 413)
