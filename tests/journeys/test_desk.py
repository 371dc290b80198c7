"""The officer's desk: what it shows, what it refuses to show, and how it locks."""

import base64
import io
import json
import time
import urllib.request

import pytest
from playwright.sync_api import Page, Route, expect

from casework.demonstration import credentials
from config.home import ROOT
from crypto.context import Instance
from crypto.files import FileStream
from crypto.names import FolderId
from crypto.publish import read_keyring
from crypto.seeds import new_id
from crypto.signed import Signed
from tests.casework.acting import Reporter
from tests.journeys.officer import Officer

SOON_MS = 60_000
PASSPHRASE = next(each.passphrase for each in credentials() if each.name == "deputy")
AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def sender(town) -> Reporter:
    """Somebody who reports without a browser."""
    with urllib.request.urlopen(town.portal + "/api/keyring") as answer:
        keyring = read_keyring(Signed.unpack(answer.read()).document)
    return Reporter(town.databases.portal_url, Instance(keyring.iid), keyring)


@pytest.fixture
def watched(launched, _officers) -> Officer:
    """The deputy in Chromium, where what a worker fetches can be changed on its way."""
    actor = _officers(launched("chromium"), "deputy")
    yield actor
    actor.page.context.unroute_all(behavior="wait")


def unlocks(page: Page, passphrase: str = PASSPHRASE) -> None:
    page.locator("#unlock-passphrase").fill(passphrase)
    page.locator("#unlock-passphrase").press("Enter")


def is_opened(page: Page) -> None:
    expect(page.get_by_role("heading", name="What they told us")).to_be_visible(timeout=SOON_MS)


def reports_with_files(sender: Reporter, words: str, **files: tuple[str, bytes]) -> None:
    folder, parts = FolderId(new_id()), []
    stream = FileStream(sender.instance, folder, lambda _number, part: parts.append(bytes(part)))
    for name, (kind, content) in files.items():
        stream.add(name.replace("_", "."), kind, io.BytesIO(content))
    sealed = stream.finish()
    sender.posts(sender.seals(words, files=sealed, folder=folder), parts)


def test_markup_in_a_report_is_shown_as_text(deputy, sender):
    sender.reports("<img src=x onerror=alert(1)> <b>Bold claims</b>")

    deputy.opens("Bold claims")

    deputy.reads("<img src=x onerror=alert(1)> <b>Bold claims</b>")
    assert deputy.page.locator("main img, main b").count() == 0


def test_title_and_address_never_name_a_matter(deputy, sender):
    sender.reports("The bridge was never inspected")
    deputy.opens("The bridge was never inspected")
    is_opened(deputy.page)

    assert deputy.page.url.rstrip("/") == deputy.casework
    assert "bridge" not in deputy.page.title()
    assert "bridge" not in json.dumps(deputy.page.evaluate("history.state"))


def test_text_files_are_shown_and_others_only_saved(watched, sender):
    reports_with_files(
        sender,
        "Two files came with this",
        notes_txt=("text/plain", b"week 31 <script>"),
        rota_pdf=("application/pdf", b"%PDF" * 9000),
    )
    watched.opens("Two files came with this")

    watched.page.get_by_role("button", name="Show notes.txt").click()
    expect(watched.page.locator("pre")).to_have_text("week 31 <script>", timeout=SOON_MS)
    assert watched.page.get_by_role("button", name="Show rota.pdf").count() == 0
    with watched.page.expect_download(timeout=SOON_MS) as download:
        watched.page.get_by_role("button", name="Save rota.pdf").click()
    assert download.value.suggested_filename == "rota.pdf"
    watched.reads("Files are exactly as they were sent")


def test_a_locked_desk_holds_no_word_and_keeps_the_draft(deputy, sender):
    sender.reports("Cash is taken from the honesty box")
    deputy.opens("Cash is taken from the honesty box")
    is_opened(deputy.page)
    deputy.page.locator("#reply-text").fill("A reply half written")

    deputy.page.get_by_role("button", name="Lock", exact=True).click()
    expect(deputy.page.get_by_role("heading", name="Casework is locked")).to_be_focused()
    assert "honesty box" not in deputy.page.content()

    unlocks(deputy.page, "these are not the seven words at all")
    expect(deputy.page.get_by_role("alert")).to_contain_text("not your passphrase", timeout=SOON_MS)
    unlocks(deputy.page)
    is_opened(deputy.page)
    expect(deputy.page.locator("#reply-text")).to_have_value("A reply half written")


