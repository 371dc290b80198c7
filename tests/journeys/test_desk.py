"""The officer's desk: what it shows, how it locks, and what it keeps."""

import json

from playwright.sync_api import expect

from tests.journeys.at_desk import is_opened, reports_with_files, unlocks
from tests.journeys.officer import SOON_MS


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
