"""A server that changes, drops or moves what it keeps: the desk notices, says so, and shows none of it."""

import base64
import time

from playwright.sync_api import Page, Route

from tests.journeys.at_desk import reports_with_files


def changing(page: Page, path: str, change) -> None:
    """Let the server answer `path` with something else."""

    def answer(route: Route) -> None:
        response = route.fetch()
        told = response.json()
        change(told)
        route.fulfill(response=response, json=told)

    page.context.route(path, answer)


def flip(frame: str) -> str:
    raw = bytearray(base64.b64decode(frame))
    raw[-1] ^= 1
    return base64.b64encode(raw).decode()


def test_a_report_changed_by_one_bit_is_never_shown(watched, sender):
    folder = sender.reports("This will be changed on its way").hex()

    def change(told: dict) -> None:
        told["item"] = flip(told["item"])

    changing(watched.page, f"**/api/reports/{folder}", change)

    watched.waits_for("does not open with its key").click()
    watched.reads("This report does not open with its key. It is not shown.")
    assert "changed on its way" not in watched.page.content()


def test_a_message_put_into_another_thread_is_named_and_not_shown(watched, sender):
    folder = sender.reports("The thread that is tampered with").hex()
    watched.waits_for("The thread that is tampered with")
    sender.writes("Words of the real reporter")
    deadline = time.monotonic() + 30
    thread = f"/api/reports/{folder}/thread"
    while not (told := watched.asks(thread))["messages"]:
        assert time.monotonic() < deadline

    def change(told: dict) -> None:
        for message in told["messages"]:
            message["item"] = flip(message["item"])

    assert told["messages"]
    changing(watched.page, "**/thread", change)
    watched.opens("The thread that is tampered with")
    watched.reads("does not open with this report’s keys")
    watched.reads("not in the signed record")
    assert "Words of the real reporter" not in watched.page.content()


def test_a_message_held_back_is_noticed(watched, sender):
    folder = sender.reports("The thread with a message held back").hex()
    watched.waits_for("The thread with a message held back")
    sender.writes("This message is held back")
    deadline = time.monotonic() + 30
    while not watched.asks(f"/api/reports/{folder}/thread")["messages"]:
        assert time.monotonic() < deadline
    changing(watched.page, "**/thread", lambda told: told["messages"].clear())

    watched.opens("The thread with a message held back")

    watched.reads("stands in the signed record is not here")


def test_a_record_with_an_entry_cut_out_is_noticed_and_nobody_may_reply(watched, sender):
    sender.reports("The record of this is cut")
    changing(watched.page, "**/thread", lambda told: told["events"].pop(0))

    watched.opens("The record of this is cut")

    watched.reads("The record of who opened this report is broken")
    assert not watched.page.get_by_role("button", name="Seal and send reply").is_visible()


def test_a_file_changed_by_one_bit_is_not_shown(watched, sender):
    reports_with_files(sender, "The file of this is changed", notes_txt=("text/plain", b"never shown" * 50))

    def answer(route: Route) -> None:
        response = route.fetch()
        part = bytearray(response.body())
        part[100] ^= 1
        route.fulfill(response=response, body=bytes(part))

    watched.page.context.route("**/parts/*", answer)
    watched.opens("The file of this is changed")
    watched.page.get_by_role("button", name="Show notes.txt").click()

    watched.reads("This file is not as it was sent. It is not shown.")
    watched.reads("A file is not as it was sent")