def test_a_reload_asks_for_the_passphrase_only(deputy):
    deputy.page.reload()

    expect(deputy.page.get_by_role("heading", name="Casework is locked")).to_be_visible(timeout=SOON_MS)
    assert not deputy.page.get_by_label("Six-digit code").is_visible()
    unlocks(deputy.page)
    expect(deputy.page.get_by_role("heading", name="Reports", level=1)).to_be_visible(timeout=SOON_MS)


def test_ten_quiet_minutes_lock_the_desk(watched, sender):
    sender.reports("The locks on the store were changed")
    watched.opens("The locks on the store were changed")
    is_opened(watched.page)
    keeper = watched.page.workers[0]

    keeper.evaluate("() => { const now = Date.now; Date.now = () => now() + 9.5 * 60000 }")
    expect(watched.page.locator("[data-idle-warning]")).to_be_visible(timeout=SOON_MS)
    keeper.evaluate("() => { const now = Date.now; Date.now = () => now() + 60000 }")

    expect(watched.page.get_by_role("heading", name="Casework is locked")).to_be_visible(timeout=SOON_MS)
    assert "locks on the store" not in watched.page.content()
    unlocks(watched.page)
    is_opened(watched.page)


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


def test_a_refused_reply_keeps_its_words(watched, sender):
    sender.reports("Somebody else replies at the same moment")
    watched.opens("Somebody else replies at the same moment")
    is_opened(watched.page)
    watched.page.context.route("**/replies", lambda route: route.fulfill(status=409, json={"error": "taken"}))

    watched.page.locator("#reply-text").fill("These words must not be lost")
    watched.page.locator("#reply-status").select_option(label="We have finished")
    watched.page.get_by_role("button", name="Seal and send reply").click()

    watched.reads("Somebody else replied, or the reporter wrote, at the same moment.")
    expect(watched.page.locator("#reply-text")).to_have_value("These words must not be lost")


def test_a_reply_that_does_not_fit_is_told_while_it_is_written(deputy, sender):
    sender.reports("A long answer is needed here")
    deputy.opens("A long answer is needed here")
    is_opened(deputy.page)

    deputy.page.locator("#reply-text").fill("é" * 9000)
    deputy.reads("characters too many. Send it as two replies.")
    deputy.page.get_by_role("button", name="Seal and send reply").click()

    expect(deputy.page.locator("[data-reply]").get_by_role("alert")).to_contain_text("too long for one reply")


def has_no_barrier(page: Page) -> None:
    page.evaluate(AXE + "; undefined")
    found = page.evaluate("rules => axe.run(document, { runOnly: rules })", RULES)
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []


def fits(page: Page) -> None:
    """At 320 pixels nothing needs sideways scrolling."""
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1280, "height": 720})


def test_every_screen_is_without_barriers_and_fits_a_small_phone(watched, launched, sender):
    fresh = launched("chromium").new_context().new_page()
    fresh.goto(watched.casework)
    expect(fresh.get_by_role("heading", name="Sign in")).to_be_visible(timeout=SOON_MS)
    fresh.get_by_role("button", name="Sign in", exact=True).click()
    for page in (fresh,):
        has_no_barrier(page)
        fits(page)
    fresh.goto(watched.casework + "/join#00")
    expect(fresh.get_by_role("heading", name="This link does not work")).to_be_visible(timeout=SOON_MS)
    has_no_barrier(fresh)
    fresh.context.close()

    reports_with_files(sender, "Every screen is looked at", notes_txt=("text/plain", b"words"))
    watched.inbox()
    has_no_barrier(watched.page)
    fits(watched.page)
    watched.opens("Every screen is looked at")
    is_opened(watched.page)
    watched.page.get_by_role("button", name="Show notes.txt").click()
    watched.page.get_by_role("button", name="Seal and send reply").click()
    has_no_barrier(watched.page)
    fits(watched.page)
    watched.replies("We have read it.")
    has_no_barrier(watched.page)
    watched.page.get_by_role("button", name="Lock", exact=True).click()
    has_no_barrier(watched.page)
    fits(watched.page)
    unlocks(watched.page)
    is_opened(watched.page)


def test_from_unlocking_to_a_reply_by_keyboard(deputy, sender):
    sender.reports("Done by keyboard alone")
    page = deputy.page
    deputy.waits_for("Done by keyboard alone").press("Enter")
    is_opened(page)

    def reaches(label: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            active = "document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent"
            if label in page.evaluate(active):
                return
        raise AssertionError(f"Tab never reaches {label!r}")

    reaches("Your message to the reporter")
    page.keyboard.type("Typed without a mouse.")
    reaches("Where things are")
    page.keyboard.type("We have finished")
    reaches("Seal and send reply")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Reply sent")).to_be_visible(timeout=SOON_MS)
    deputy.reads("Typed without a mouse.")
