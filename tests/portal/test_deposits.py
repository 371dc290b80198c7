"""Sending reports and messages: once, whole, or not at all."""

import hashlib
import os

import pytest

from crypto.frame import FrameType, unpack
from crypto.seeds import new_id

EMPTY = {"deposit": 0, "part": 0, "done": 0, "mailbox": 1, "reply": 4}  # the decoy's mailbox and replies
ONE = {"deposit": 1, "part": 0, "done": 1, "mailbox": 2, "reply": 4}
MIB = 1 << 20


def sha256(value):
    return hashlib.sha256(value).digest()


def test_a_report_without_files_is_one_request_and_its_mailbox_opens(sender, stored):
    report = sender.seal()

    answer = sender.send(report)

    assert answer.status_code == 200
    assert unpack(answer.data, FrameType.DONE) == (report.id, sha256(report.payload))
    assert stored() == ONE
    _, state = sender.mailbox()
    assert state.folder == report.id


def test_the_same_report_sent_again_is_the_same_report(sender, stored):
    report = sender.seal()

    first, again = sender.send(report), sender.send(report)

    assert (again.status_code, again.data) == (200, first.data)
    assert stored() == ONE


def test_other_bytes_under_the_same_id_are_refused_and_nothing_changes(sender, another, stored):
    report = sender.seal()
    sender.send(report)
    other = another().seal(folder=report.id)

    answer = sender.send(other)

    assert answer.status_code == 409
    assert stored() == ONE


def test_a_second_report_cannot_take_over_a_mailbox(sender, stored):
    sender.send(sender.seal())
    sealed, _ = sender.mailbox()

    answer = sender.send(sender.seal("another report under the same code"))

    assert answer.status_code == 409
    assert stored() == ONE
    assert sender.mailbox()[0] == sealed


def test_done_survives_collection(sender, collector, stored):
    report = sender.seal()
    first = sender.send(report)
    collector.execute("select postbox.forget(%s, %s)", [report.id, sha256(report.payload)])
    assert stored()["deposit"] == 0

    again = sender.send(report)

    assert (again.status_code, again.data) == (200, first.data)
    assert stored()["deposit"] == 0


def test_nothing_is_forgotten_under_a_wrong_hash(sender, collector, stored):
    report = sender.seal()
    sender.send(report)

    assert collector.execute("select postbox.forget(%s, %s)", [report.id, bytes(32)]).fetchone() == (False,)
    assert stored() == ONE


def test_a_report_with_files_arrives_in_parts(sender, collector):
    folder = new_id()
    files, parts = sender.seal_files(folder, os.urandom(2 * MIB + 5), b"small")
    ticket = sender.ticket(folder)
    for number, part in enumerate(parts):
        answer = sender.put(folder, number, part, ticket)
        assert unpack(answer.data, FrameType.DONE) == (folder, sha256(part))

    assert sender.send(sender.seal(files=files, folder=folder), ticket).status_code == 200

    take = "select postbox.take_part(%s, %s)"
    taken = [collector.execute(take, [folder, number]).fetchone()[0] for number in range(len(parts) + 1)]
    assert taken == [*parts, None]


def test_a_part_sent_twice_is_stored_once_and_other_bytes_are_refused(sender, stored):
    deposit, part = new_id(), os.urandom(MIB)

    first, again = sender.put(deposit, 0, part), sender.put(deposit, 0, part)
    other = sender.put(deposit, 0, os.urandom(MIB))

    assert (first.status_code, again.status_code, other.status_code) == (200, 200, 409)
    assert again.data == first.data
    assert stored()["part"] == 1


def test_a_lost_connection_continues_where_it_was(sender, stored):
    folder = new_id()
    files, parts = sender.seal_files(folder, os.urandom(3 * MIB))
    report = sender.seal(files=files, folder=folder)
    sender.put(folder, 1, parts[1])

    missing = sender.send(report)

    assert missing.status_code == 409
    wanted = [0, *range(2, len(parts))]
    assert missing.get_json() == {"error": "parts are missing: " + ",".join(map(str, wanted))}
    assert stored()["done"] == 0
    for number in wanted:
        sender.put(folder, number, parts[number])
    assert sender.send(report).status_code == 200


@pytest.mark.parametrize("sizes", [(5, MIB), (MIB, MIB, MIB)], ids=["a short part first", "a part too many"])
def test_parts_that_do_not_fit_the_report_are_refused(sender, stored, sizes):
    folder = new_id()
    files, parts = sender.seal_files(folder, os.urandom(MIB + 5))
    assert len(parts) == 2
    for number, size in enumerate(sizes):
        sender.put(folder, number, os.urandom(size))

    assert sender.send(sender.seal(files=files, folder=folder)).status_code == 409
    assert stored()["done"] == stored()["deposit"] == 0


def test_no_part_is_added_to_a_report_that_was_sent(sender, stored):
    report = sender.seal()
    sender.send(report)

    assert sender.put(report.id, 0, os.urandom(MIB)).status_code == 409
    assert stored() == ONE


def test_words_are_taken_when_files_no_longer_are(app, sender, stored):
    object.__setattr__(app.extensions["intake"], "quota", 2)
    taken = [sender.put(new_id(), 0, os.urandom(MIB)).status_code for _ in range(3)]

    assert taken == [200, 200, 503]
    assert sender.send(sender.seal()).status_code == 200
    assert stored()["part"] == 2


def test_unfinished_deposits_are_forgotten_after_a_day(sender, collector, owner, stored):
    folder, unfinished = new_id(), new_id()
    files, parts = sender.seal_files(folder, b"small")
    sender.put(folder, 0, parts[0])
    sender.send(sender.seal(files=files, folder=folder))
    sender.put(unfinished, 0, os.urandom(MIB))
    today = owner.execute("select current_date").fetchone()[0]

    def swept(days):
        return collector.execute("select postbox.sweep(%s + %s::integer)", [today, days]).fetchone()[0]

    assert [swept(0), swept(1), swept(2), swept(2)] == [0, 0, 1, 0]
    assert collector.execute("select postbox.take_part(%s, 0)", [folder]).fetchone()[0] == parts[0]
    assert stored()["done"] == 1


def test_a_receipt_is_kept_as_long_as_a_code_lives(sender, collector, stored):
    report = sender.seal()
    sender.send(report)
    collector.execute("select postbox.forget(%s, %s)", [report.id, sha256(report.payload)])

    collector.execute("select postbox.sweep(current_date + 365, 365)")
    assert stored()["done"] == 1
    collector.execute("select postbox.sweep(current_date + 366, 365)")
    assert stored()["done"] == 0
