"""A name given in confidence opens to two people together, on screen."""

import urllib.request

import pytest
from playwright.sync_api import Locator, expect

from crypto.code import derive_keys, new_code
from crypto.context import Instance
from crypto.identity import Identity
from crypto.names import FolderId
from crypto.publish import read_keyring
from crypto.report import seal_report
from crypto.seeds import new_id
from crypto.signed import Signed
from tests.casework.reporting import Reporter as SealedReporter
from tests.journeys.eyes import Eyes
from tests.journeys.officer import SOON_MS, Officer
from tests.journeys.test_bad_treatment import opens_until

WORDS = "The chair takes money from the builder."
LATER = "The key of the store hangs where anybody can take it."


@pytest.fixture
def confided(town) -> None:
    """A report whose sender gave a name."""
    with urllib.request.urlopen(town.portal + "/api/keyring") as answer:
        keyring = read_keyring(Signed.unpack(answer.read()).document)
    instance = Instance(keyring.iid)
    keys = derive_keys(instance, new_code())
    sealed = seal_report(
        instance,
        keyring,
        keys,
        folder=FolderId(new_id()),
        answers={"what": WORDS},
        language="en",
        sealed_by="browser",
        identity=Identity("Ann Example", "By post, at home", ("Monitoring Officer",)),
    )
    SealedReporter(town.databases.portal_url, instance, keyring, keys, sealed.state).posts(sealed)


@pytest.fixture
def reviewer(desks, browser, town) -> Officer:
    return desks.of(browser, town, "reviewer")


def section(officer: Officer) -> Locator:
    return officer.page.locator("[data-names]")


@pytest.mark.parametrize("browser", ["chromium"], indirect=True)
def test_two_people_open_a_name_and_the_reporter_is_told_first(confided, monitoring_officer, reviewer):
    monitoring_officer.opens(WORDS)
    asking = section(monitoring_officer)
    asking.get_by_text("Ask to open the name", exact=True).click()
    asking.get_by_label("Reason").select_option(label="somebody may be in danger")
    asking.get_by_role("button", name="Ask a colleague to agree").click()
    expect(asking.get_by_role("status")).to_contain_text("You have asked", timeout=SOON_MS)
    expect(asking.get_by_role("button", name="Show the name")).to_have_count(0)

    reviewer.opens(WORDS)
    agreeing = section(reviewer)
    expect(agreeing).to_contain_text("somebody may be in danger")
    eyes = Eyes.on(reviewer.page)
    eyes.look("a colleague asks for a name")
    assert eyes.found == []
    agreeing.get_by_role("button", name="Agree", exact=True).click()
    expect(agreeing.get_by_role("status")).to_contain_text("You have agreed", timeout=SOON_MS)
    expect(agreeing.get_by_role("button", name="Show the name")).to_have_count(0)

    monitoring_officer.opens(WORDS)
    asking.get_by_role("button", name="Show the name").click()
    expect(asking).to_contain_text("The reporter has not been told yet", timeout=SOON_MS)
    monitoring_officer.replies("Two of us open the name you gave us, because somebody may be in danger.")
    asking.get_by_role("button", name="Show the name").click()
    monitoring_officer.reads("Ann Example")
    monitoring_officer.page.get_by_role("button", name="Back to reports").click()
    assert "Ann Example" not in monitoring_officer.page.content()


@pytest.mark.parametrize("browser", ["chromium"], indirect=True)
def test_a_name_given_on_the_follow_up_page_opens_to_two_and_stands_in_no_message(
    reporter, monitoring_officer, reviewer
):
    code = reporter.reports(LATER)
    reporter.comes_back_with(code)
    reporter.presses("Give your name in confidence")
    reporter.presses("Lock and send")
    reporter.reads("Enter your name, or go back")
    reporter.page.get_by_label("Your name", exact=True).fill("Bea Example")
    reporter.page.get_by_label("How may we reach you?").fill("By phone, after six")
    reporter.page.get_by_label("The police", exact=True).check()
    reporter.presses("Lock and send")
    expect(reporter.page.get_by_text("Your name is locked. Nobody knows it")).to_be_visible(timeout=SOON_MS)

    opens_until(monitoring_officer, LATER, "With a name, in confidence")
    assert "Bea Example" not in monitoring_officer.page.content()
    asking = section(monitoring_officer)
    asking.get_by_text("Ask to open the name", exact=True).click()
    expect(asking.get_by_label("Which name")).to_contain_text("the name that came with message 1")
    asking.get_by_label("Reason").select_option(label="the police need it")
    asking.get_by_role("button", name="Ask a colleague to agree").click()
    expect(asking.get_by_role("status")).to_contain_text("You have asked", timeout=SOON_MS)
    reviewer.opens(LATER)
    agreeing = section(reviewer)
    agreeing.get_by_label("Your decision").select_option(value="later-police")
    agreeing.get_by_role("button", name="Agree", exact=True).click()
    expect(agreeing.get_by_role("status")).to_contain_text("You have agreed", timeout=SOON_MS)
    monitoring_officer.opens(LATER)
    asking.get_by_role("button", name="Show the name").click()
    monitoring_officer.reads("Bea Example")
    expect(asking.locator("[data-name]")).to_contain_text("The police")
