"""Leaving the follow-up page: what it forgets, and when it asks first."""

from playwright.sync_api import expect

from tests.journeys.browsers import IN_EVERY_BROWSER

pytestmark = IN_EVERY_BROWSER


def test_ending_the_visit_forgets_everything(reporter, mailbox):
    mailbox.is_answered("A secret answer.")
    reporter.comes_back_with(mailbox.code)
    reporter.presses("Write to us")
    reporter.page.get_by_role("textbox", name="Your message").fill("Half a thought.")
    reporter.presses("Go back")
    reporter.presses("End this visit")

    reporter.sees("You have ended this visit")
    assert "A secret answer." not in reporter.page.content()
    assert reporter.page.locator("#message").input_value() == ""
    assert reporter.page.locator("#code").input_value() == ""


def test_exit_never_asks_and_wipes(reporter, mailbox):
    asked: list[str] = []
    reporter.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    reporter.page.context.route("**/leave", lambda route: route.fulfill(body="Rain later"))
    reporter.comes_back_with(mailbox.code)
    reporter.presses("Write to us")
    reporter.page.get_by_role("textbox", name="Your message").press_sequentially("Do not keep this")
    for _ in range(3):
        reporter.page.keyboard.press("Shift")

    expect(reporter.page.get_by_text("Rain later")).to_be_visible()
    assert asked == []
    reporter.page.go_back()
    assert "Do not keep this" not in reporter.page.content()


def test_a_reload_asks_first_when_something_is_typed(reporter, mailbox):
    asked: list[str] = []
    reporter.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    reporter.comes_back_with(mailbox.code)
    reporter.presses("Write to us")
    reporter.page.get_by_role("textbox", name="Your message").press_sequentially("Words")
    reporter.page.reload()

    assert asked == ["beforeunload"]
