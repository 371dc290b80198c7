"""The whole way without a pointer: Tab reaches every control; every step takes the focus and is announced."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.journeys.browsers import IN_EVERY_BROWSER
from tests.journeys.officer import Officer
from tests.journeys.reporter import SOON_MS, Reporter

FOCUSED = """() => {
  const element = document.activeElement;
  const labels = [...(element.labels ?? [])].map((label) => label.textContent);
  return [...labels, element.innerText].join(' ').replace(/\\s+/g, ' ').trim();
}"""


@dataclass
class Keyboard:
    page: Page

    def reaches(self, words: str) -> None:
        """Press Tab until what has the focus is called so."""
        seen = []
        for _ in range(60):
            self.page.keyboard.press("Tab")
            seen.append(self.page.evaluate(FOCUSED))
            if seen[-1].removeprefix(Reporter.mark).startswith(words):
                return
        raise AssertionError(f"Tab does not reach {words!r}, only {seen}")

    def presses(self, button: str, key: str = "Enter") -> None:
        self.reaches(button)
        self.page.keyboard.press(key)

    def types(self, field: str, words: str) -> None:
        self.reaches(field)
        self.page.keyboard.type(words)

    def arrives_at(self, heading: str, announced: str = "") -> None:
        """The new heading has the focus, and its step is said aloud."""
        focused = self.page.locator("h1:focus")
        expect(focused).to_have_text(heading, timeout=SOON_MS, use_inner_text=True)
        if announced:
            expect(self.page.locator("[data-announce]")).to_have_text(announced)


def answers_every_question(keys: Keyboard, reporter: Reporter) -> None:
    """From the start to the last answer; a mistake on the way takes the focus."""
    keys.presses("Start now")
    expect(reporter.page.get_by_role("button", name="Continue", exact=True)).to_be_visible(timeout=SOON_MS)
    for heading in ("What anonymous really means", "What you can tell us about"):
        keys.presses("Continue")
        keys.arrives_at(heading)
    keys.presses("Continue")
    keys.arrives_at("Tell us what happened", "Question 1 of 7")
    keys.presses("Continue", "Space")
    expect(reporter.page.locator(".govuk-error-summary")).to_be_focused()
    keys.presses("Tell us what happened. It is the only question")
    reporter.page.keyboard.type("Written without a mouse.")
    keys.presses("Continue")
    keys.arrives_at("What is it about?", "Question 2 of 7")
    keys.presses("Money, contracts or fraud", "Space")
    keys.presses("Continue")
    keys.arrives_at("Is it still happening, and how urgent is it?", "Question 3 of 7")
    keys.presses("Continue")
    keys.arrives_at("Who must not see this?", "Question 4 of 7")
    keys.presses("Deputy Monitoring Officer", "Space")
    keys.presses("Continue")
    keys.arrives_at("How do you know, and who else might know?", "Question 5 of 7")
    keys.presses("Continue")
    keys.arrives_at("Add files", "Question 6 of 7")
    keys.presses("Continue")
    keys.arrives_at("About you", "Question 7 of 7")
    keys.presses("Continue")


@IN_EVERY_BROWSER
def test_a_report_is_written_sent_and_followed_by_keyboard_alone(reporter, town):
    keys = Keyboard(reporter.page)
    reporter.page.goto(town.portal)
    answers_every_question(keys, reporter)
    keys.arrives_at("Check your answers before you send")
    reporter.reads("Money, contracts or fraud")
    expect(reporter.page.locator("[data-row=left_out]")).to_contain_text("Deputy Monitoring Officer")
    keys.presses("Lock and send")
    keys.arrives_at("We have locked and received your report")

    words = reporter.page.locator("[data-code] li").all_inner_texts()
    keys.types("First word", words[0].strip())
    keys.types("Last word", words[-1].strip())
    keys.presses("I have kept my code")
    expect(reporter.page.get_by_role("heading", name="You have your code")).to_be_focused()
    keys.presses("Check progress of a report")
    expect(reporter.page.get_by_role("button", name="Enter", exact=True)).to_be_visible(timeout=SOON_MS)
    keys.types("Your follow-up code", " ".join(word.strip() for word in words))
    keys.presses("Enter", "Space")
    keys.arrives_at("Where things are")


def test_an_officer_signs_in_and_opens_a_report_by_keyboard_alone(browser, reporter, town):
    reporter.reports("For the officer without a mouse.")
    officer = Officer.at_the_desk(browser, town.casework)
    keys = Keyboard(officer.page)
    expect(officer.page.get_by_role("button", name="Sign in", exact=True)).to_be_visible(timeout=SOON_MS)
    for field, value in zip(
        ("User name", "Passphrase", "Six-digit code"), officer.secrets_of("reviewer"), strict=True
    ):
        keys.types(field, value)
    keys.presses("Sign in")
    keys.arrives_at("Reports")
    officer.waits_for("For the officer without a mouse.")
    keys.presses("For the officer without a mouse.")

    expect(officer.page.locator("h1:focus")).to_contain_text("Report received", timeout=SOON_MS)
    officer.reads("For the officer without a mouse.")
    officer.page.context.close()
