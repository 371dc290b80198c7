"""Somebody who wrote a letter gets a code: an officer prints the slip, and our answers reach them."""

from playwright.sync_api import expect

from tests.journeys.browsers import IN_CHROMIUM
from tests.journeys.handler import Handler
from tests.journeys.officer import SOON_MS
from tests.journeys.reporter import Reporter

pytestmark = IN_CHROMIUM  # where a test can see a page as it is printed
SUMMARY = "A letter says that the petty cash is short."


def records_a_letter(officer: Handler) -> str:
    officer.page.get_by_role("button", name="Record a letter, call or visit").click()
    officer.page.get_by_role("button", name="Start a case").locator("visible=true").click()
    officer.page.get_by_role("button", name="Seal and save").wait_for()
    officer.chooses("How it came", "A letter")
    officer.writes_today()
    officer.writes("3 November", "The petty cash is short every month.")
    officer.saves_task()
    return officer.reference()


def goes_to_the_reporters_page(officer: Handler, portal: str) -> Reporter:
    officer.page.get_by_text("Give the person a code slip").click()
    with officer.page.expect_popup() as opened:
        officer.page.get_by_role("link", name="reporter’s page").click()
    opened.value.wait_for_url(f"{portal}/report")
    assert opened.value.evaluate("document.referrer + String(window.opener)") == "null"
    return Reporter(opened.value, portal)


def test_a_letter_writer_gets_a_slip_and_reads_the_answer_with_its_code(handler, town, reporter):
    reference = records_a_letter(handler)
    desk = goes_to_the_reporters_page(handler, town.portal)
    desk.fills_in(SUMMARY)
    desk.presses("Lock and send")
    desk.sees("We have locked and received your report")
    desk.page.emulate_media(media="print")
    expect(desk.page.locator(".candour-slip")).to_be_visible()
    expect(desk.page.get_by_text("Harrowmere Borough Council").first).to_be_hidden()
    desk.page.emulate_media(media="screen")
    code = desk.keeps_the_code()
    desk.page.close()

    handler.opens(SUMMARY)
    handler.page.get_by_role("button", name="Put it under a case that there is").click()
    handler.chooses("Case", reference)
    handler.chooses("How near are they?", "It is the same matter")
    handler.writes("It is the summary of this letter.")
    handler.page.get_by_role("button", name="Seal and link").click()
    handler.sees_the_case()
    handler.page.get_by_role("button", name="Report received").locator("visible=true").click()
    handler.replies("Thank you for your letter. We have opened it.")
    expect(handler.page.get_by_text("Reply sent")).to_be_visible(timeout=SOON_MS)

    reporter.waits_for_an_answer(code, "Thank you for your letter.")
