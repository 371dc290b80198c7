"""Promises changed on screen: on hold, taken up again, given more time, and the reporter hears of it."""

import time

from playwright.sync_api import expect

from tests.journeys.browsers import IN_CHROMIUM_FIRST
from tests.journeys.handler import FIRST, Handler
from tests.journeys.officer import SOON_MS

pytestmark = IN_CHROMIUM_FIRST


def a_weekday_in_two_months() -> tuple[str, str, str]:
    """Not a bank holiday of any nation, nor at a weekend."""
    later = time.gmtime(time.time() + 60 * 86_400)
    while later.tm_wday > 3 or (later.tm_mon, later.tm_mday) in {(1, 1), (12, 25)}:
        later = time.gmtime(time.mktime(later) + 86_400)
    return str(later.tm_mday), str(later.tm_mon), str(later.tm_year)


def a_gap_of_the_ready_made_text_is_not_sent(handler: Handler) -> None:
    handler.screen().get_by_role("button", name="Put the clocks on hold", exact=True).click()
    handler.page.get_by_role("button", name="Seal, send and put on hold").click()
    problems = handler.screen().locator("[data-error-list]")
    expect(problems).to_contain_text("Why: Choose an answer")
    expect(problems).to_contain_text("Who asked for it, and when we look at it again: Write a few words")
    expect(problems).to_contain_text("Write your own words where the ready-made text has “…”")
    handler.page.get_by_role("button", name="Back to the case").locator("visible=true").click()
    handler.sees_the_case()


def test_clocks_are_put_on_hold_run_again_and_get_more_time_and_the_reporter_hears_of_it(reporter, handler):
    code = reporter.reports("Money for the pool was paid twice.")
    handler.opens("Money for the pool was paid twice.")
    handler.starts_a_case()
    handler.does(FIRST)
    handler.steps("Acknowledge the report", "Thank you. We have opened it.")

    a_gap_of_the_ready_made_text_is_not_sent(handler)
    handler.changes(
        "Put the clocks on hold",
        "Seal, send and put on hold",
        "A detective asked us to wait.",
        tells="We have stopped for now.",
        why="The police lead, and asked us to wait",
    )
    expect(handler.promise("C05").get_by_text("On hold").locator("visible=true")).to_be_visible()
    expect(handler.promise("C09").get_by_text("On hold").locator("visible=true")).to_have_count(0)

    handler.changes("Let the clocks run again", "Seal, send and go on", "They are done.", tells="We go on.")
    expect(
        handler.page.locator("[data-promises]").get_by_text("On hold").locator("visible=true")
    ).to_have_count(0)

    handler.promise("C05").get_by_role("button", name="More time").click()
    for label, value in zip(("Day", "Month", "Year"), a_weekday_in_two_months(), strict=True):
        handler.page.locator("[data-screen=extend] [data-asked]").get_by_label(label, exact=True).fill(value)
    handler.page.get_by_label("Why more time is needed").fill("A witness is away.")
    handler.page.locator("[data-screen=extend]").get_by_label("What to tell the reporter").fill(
        "It takes longer."
    )
    handler.page.get_by_role("button", name="Seal, send and give more time").click()
    handler.sees_the_case()
    expect(handler.page.locator("[data-promises]")).to_contain_text("A witness is away.")

    reporter.waits_for_an_answer(code, "It takes longer.")
    for words in ("We have stopped for now.", "We go on."):
        expect(reporter.page.locator("main")).to_contain_text(words, timeout=SOON_MS)
