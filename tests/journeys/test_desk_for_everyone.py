"""The desk without a mouse, on a small phone, and with what reads pages aloud."""

from playwright.sync_api import Page, expect

from config.home import ROOT
from tests.journeys.at_desk import is_opened, reports_with_files, unlocks
from tests.journeys.officer import SOON_MS

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


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
