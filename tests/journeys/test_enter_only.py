"""The chief executive's office: it enters a letter, leaves out whom it is about, and reads nothing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from casework.demo_keys import CHIEF_EXECUTIVE
from tests.journeys.browsers import IN_CHROMIUM_FIRST
from tests.journeys.eyes import Eyes
from tests.journeys.guest import Guest
from tests.journeys.handler import Handler
from tests.journeys.officer import SOON_MS

pytestmark = IN_CHROMIUM_FIRST
WORDS = "The deputy signs for her own travel."
WHEN = "4 November, by post"
DEPUTY = "Deputy Monitoring Officer (demonstration)"


@pytest.fixture
def handler(desks, browser, borough) -> Iterator[Handler]:
    yield from desks.lent(browser, borough, "monitoring.officer")


@pytest.fixture
def deputy(desks, browser, borough) -> Iterator[Handler]:
    yield from desks.lent(browser, borough, "deputy")


@pytest.fixture
def chief(browser, borough) -> Iterator[Guest]:
    actor = Guest.arrives(browser, borough.casework, CHIEF_EXECUTIVE)
    yield actor
    actor.page.context.close()


def enters(chief: Guest) -> None:
    chief.chooses("How it came", "A letter")
    chief.writes_today()
    chief.writes(WHEN, WORDS)
    chief.page.get_by_label(DEPUTY).uncheck()
    chief.page.get_by_role("button", name="Seal and hand it to them").click()
    expect(chief.page.get_by_text("You cannot open it any more")).to_be_visible(timeout=SOON_MS)


def test_a_letter_is_entered_by_somebody_who_can_open_nothing(chief, handler, deputy, browser):
    eyes = Eyes.on(chief.page, chromium=browser.browser_type.name == "chromium")
    eyes.look("a desk that only enters letters")
    chief.page.get_by_role("button", name="Seal and hand it to them").click()
    expect(chief.page.get_by_role("alert")).to_be_visible()
    eyes.look("a letter without an answer")
    assert not eyes.found

    enters(chief)
    assert WORDS not in chief.page.content()
    for path in ("/api/inbox?page=0", "/api/queue/waiting/0", "/api/ledgers"):
        answer = chief.page.context.request.get(chief.casework + path, headers=chief.shown)
        assert answer.status == 403, path
    expect(chief.page.get_by_role("button", name="Look for new reports")).to_be_hidden()

    handler.has_no_conflict_anywhere()
    handler.looks_for_new_reports()
    handed = handler.page.locator("[data-handovers]")
    handed.get_by_role("button").first.click()
    handler.sees_the_case()
    led_by = handler.page.get_by_text("Nobody at the moment. Before: Chief Executive")
    expect(led_by).to_be_visible()  # a page holds hidden words, too
    handler.page.get_by_role("button", name="A letter ·").click()
    expect(handler.screen().locator("textarea").last).to_have_value(WORDS)
    deputy.looks_for_new_reports()
    expect(deputy.page.locator("[data-handovers]")).to_be_hidden()
