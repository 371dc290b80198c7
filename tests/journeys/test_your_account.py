"""Your account in a real browser: codes on paper, and signing out where one is not."""

import pytest
from playwright.sync_api import expect

from tests.journeys.eyes import Eyes
from tests.journeys.officer import SOON_MS, Officer


@pytest.fixture
def reviewer(launched, town):
    officer = Officer.signed_in(launched("chromium"), town.casework, "reviewer")
    yield officer
    officer.page.context.close()


def presses(officer: Officer, button: str) -> None:
    officer.page.get_by_role("button", name=button, exact=True).click()


def sees(officer: Officer, heading: str) -> None:
    expect(officer.page.get_by_role("heading", name=heading, level=1)).to_be_visible(timeout=SOON_MS)


def is_told(officer: Officer, words: str) -> None:
    """Somewhere on the page, to be seen."""
    told = officer.page.locator("main").get_by_text(words).locator("visible=true")
    expect(told.first).to_be_visible(timeout=SOON_MS)


def makes_codes(officer: Officer) -> list[str]:
    presses(officer, "Make ten new codes")
    expect(officer.page.get_by_role("heading", name="Your ten recovery codes")).to_be_focused()
    return officer.page.locator("[data-codes] li").all_inner_texts()


def test_a_recovery_code_signs_in_without_a_phone_and_that_place_is_signed_out_again(
    reviewer, launched, town
):
    eyes = Eyes.on(reviewer.page)
    presses(reviewer, "Your account")
    is_told(reviewer, "You have no recovery codes left.")
    codes = makes_codes(reviewer)
    assert len({code.strip() for code in codes}) == 10
    eyes.look("codes")
    presses(reviewer, "I have kept them")
    assert codes[0] not in reviewer.page.content()

    elsewhere = Officer.at_the_desk(launched("firefox"), town.casework)
    name, passphrase, _ = reviewer.secrets_of("reviewer")
    elsewhere.types(name, passphrase, codes[0].upper())
    sees(elsewhere, "Reports")
    presses(elsewhere, "Your account")
    is_told(elsewhere, "You have 9 recovery codes left.")
    is_told(elsewhere, "Signed in with seven words and a recovery code")

    presses(reviewer, "Back to reports")
    presses(reviewer, "Your account")
    is_told(reviewer, "Another browser, since")
    eyes.look("two places")
    presses(reviewer, "Sign out everywhere else")
    is_told(reviewer, "You are signed out everywhere else.")
    presses(elsewhere, "Make ten new codes")
    sees(elsewhere, "Sign in")
    is_told(elsewhere, "You have been signed out. Sign in again to carry on.")
    elsewhere.page.context.close()
    assert eyes.found == []
