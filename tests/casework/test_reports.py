"""A sealed report reaches the officers left ticked, and nobody else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casework.status import status
from crypto.chain import verify_chain
from crypto.deposit import parse_item_frame, parse_report_frame
from crypto.errors import CannotOpen
from crypto.opening import open_report
from tests.casework.acting import TODAY, raw
from tests.casework.reporting import one_file


def test_an_officer_opens_what_a_reporter_sealed(demo, reporter, monitoring_officer):
    folder = reporter.reports("The invoices were signed twice")
    demo.carry()

    assert [line["folder"] for line in monitoring_officer.inbox()] == [folder.hex()]
    assert monitoring_officer.opens(folder).report.answers == {"what": "The invoices were signed twice"}


def test_an_officer_left_out_sees_no_row_no_page_and_no_part(demo, reporter, monitoring_officer, deputy):
    folder = reporter.reports("It is the Monitoring Officer", leaving_out=[monitoring_officer.officer])
    demo.carry()

    assert monitoring_officer.inbox() == []
    for path in ("", "/thread", "/parts/0"):
        assert monitoring_officer.client.get(f"/api/reports/{folder.hex()}{path}").status_code == 404
    assert deputy.opens(folder).report.answers == {"what": "It is the Monitoring Officer"}


def test_a_folder_that_never_was_answers_like_one_that_is_not_yours(demo, reporter, monitoring_officer):
    folder = reporter.reports("x", leaving_out=[monitoring_officer.officer])
    demo.carry()

    mine = monitoring_officer.client.get(f"/api/reports/{folder.hex()}")
    absent = monitoring_officer.client.get(f"/api/reports/{bytes(16).hex()}")
    assert (mine.status_code, mine.data) == (absent.status_code, absent.data)


def test_files_come_back_part_by_part(demo, reporter, monitoring_officer):
    folder = bytes(range(16))
    files, parts = one_file(demo.instance, folder, b"\x07" * 1_500_000)
    reporter.posts(reporter.seals("see the photo", files=files, folder=folder), parts)
    demo.carry()

    address = f"/api/reports/{folder.hex()}/parts/"
    assert monitoring_officer.fetches(folder)["parts"] == len(parts) == 2
    assert [monitoring_officer.client.get(f"{address}{n}").data for n in range(2)] == parts
    assert monitoring_officer.client.get(f"{address}2").status_code == 404


def test_a_reply_reaches_the_reporters_mailbox_and_a_message_comes_back(demo, reporter, monitoring_officer):
    folder = reporter.reports("Something is wrong")
    demo.carry()
    frame = monitoring_officer.seals_reply(folder, "Thank you. We are looking.")
    assert monitoring_officer.sends_reply(folder, frame).status_code == 201
    demo.carry()

    assert reporter.mailbox()[1][0] == frame
    assert [reply["delivered"] for reply in monitoring_officer.thread(folder)["replies"]] == [True]

    assert monitoring_officer.inbox()[0]["waiting"] is False
    reporter.writes("There is more")
    demo.carry()
    line = monitoring_officer.inbox()[0]
    assert (line["messages"], line["replies"], line["waiting"]) == (1, 1, True)
    assert len(monitoring_officer.thread(folder)["messages"]) == 1


def test_a_reply_whose_number_is_taken_must_be_sealed_again(demo, reporter, monitoring_officer, deputy):
    folder = reporter.reports("Something is wrong")
    demo.carry()
    mine, theirs = (each.seals_reply(folder, "Hello") for each in (monitoring_officer, deputy))

    assert monitoring_officer.sends_reply(folder, mine).status_code == 201
    assert deputy.sends_reply(folder, theirs).status_code == 409
    assert len(deputy.thread(folder)["replies"]) == 1
    assert len(deputy.thread(folder)["events"]) == 2


def test_opening_is_noted_once_and_shown_to_its_own_officer_only(demo, reporter, monitoring_officer, deputy):
    folder = reporter.reports("Something is wrong")
    demo.carry()
    stale = deputy.reading(folder)

    assert monitoring_officer.notes_reading(folder).status_code == 201
    assert monitoring_officer.inbox()[0]["opened"] is True
    assert deputy.inbox()[0]["opened"] is False
    assert deputy.adds_event(folder, stale).status_code == 409


def test_a_colleagues_reading_cannot_be_forged(demo, reporter, monitoring_officer, deputy):
    folder = reporter.reports("Something is wrong")
    demo.carry()

    assert deputy.notes_reading(folder, by=monitoring_officer.kid()).status_code == 400
    assert len(deputy.thread(folder)["events"]) == 1


def test_a_flipped_bit_in_the_store_opens_to_nothing(demo, reporter, monitoring_officer):
    folder = reporter.reports("Something is wrong")
    demo.carry()
    found = monitoring_officer.fetches(folder)
    item = bytearray(raw(found["item"]))
    item[-1] ^= 1
    seed, frame = monitoring_officer.folder_seed(folder), parse_item_frame(bytes(item))
    with pytest.raises(CannotOpen):
        open_report(demo.instance, folder, seed, frame, [demo.keyring()])


def test_the_ledger_of_a_folder_verifies_from_collector_to_reply(demo, reporter, monitoring_officer, deputy):
    folder = reporter.reports("Something is wrong", leaving_out=[deputy.officer])
    demo.carry()
    monitoring_officer.notes_reading(folder)
    monitoring_officer.sends_reply(folder, monitoring_officer.seals_reply(folder, "Thank you"))
    reporter.writes("There is more")
    demo.carry()

    frames = [raw(event["frame"]) for event in monitoring_officer.thread(folder)["events"]]
    ledger = verify_chain(frames, demo.instance, folder, [demo.keyring()])
    assert [event.act for event in ledger.events] == ["received", "read", "add", "add"]
    assert ledger.barred == {deputy.officer.oid}


def test_an_event_from_tomorrow_or_before_the_last_one_is_refused(demo, reporter, monitoring_officer):
    folder = reporter.reports("Something is wrong")
    demo.carry()
    for days in (-1, 1):
        day = TODAY + timedelta(days=days)
        assert monitoring_officer.notes_reading(folder, on=day).status_code == 409


def test_a_deposit_that_cannot_be_routed_is_kept_aside_and_shown_to_nobody(
    demo, reporter, monitoring_officer
):
    sealed = reporter.seals("Something is wrong")
    frame = parse_report_frame(sealed.payload)
    spoiled = sealed.payload.replace(frame.route, frame.route[:-1] + bytes([frame.route[-1] ^ 1]))
    reporter.posts(replace(sealed, payload=spoiled))
    demo.carry()

    assert monitoring_officer.inbox() == []
    looked = status(demo.collector.casework, demo.collector.postbox)
    assert (looked.refused, looked.waiting.deposits) == (1, 0)
    assert looked.alarms(TODAY)[0].startswith("1 deposits could not be filed")


def test_the_inbox_comes_in_pages_of_twenty_without_a_total(demo, reporter, monitoring_officer):
    folders = {reporter.reports(f"report {n}").hex() for n in range(21)}
    demo.carry()
    first, second = (monitoring_officer.client.get(f"/api/inbox?page={n}").json for n in range(2))

    assert (len(first["reports"]), first["more"], len(second["reports"]), second["more"]) == (
        20,
        True,
        1,
        False,
    )
    assert {line["folder"] for line in first["reports"] + second["reports"]} == folders
    assert set(first) == {"page", "more", "reports"}
