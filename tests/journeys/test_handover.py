"""Something that could not wait, and a case that changes hands on screen; the reporter hears of both."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.browsers import IN_CHROMIUM_FIRST
from tests.journeys.handler import FIRST, Handler
from tests.journeys.officer import SOON_MS

pytestmark = IN_CHROMIUM_FIRST
URGENT = {
    "What was done at once": ({}, ["The lift was stopped."]),
    "Why it could not wait": ({}, ["It fell twice."]),
    "Who was told": ({}, ["The head of property"]),
    "Does it point to the reporter?": (
        {"Could what was done": "No, it points to nobody"},
        ["Everybody there saw it."],
    ),
}


@pytest.fixture
def successor(desks, browser, town) -> Iterator[Handler]:
    yield from desks.lent(browser, town, "deputy")


def test_what_could_not_wait_is_done_and_the_case_is_handed_over_to_the_deputy(reporter, handler, successor):
    code = reporter.reports("The lift of the home fell twice.")
    handler.opens("The lift of the home fell twice.")
    reference = handler.starts_a_case()
    handler.does(FIRST)
    handler.steps("Acknowledge the report", "Thank you. We have opened it.")
    handler.does(URGENT)
    handler.steps("Record what was done at once", "We had the lift stopped.")

    handler.page.get_by_role("button", name="Hand it over").click()
    handler.chooses("Who leads it from now on", "Deputy Monitoring Officer")
    handler.chooses("Why", "They do other work now")
    handler.writes("The lift is out of use.", "The deputy handles this from now on.")
    handler.page.get_by_role("button", name="Seal, send and hand over").click()
    handler.page.get_by_role("heading", name="Reports", level=1).wait_for(timeout=SOON_MS)
    expect(handler.page.get_by_role("button", name=reference).locator("visible=true")).to_have_count(0)

    successor.has_no_conflict_anywhere()
    successor.looks_for_new_reports()
    successor.goes_to_case(reference)
    expect(successor.page.locator("[data-shown-when=led]:visible")).to_contain_text("Deputy")
    reporter.waits_for_an_answer(code, "The deputy handles this from now on.")
    expect(reporter.page.locator("main")).to_contain_text("We had the lift stopped.", timeout=SOON_MS)
