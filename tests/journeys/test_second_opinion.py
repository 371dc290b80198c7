"""Nobody closes a case alone: an independent person sees a summary, disagrees, and the case goes on."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.browsers import IN_CHROMIUM_FIRST
from tests.journeys.handler import DECIDING, FIRST, MATTER, PEOPLE, Handler
from tests.journeys.officer import SOON_MS

pytestmark = IN_CHROMIUM_FIRST
LETTER = "A councillor took the mayor's car home for one hour on Sunday evening."


@pytest.fixture
def reviewer(desks, browser, town) -> Iterator[Handler]:
    yield from desks.lent(browser, town, "reviewer")


def gives_another_case_that_title(route: Route) -> None:
    """A server that lies: a title which is open in the browser, beside a case that it does not belong to."""
    answer = route.fetch()
    told = answer.json()
    told["cases"] = [{**each, "folder": "00" * 16} for each in told["cases"]]
    route.fulfill(response=answer, json=told)


def finds_what_its_lists_do_not_show(handler: Handler, reference: str) -> None:
    """As if so many cases pressed more that none of the desk's lists had unlocked its title."""
    lists, nothing = "**/api/queue/*/*", {"more": False, "cases": []}
    handler.page.context.route(lists, lambda route: route.fulfill(json=nothing))
    handler.comes_back()
    handler.searches("use of a CAR", finding=reference)
    handler.page.context.route("**/api/search/0", gives_another_case_that_title)
    handler.page.get_by_role("button", name="Search", exact=True).click()
    expect(handler.page.get_by_text("No case that you can open has these words")).to_be_visible(
        timeout=SOON_MS
    )
    handler.page.context.unroute_all(behavior="wait")
    handler.comes_back()


def test_minded_to_dismiss_then_an_independent_person_disagrees(reporter, handler, reviewer):
    reporter.reports(LETTER)
    handler.opens("A councillor took")
    reference = handler.starts_a_case()
    handler.does(FIRST)
    handler.answers("A title that is safe to show", {}, ["Use of a car"])
    handler.steps("Acknowledge the report", "Thank you.")
    handler.does(MATTER)
    handler.steps("Start to assess")
    handler.does({**PEOPLE, **DECIDING})
    handler.answers(
        "What is proposed, and why",
        {"What is proposed": "Do nothing", "Why, or to whom": "Too small"},
        ["It was one hour."],
    )

    handler.asks_for_an_opinion("They say: took the mayor's car home for one hour.", "Is it too small?")
    handler.reads("This repeats the reporter’s own words.")
    handler.page.get_by_label("Summary", exact=True).fill("Short private use of an official vehicle.")
    handler.page.get_by_role("button", name="Seal and ask").click()
    handler.sees_the_case()
    expect(handler.task("Close: do nothing")).to_be_hidden()
    handler.steps_without_message("Wait for the second opinion")
    handler.stands("Waiting for a second opinion")
    handler.reads("still missing")

    reviewer.inbox()
    reviewer.page.get_by_role("button", name="Give a second opinion").first.click()
    reviewer.reads("Short private use of an official vehicle.")
    expect(reviewer.page.locator("[data-screen]:visible")).not_to_contain_text("Sunday evening")
    reviewer.chooses("What do you think?", "I disagree")
    reviewer.page.get_by_label("Your reasons").fill("Rules on cars are for everybody.")
    reviewer.page.get_by_role("button", name="Seal and give this opinion").click()
    expect(reviewer.page.get_by_role("heading", name="Reports", level=1)).to_be_visible()

    finds_what_its_lists_do_not_show(handler, reference)
    handler.goes_to_case(reference)
    handler.reads("Rules on cars are for everybody.")
    handler.steps("Look into it after all", "We will look into it.")
    handler.stands("Being planned")
