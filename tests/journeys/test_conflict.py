"""A conflict of interest: asked before the first word, decided by a colleague, and access ends at once."""

import pytest
from playwright.sync_api import expect

from tests.journeys.at_desk import sender_in
from tests.journeys.handler import FIRST, Handler
from tests.journeys.officer import SOON_MS, Officer
from tests.journeys.test_access import section

NEW = "Somebody has sent a report. Open it."


@pytest.fixture
def folder(village) -> str:
    """A report that nobody has declared anything about."""
    return sender_in(village).reports("The depot sells council diesel").hex()


def finds_it_waiting(officer: Officer) -> None:
    line = officer.page.get_by_role("button", name=NEW)
    for _ in range(40):
        officer.looks_for_new_reports()
        if line.is_visible():
            return line.press("Enter")
        officer.page.wait_for_timeout(500)
    raise AssertionError("no report waits")


def test_an_officer_declares_before_the_first_word_and_is_shut_out_when_they_find_a_conflict(
    launched, village, folder
):
    browser = launched("chromium")
    officer = Officer.signed_in(browser, village.casework, "monitoring.officer")
    page, asked = officer.page, []
    page.context.on("request", lambda request: asked.append(request.url))
    finds_it_waiting(officer)
    expect(page.get_by_role("heading", name="Before you read on")).to_be_focused(timeout=SOON_MS)
    assert "diesel" not in page.content()
    assert not [url for url in asked if url.endswith("/thread")]
    page.get_by_role("button", name="Continue", exact=True).press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Choose whether you have a conflict of interest")
    page.get_by_role("radio", name="No, none that I know of").press("Space")
    page.keyboard.press("Enter")
    officer.reads("The depot sells council diesel")

    page.get_by_role("button", name="I have a conflict of interest").click()
    officer.declares("Possibly", "Having given advice on the matter")
    expect(page.get_by_role("heading", name="A colleague decides first")).to_be_focused(timeout=SOON_MS)
    assert "diesel" not in page.content()

    deputy = Officer.signed_in(browser, village.casework, "deputy")
    finds_it_waiting(deputy)
    deputy.declares("No, none that I know of")
    deputy.reads("Having given advice on the matter")
    deputy.page.get_by_role("button", name="Shut them out").click()
    deputy.page.get_by_label("Who takes over?").select_option(
        label="The Monitoring Officer of another council"
    )
    deputy.page.get_by_role("button", name="Write it down").click()
    deputy.reads("Takes over: The Monitoring Officer of another council")
    deputy.reads("Opened it on:")

    officer.looks_for_new_reports()
    expect(page.get_by_text("There are no reports that you can open.")).to_be_visible(timeout=SOON_MS)
    for actor in (officer, deputy):
        actor.page.context.close()


def test_the_deputy_carries_on_a_case_whose_monitoring_officer_has_a_conflict(launched, village, folder):
    browser, casework = launched("chromium"), village.casework
    officer = Handler.signed_in(browser, casework, "monitoring.officer")
    officer.opens("The depot sells council diesel")
    reference = officer.starts_a_case()
    officer.answers("A title that is safe to show", {}, ["Fuel"])
    case = officer.asks(f"/api/reports/{folder}/thread")["case"]
    officer.page.get_by_role("button", name="Report received").locator("visible=true").click()
    officer.page.get_by_role("button", name="I have a conflict of interest").locator("visible=true").click()
    officer.declares("Yes", "Friendship, family or a falling-out")
    expect(officer.page.get_by_role("heading", name="Your access has ended")).to_be_focused(timeout=SOON_MS)

    deputy = Handler.signed_in(browser, casework, "deputy")
    deputy.opens("The depot sells council diesel")
    deputy.page.get_by_label("Who takes over?").select_option(label="The deputy Monitoring Officer")
    deputy.page.get_by_role("button", name="Write it down").click()
    deputy.reads("Takes over: The deputy Monitoring Officer")
    deputy.page.get_by_role("button", name="Go to the case of this report").click()
    deputy.sees_the_case()  # what was said of the report counts here: nothing is asked twice
    deputy.reads("Fuel")
    shown = deputy.page.get_by_text("no longer, since").locator("visible=true")
    gone = section(deputy, "case").locator("[data-members] li").filter(has=shown)
    expect(gone).to_contain_text("Monitoring Officer (demonstration)", timeout=SOON_MS)
    expect(gone).to_contain_text("they have a conflict of interest")
    deputy.does(FIRST)
    deputy.steps("Acknowledge the report", "Thank you. We have opened it.")
    deputy.stands("Opened")

    officer.page.get_by_role("button", name="Back to reports").locator("visible=true").click()
    expect(officer.page.get_by_text("There are no reports that you can open.")).to_be_visible(timeout=SOON_MS)
    expect(officer.page.locator("main")).not_to_contain_text(reference)
    for path in (f"/api/cases/{case}", f"/api/folders/{case}", f"/api/reports/{folder}"):
        assert "error" in officer.asks(path)
    for actor in (officer, deputy):
        actor.page.context.close()
