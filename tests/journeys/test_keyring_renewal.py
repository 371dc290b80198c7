"""A custodian's desk: the keyring that ends soon, and one that the server changed by itself."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from playwright.sync_api import Route, expect

from tests.installation import Installation
from tests.journeys.conftest import QUICK
from tests.journeys.eyes import Eyes
from tests.journeys.officer import SOON_MS, Officer

EARLY = {"casework serve": {"CANDOUR_CASEWORK_KEYRING_REMINDER_DAYS": "45"}}


@pytest.fixture
def custodian(databases, tmp_path, launched) -> Iterator[Officer]:
    """Signed in where custodians are reminded from the first day."""
    with Installation(databases, tmp_path, {**deepcopy(QUICK), **EARLY}) as installation:
        installation.run("casework demo")
        installation.start("casework serve")
        officer = Officer.signed_in(launched("chromium"), installation.casework, "monitoring.officer")
        yield officer
        officer.page.context.close()


def passphrase(officer: Officer) -> str:
    return officer.secrets_of("monitoring.officer")[1]


def test_a_keyring_that_ends_soon_is_a_task_and_a_changed_one_an_alarm(custodian):
    page, eyes = custodian.page, Eyes.on(custodian.page)
    task = page.get_by_role("region", name="For you as a custodian")
    expect(task).to_be_visible(timeout=SOON_MS)
    eyes.look("reminded")
    task.get_by_role("link", name="Go to Custody").click()
    page.locator("#unlock-passphrase").fill(passphrase(custodian))
    page.get_by_role("button", name="Unlock", exact=True).click()
    page.get_by_role("button", name="Draft a new keyring from this list").click()
    page.get_by_role("checkbox", name="I heard each new person").check(timeout=SOON_MS)
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("All signatures are there")).to_be_visible(timeout=SOON_MS)
    expect(page.get_by_text("Keyring 2 counts now")).to_be_visible(timeout=SOON_MS)

    page.context.route("**/api/keyring", changed_by_the_server)
    page.goto(custodian.casework)
    page.locator("#unlock-passphrase").fill(passphrase(custodian))
    page.get_by_role("button", name="Unlock", exact=True).click()
    alarm = page.get_by_text("The keyring is not rightly signed. No report is opened.")
    expect(alarm.locator("visible=true")).to_be_visible(timeout=SOON_MS)
    assert eyes.found == []


def changed_by_the_server(route: Route) -> None:
    """One byte of one officer's key is another."""
    response = route.fetch()
    frame = bytearray(response.body())
    frame[frame.index(b'"xpk":"') + 900] ^= 1
    route.fulfill(response=response, body=bytes(frame))
