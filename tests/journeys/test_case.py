"""A case in the browser: from an opened report to the point where an investigation is planned."""

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


def test_what_belongs_to_another_stage_is_not_in_the_way(reporter, handler):
    reporter.reports("The gate was never locked.")
    handler.opens("The gate was never locked.")
    handler.starts_a_case()
    for group in ("Deciding", "If it can be put right at once", "If there is something new"):
        expect(handler.page.get_by_role("heading", name=group, level=2)).to_be_hidden()
    expect(handler.page.get_by_role("heading", name="First look", level=2)).to_be_visible()
    handler.does(FIRST)
    handler.steps("Acknowledge the report", "Thank you. We have opened it.")
    expect(handler.page.get_by_role("heading", name="Deciding", level=2)).to_be_visible()


def test_a_task_that_is_half_answered_keeps_what_was_typed(reporter, handler):
    reporter.reports("The till is short every Friday.")
    handler.opens("The till is short every Friday.")
    handler.starts_a_case()
    handler.opens_task("Could the reporter be guessed?")
    handler.page.locator("textarea:visible").fill("Ask neutral questions.")
    handler.page.get_by_role("button", name="Seal and save").click()
    expect(handler.page.get_by_role("link", name="Choose an answer").first).to_be_visible()
    expect(handler.page.locator("textarea:visible")).to_have_value("Ask neutral questions.")


def test_a_letter_is_recorded_by_hand_with_both_its_dates(handler):
    handler.page.get_by_role("button", name="Record a letter, call or visit").click()
    handler.page.get_by_label("Deputy Monitoring Officer").check()
    handler.page.get_by_role("button", name="Start a case").locator("visible=true").click()
    handler.page.get_by_role("button", name="Seal and save").wait_for()
    handler.chooses("How it came", "A letter")
    handler.writes_today()
    handler.writes("14 January", "They start work before anybody has asked for a reference.")
    handler.saves_task()

    handler.page.get_by_role("button", name="A letter ·").click()
    boxes = handler.page.locator("textarea:visible")
    expect(boxes.first).to_have_value("14 January")
    expect(boxes.last).to_have_value("They start work before anybody has asked for a reference.")


def test_a_scan_is_sealed_into_the_case_and_comes_back_as_it_was(reporter, handler, photograph):
    reporter.reports("The lamps of the park are dark.")
    handler.opens("The lamps of the park are dark.")
    handler.starts_a_case()
    handler.page.get_by_text("Add a scan or a file").click()
    handler.page.get_by_role("button", name="Seal and add").click()
    expect(handler.page.get_by_role("link", name="Choose a file")).to_be_visible()
    scan = {"name": "letter.jpg", "mimeType": "image/jpeg", "buffer": photograph}
    handler.page.get_by_label("Files", exact=True).set_input_files([scan])
    handler.page.get_by_label("What it is", exact=True).fill("Both sides of the letter")
    handler.page.get_by_role("button", name="Seal and add").click()
    expect(handler.page.locator("[data-scan-list]")).to_contain_text("Both sides of the letter")
    handler.looks_at("letter.jpg")
    assert handler.saves("letter.jpg") == photograph


def links(handler: Handler, words: str, reference: str) -> None:
    """The report that begins so, put under a case."""
    handler.opens(words)
    handler.page.get_by_role("button", name="Put it under a case that there is").click()
    handler.chooses("Case", reference)
    handler.chooses("How near are they?", "It is the same matter")
    handler.writes("The same matter.")
    handler.page.get_by_role("button", name="Seal and link").click()
    handler.sees_the_case()


def test_each_reporter_of_a_case_reads_their_own_text_and_not_the_others(reporter, handler):
    codes = [reporter.reports("The gym has no first aid box."), reporter.reports("No first aid at the gym.")]
    handler.opens("The gym has no first aid box.")
    links(handler, "No first aid at the gym.", handler.starts_a_case())
    handler.does(FIRST)
    handler.page.get_by_role("button", name="Acknowledge the report", exact=True).click()
    handler.page.locator("#step-apart").check()
    texts = handler.page.locator("[data-apart-list] textarea")
    expect(texts).to_have_count(2)
    texts.nth(1).fill("")
    handler.page.get_by_role("button", name="Seal, send and move the case").click()
    expect(handler.page.locator("[data-error-summary]:visible")).to_be_visible()
    said = ("Thank you for the first.", "Thank you for the second.")
    for text, words in zip(texts.all(), said, strict=True):
        text.fill(words)
    handler.page.get_by_role("button", name="Seal, send and move the case").click()
    handler.sees_the_case()

    read = []
    for code in codes:
        reporter.waits_for_an_answer(code, "Thank you for the")
        read.append(reporter.page.locator("main").inner_text())
    assert sorted(next(each for each in said if each in text) for text in read) == sorted(said)
    assert not any(all(each in text for each in said) for text in read)


def test_a_second_report_is_put_under_the_case_and_taken_out_again(reporter, handler):
    reporter.reports("The kitchen was closed twice.")
    handler.opens("The kitchen was closed twice.")
    reference = handler.starts_a_case()
    reporter.reports("That kitchen again.")
    handler.opens("That kitchen again.")
    handler.page.get_by_role("button", name="Put it under a case that there is").click()
    handler.chooses("Case", reference)
    handler.chooses("How near are they?", "It is the same matter")
    handler.writes("The same kitchen.")
    handler.page.get_by_role("button", name="Seal and link").click()
    handler.sees_the_case()
    reports = handler.page.get_by_role("button", name="Report received").locator("visible=true")
    expect(reports).to_have_count(2)

    handler.page.get_by_role("button", name="Take out").last.click()
    handler.writes("Another kitchen.")
    handler.page.get_by_role("button", name="Seal and take it out").click()
    handler.sees_the_case()
    expect(reports).to_have_count(1)


def test_after_unlocking_the_officer_is_back_in_the_form_with_what_they_typed(reporter, handler):
    reporter.reports("The gate of the school stands open.")
    handler.opens("The gate of the school stands open.")
    handler.starts_a_case()
    handler.opens_task("Could the reporter be guessed?")
    handler.writes("Ask neutral questions.")
    handler.page.get_by_role("button", name="Lock", exact=True).click()
    handler.unlocks()
    expect(handler.page.get_by_role("button", name="Seal and save")).to_be_visible()
    expect(handler.page.locator("textarea:visible")).to_have_value("Ask neutral questions.")
