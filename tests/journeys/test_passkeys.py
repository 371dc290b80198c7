"""Passkeys in a real browser: they sign in, they unlock, and where they cannot, the page says so."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.eyes import Eyes
from tests.journeys.officer import SOON_MS, Officer
from tests.journeys.passkey import Authenticator

SECRETS_ONLY_WHEN_USED = """() => {
  const real = PublicKeyCredential.prototype.getClientExtensionResults;
  PublicKeyCredential.prototype.getClientExtensionResults = function () {
    const made = this.response instanceof AuthenticatorAttestationResponse;
    return made ? { prf: { enabled: true } } : real.call(this);
  };
}"""


@pytest.fixture
def at_the_desk(launched, town) -> Iterator[Callable[[str], Officer]]:
    """Somebody signed in with the seven words, in Chromium."""
    there: list[Officer] = []

    def signed_in(name: str) -> Officer:
        there.append(Officer.signed_in(launched("chromium"), town.casework, name))
        return there[-1]

    yield signed_in
    for each in there:
        each.page.context.close()


def presses(officer: Officer, button: str) -> None:
    officer.page.get_by_role("button", name=button, exact=True).click()


def sees(officer: Officer, heading: str) -> None:
    expect(officer.page.get_by_role("heading", name=heading, level=1)).to_be_visible(timeout=SOON_MS)


def is_told(officer: Officer, words: str) -> None:
    """Somewhere on the page, to be seen."""
    told = officer.page.locator("main").get_by_text(words).locator("visible=true")
    expect(told.first).to_be_visible(timeout=SOON_MS)


def opens_the_account(officer: Officer) -> None:
    presses(officer, "Your account")
    sees(officer, "Your account")
    expect(officer.page.locator("[data-passkeys]")).to_be_visible(timeout=SOON_MS)


def adds_a_passkey(officer: Officer, name: str) -> None:
    officer.page.get_by_label("Name for a new passkey").fill(name)
    presses(officer, "Add a passkey")


def test_a_passkey_unlocks_and_signs_in_without_words_or_code(at_the_desk):
    deputy = at_the_desk("deputy")
    eyes = Eyes.on(deputy.page)
    device = Authenticator.beside(deputy.page)
    opens_the_account(deputy)
    is_told(deputy, "You have no passkey yet. We advise two")
    eyes.look("no passkey")
    adds_a_passkey(deputy, "Work laptop")
    is_told(deputy, "The passkey is added.")
    is_told(deputy, "You have one passkey. Add a second")
    eyes.look("one passkey")

    deputy.page.reload()
    sees(deputy, "Casework is locked")
    eyes.look("locked, with a passkey")
    presses(deputy, "Use a passkey")
    sees(deputy, "Reports")

    presses(deputy, "Sign out")
    sees(deputy, "Sign in")
    eyes.look("sign in, with a passkey")
    presses(deputy, "Use a passkey")
    sees(deputy, "Reports")
    expect(deputy.page.get_by_text("Deputy Monitoring Officer").first).to_be_visible()

    eyes.look("signed in")
    it_is_renamed_and_removed(deputy)
    presses(deputy, "Use a passkey")
    is_told(deputy, "That passkey does not belong to an account here.")
    device.meets_a_stranger()
    presses(deputy, "Use a passkey")
    expect(deputy.page.get_by_role("alert").filter(has_text="The passkey was not used")).to_be_visible()
    assert eyes.found == []


def it_is_renamed_and_removed(officer: Officer) -> None:
    opens_the_account(officer)
    adds_a_passkey(officer, "The same laptop")
    is_told(officer, "This device or security key has a passkey for your account already.")
    officer.page.get_by_role("button", name="Rename Work laptop").click()
    officer.page.get_by_label("New name").fill("Old laptop")
    presses(officer, "Save the name")
    officer.page.get_by_role("button", name="Remove Old laptop").click()
    presses(officer, "Remove this passkey")
    is_told(officer, "You have no passkey yet.")
    presses(officer, "Sign out")


def test_a_device_that_cannot_unlock_says_so_and_one_that_hesitates_is_asked_again(at_the_desk):
    reviewer = at_the_desk("reviewer")
    old = Authenticator.beside(reviewer.page, prf=False)
    opens_the_account(reviewer)
    adds_a_passkey(reviewer, "Old key")
    is_told(reviewer, "not ones that unlock your keys. Nothing was changed.")
    is_told(reviewer, "You have no passkey yet.")
    old.is_taken_away()

    Authenticator.beside(reviewer.page)
    reviewer.page.evaluate(SECRETS_ONLY_WHEN_USED)
    adds_a_passkey(reviewer, "Security key")
    is_told(reviewer, "The passkey is added.")
    presses(reviewer, "Lock")
    presses(reviewer, "Use a passkey")
    sees(reviewer, "Reports")
