"""A sealed report reaches the officers left ticked, and nobody else."""

from crypto.errors import CandourError
from tests.casework.acting import one_file, raw


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
    stale = deputy.event(folder, "read")

    assert monitoring_officer.notes_reading(folder).status_code == 201
    assert monitoring_officer.inbox()[0]["opened"] is True
    assert deputy.inbox()[0]["opened"] is False
    again = deputy.client.post(
        f"/api/reports/{folder.hex()}/events",
        json={"frame": __import__("base64").b64encode(stale).decode()},
        headers={"Origin": "http://localhost:8001"},
    )
    assert again.status_code == 409


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
    try:
        from crypto.deposit import parse_item_frame
        from crypto.opening import open_report

        seed = monitoring_officer.folder_seed(folder)
        open_report(demo.instance, folder, seed, parse_item_frame(bytes(item)), [demo.keyring()])
    except CandourError:
        return
    raise AssertionError("a changed report was opened")
