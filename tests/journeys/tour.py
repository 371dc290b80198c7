"""A walk past every state of the reporter's pages; each stop is named by what is yielded."""

from collections.abc import Iterator, Sequence
from typing import Final

from playwright.sync_api import expect

from portal.web.pages import PAGES
from tests.journeys.mailbox import Mailbox, days
from tests.journeys.reporter import Reporter

SHOW = "(selector) => document.querySelectorAll(selector).forEach((each) => { each.hidden = false; })"
HIDE = "(selector) => document.querySelectorAll(selector).forEach((each) => { each.hidden = true; })"
READ_ONLY = [path for path in PAGES if path not in ("/report", "/check")]
LONG = "Misappropriationofcouncilpropertybyseveralofficersoveralongtime. " * 3


def _all_at_once(reporter: Reporter, selector: str, name: str) -> Iterator[str]:
    """What is rarely seen is shown together, then hidden again."""
    reporter.page.evaluate(SHOW, selector)
    yield name
    reporter.page.evaluate(HIDE, selector)


def before_the_questions(reporter: Reporter) -> Iterator[str]:
    reporter.opens_the_report_page()
    yield "use a safe device"
    yield from _all_at_once(
        reporter, "[data-getting-ready], [data-unready], [data-unready-again]", "not ready"
    )
    reporter.presses("Continue")
    reporter.page.get_by_text("How to check that this page is genuine").click()
    yield "what anonymous means"
    reporter.presses("Continue")
    yield "the right place"
    reporter.presses("Continue")


def the_questions(reporter: Reporter, files: Sequence[str]) -> Iterator[str]:
    reporter.sees("Tell us what happened")
    reporter.presses("Continue")
    yield "nothing written"
    reporter.writes(LONG)
    yield "what is it about"
    reporter.presses("Continue")
    reporter.page.get_by_role("group", name="Could evidence be destroyed soon?").get_by_label(
        "Yes", exact=True
    ).check()
    yield "how urgent"
    reporter.presses("Continue")
    for box in reporter.page.locator("[data-reader-list] input").all():
        box.uncheck()
    reporter.presses("Continue")
    yield "everybody left out"
    reporter.page.locator("[data-reader-list] input").first.check()
    reporter.presses("Continue")
    reporter.page.get_by_label("1 to 3").check()
    reporter.page.get_by_role("group", name="Have you sent us a report about this before?").get_by_label(
        "Yes", exact=True
    ).check()
    yield "how do you know"
    reporter.presses("Continue")
    reporter.chooses(files)
    reporter.presses("Continue")
    yield "a file not agreed to"
    reporter.page.get_by_role("checkbox", name="I understand. Send this file as it is").check()
    reporter.presses("Continue")
    reporter.page.get_by_label("I am worried about it").check()
    yield "about you"
    reporter.presses("Continue")
    reporter.sees("Check your answers before you send")
    yield "check your answers"


def the_sending(reporter: Reporter) -> Iterator[str]:
    yield from _all_at_once(reporter, "[data-screen=sending], [data-screen^=trouble-]", "every trouble")
    reporter.presses("Lock and send")
    reporter.sees("We have locked and received your report")
    words = reporter.page.locator("[data-code] li").all_inner_texts()
    reporter.presses("I have kept my code")
    yield "the code, not yet kept"
    reporter.page.get_by_label("First word").fill(words[0].strip())
    reporter.page.get_by_label("Last word").fill(words[-1].strip())
    reporter.presses("I have kept my code")
    yield "the code, kept"


MORE_TO_SAY: Final = {
    "Answer": "how things have been",
    "This is a problem": "an objection",
    "Tell us how you are treated": "bad treatment",
    "Give your name in confidence": "a name in confidence",
}


def the_follow_up(reporter: Reporter, mailbox: Mailbox, files: Sequence[str]) -> Iterator[str]:
    reporter.enters("one two")
    reporter.reads("That code has 2 words.")
    yield "a mistyped code"
    mailbox.is_answered(LONG, on=days(-40))
    reporter.comes_back_with(mailbox.code)
    yield "where things are"
    for button, state in MORE_TO_SAY.items():
        reporter.page.get_by_role("button", name=button).first.click()
        yield state
        reporter.page.locator("[data-not-now]").click()
        reporter.sees("Where things are")
    reporter.presses("Write to us")
    reporter.page.get_by_role("textbox", name="Your message").fill(LONG * 100)
    reporter.chooses(files)
    reporter.presses("Lock and send")
    yield "a message with a file not agreed to"
    rare = "[data-screen=sending], [data-screen=unsent], [data-screen=unsure], [data-screen=stopped]"
    yield from _all_at_once(reporter, f"{rare}, [data-reason]", "a message in trouble")
    reporter.presses("Go back")
    reporter.presses("End this visit")
    yield "the visit, ended"


def pages_to_read(reporter: Reporter) -> Iterator[str]:
    for path in [*READ_ONLY, "/nowhere"]:
        reporter.page.goto(reporter.portal + path)
        yield path


def plain_forms(reporter: Reporter, mailbox: Mailbox) -> Iterator[str]:
    page = reporter.page
    mailbox.is_answered(LONG)
    page.goto(f"{reporter.portal}/plain/report")
    yield "the plain report"
    page.get_by_role("button", name="Send anyway").click()
    yield "the plain report with a mistake"
    page.get_by_label("What happened", exact=True).fill(LONG)
    page.get_by_role("button", name="Send anyway").click()
    reporter.sees("We have received and locked your report")
    yield "the plain code"
    page.goto(f"{reporter.portal}/plain/check")
    page.get_by_label("Your follow-up code").fill("one two")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    yield "a mistyped plain code"
    page.get_by_label("Your follow-up code").fill(mailbox.code)
    page.get_by_role("button", name="Continue").click()
    reporter.sees("Your report")
    yield "the plain mailbox"
