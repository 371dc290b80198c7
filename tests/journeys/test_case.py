"""A case in the browser: from an opened report to the point where an investigation is planned."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browsers import IN_CHROMIUM_FIRST
from tests.journeys.handler import FIRST, MATTER, PEOPLE, Handler

pytestmark = IN_CHROMIUM_FIRST
QUESTIONS = {
    "Is it about the council": "Yes",
    "If it is true": "Yes",
    "Is there something": "Yes",
    "Is it right": "Yes",
    "Has all of it": "No",
    "Must we tell": "No",
    "What follows": "We look into all of it",
}
DUTIES = dict.fromkeys(
    (
        "The designated officer",
        "Adult safeguarding",
        "The police",
        "Health and Safety",
        "Information Commissioner",
        "Disclosure and Barring",
        "The external auditor",
        "A regulator",
        "A report by the Monitoring Officer",
    ),
    "No",
)
ALLEGATION = {
    "Kind of concern": "Recruitment, references, DBS",
    "Kind of enquiry": "Discipline or employment",
    "Is it about a crime?": "Not a crime",
    "Is it about HR?": "No",
    "Which failures": ["Breaking a legal duty"],
}


@pytest.fixture
def handler(browser, town) -> Handler:
    return Handler.signed_in(browser, town.casework, "monitoring.officer")


def test_a_report_becomes_a_case_and_is_led_to_planning(reporter, handler):
    code = reporter.reports("References of new staff are never checked.")
    handler.opens("References of new staff are never checked.")
    assert handler.starts_a_case().startswith("WB-")
    handler.does(FIRST)
    handler.steps("Acknowledge the report", "Thank you. We have opened it.")
    handler.stands("Opened")
    handler.does(MATTER)
    handler.steps("Start to assess")
    handler.does(PEOPLE)
    handler.answers("Must we tell somebody else?", DUTIES, ["Nobody at risk is named."] * 9)
    handler.adds_allegation(ALLEGATION, "References of new staff are not asked for.")
    handler.answers("Public-interest test", QUESTIONS, ["It concerns how we recruit."] * 6)
    handler.answers("Who was consulted", {}, ["Internal audit"])
    handler.answers("Decision and reasons", {"Decision": "Look into it"}, ["It can be checked."])
    handler.steps("Look into it: start planning", "We will look into it.")
    handler.stands("Being planned")

    reporter.waits_for_an_answer(code, "We will look into it.")
    reporter.reads("We are looking into it")


def test_what_is_missing_is_named_and_nothing_is_sent(reporter, handler):
    reporter.reports("The lift fell again.")
    handler.opens("The lift fell again.")
    handler.starts_a_case()
    handler.page.get_by_role("button", name="Acknowledge the report").click()
    gaps = handler.page.locator("[data-gaps]:visible")
    expect(gaps).to_contain_text("Conflicts of interest")
    expect(gaps).to_contain_text("Risk of harm")
    expect(handler.page.get_by_role("button", name="Seal, send and move the case")).to_be_hidden()


def test_a_task_that_is_half_answered_keeps_what_was_typed(reporter, handler):
    reporter.reports("The till is short every Friday.")
    handler.opens("The till is short every Friday.")
    handler.starts_a_case()
    handler.opens_task("Could the reporter be guessed?")
    handler.page.locator("textarea:visible").fill("Ask neutral questions.")
    handler.page.get_by_role("button", name="Seal and save").click()
    expect(handler.page.get_by_role("link", name="Choose an answer").first).to_be_visible()
    expect(handler.page.locator("textarea:visible")).to_have_value("Ask neutral questions.")
