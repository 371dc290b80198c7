"""A script that does not come, or may not run: no words can be posted by accident, and a plain form waits."""

import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.journeys.browsers import IN_CHROMIUM
from tests.journeys.reporter import Reporter
from tests.journeys.wire import Wire

FIELDS = "textarea:visible, input:visible, select:visible, [contenteditable]:visible"


@pytest.fixture(params=["chromium", pytest.param("firefox", marks=pytest.mark.slow)])
def scriptless(request, launched, town):
    """A reporter whose browser runs no scripts, or to whom none comes (Playwright needs Firefox's own)."""
    browser = launched(request.param)
    off = {"java_script_enabled": False} if request.param == "chromium" else {}
    with Reporter.on(browser, town.portal, **off) as actor:
        actor.page.context.route("**/*.mjs", lambda route: route.abort())
        yield actor


@pytest.mark.parametrize("page", ["report", "check"])
def test_a_script_that_does_not_come_leaves_the_plain_link_and_posts_no_words(reporter, town, page):
    wire = Wire.tapped(reporter.page.context)
    wire.is_cut("**/*.mjs")
    reporter.page.goto(f"{town.portal}/{page}")

    link = {"report": "use the plain form", "check": "use the plain page"}[page]
    expect(reporter.page.get_by_role("link", name=link)).to_be_visible()
    expect(reporter.page.locator("form")).to_have_count(0)
    if page == "report":
        expect(reporter.page.locator(FIELDS)).to_have_count(0)
    else:
        reporter.page.get_by_label("Your follow-up code").press_sequentially("ten words")
        reporter.page.keyboard.press("Enter")
    assert wire.posted == []


def test_a_worker_that_does_not_come_is_told(reporter, town, wire):
    wire.is_cut("**/sealer-*.mjs")

    reporter.cannot_begin("This browser could not lock your report")

    expect(reporter.page.get_by_role("link", name="use the plain form")).to_be_visible()
    assert wire.posted == []


def test_without_scripts_the_report_page_can_be_read_and_leads_to_the_plain_form(scriptless, town):
    scriptless.page.goto(f"{town.portal}/report")

    scriptless.sees("Use a safe device")
    scriptless.sees("What anonymous really means")
    expect(scriptless.page.locator(FIELDS)).to_have_count(0)
    scriptless.page.get_by_role("link", name="use the plain form").click()
    scriptless.sees("Tell us what happened")
    scriptless.reads("This page works without JavaScript, and is less private")


def test_a_plain_report_reaches_the_officer_and_its_writer_comes_back(
    scriptless, monitoring_officer_of, town
):
    officer = monitoring_officer_of("chromium")
    scriptless.page.goto(f"{town.portal}/plain/report")
    scriptless.page.get_by_role("button", name="Send anyway").click()
    scriptless.reads("There is a problem")
    scriptless.page.get_by_label("What happened", exact=True).fill(
        "Lead in the water, typed without a script."
    )
    scriptless.page.get_by_role("button", name="Send anyway").click()
    scriptless.sees("We have received and locked your report")
    code = scriptless.page.locator(".candour-code").inner_text()

    officer.opens("Lead in the water, typed without a script.")
    officer.reads("Sealed on our server, because the reporter had no JavaScript")
    officer.replies("We have tested the water.")

    _waits_for_an_answer(scriptless, code, "We have tested the water.")
    scriptless.page.get_by_label("Write to us").fill("Thank you.")
    scriptless.page.get_by_role("button", name="Send message").click()
    scriptless.reads("We have received and locked your message.")
    officer.opens("Lead in the water, typed without a script.")
    officer.reads("Thank you.")


def _waits_for_an_answer(scriptless, code, words):
    """Come back until the worker has carried it."""
    for _ in range(10):
        scriptless.page.goto(f"{scriptless.portal}/plain/check")
        scriptless.page.get_by_label("Your follow-up code").fill(code)
        scriptless.page.get_by_role("button", name="Continue").click()
        if words in scriptless.page.locator("main").inner_text():
            return
        scriptless.page.wait_for_timeout(1000)
    raise AssertionError(f"no answer says {words!r}")


@IN_CHROMIUM
def test_a_council_may_do_without_plain_forms(stranger, hamlet):
    hamlet.opens(CANDOUR_PORTAL_PLAIN_FORMS="false")

    for path in ("/plain/report", "/plain/check"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(hamlet.portal + path)
    Wire.tapped(stranger.page.context).is_cut("**/*.mjs")
    stranger.page.goto(f"{hamlet.portal}/report")
    expect(stranger.page.get_by_role("link", name="use the plain form")).to_have_count(0)
    stranger.reads("If nothing changes here, call")
