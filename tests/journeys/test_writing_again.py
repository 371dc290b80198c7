"""Writing with a code: nothing cut, nothing doubled, no typed word lost."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browsers import IN_EVERY_BROWSER_CHROMIUM_FIRST
from tests.journeys.reporter import Reporter
from tests.relay import relaying

LATER_MS = 120_000

pytestmark = IN_EVERY_BROWSER_CHROMIUM_FIRST


def types(reporter: Reporter, words: str) -> None:
    reporter.page.get_by_role("textbox", name="Your message").fill(words)


def arrives(reporter: Reporter) -> None:
    expect(reporter.page.get_by_text("We have your message.")).to_be_visible(timeout=LATER_MS)


def test_a_message_with_a_file_arrives_and_is_counted(reporter, mailbox, tmp_path):
    (tmp_path / "ledger.txt").write_text("page 7\n")

    reporter.comes_back_with(mailbox.code)
    reporter.writes_again("Look at page 7.", files=[str(tmp_path / "ledger.txt")])

    reporter.reads("You have sent us your report, and 1 message since.")
    reporter.reads("Look at page 7.")
    reporter.reads("Files: ledger.txt")
    assert mailbox.state().seq == 1
    reporter.comes_back_with(mailbox.code)
    expect(reporter.page.get_by_text("Look at page 7.")).to_have_count(0)


def test_a_long_message_travels_as_several_and_nothing_is_cut(reporter, mailbox):
    text = "A sentence about the second ledger stands here. " * 500

    reporter.comes_back_with(mailbox.code)
    reporter.presses("Write to us")
    types(reporter, text)
    reporter.reads("They will travel as 3 messages")
    reporter.presses("Lock and send")

    arrives(reporter)
    shown = reporter.page.locator(".candour-letter--own .candour-letter__text").all_text_contents()
    assert "".join(reversed(shown)) == text
    assert mailbox.state().seq == 3


def test_an_empty_message_is_not_sent(reporter, mailbox):
    reporter.comes_back_with(mailbox.code)
    reporter.presses("Write to us")
    reporter.presses("Lock and send")

    reporter.reads("Write a message, or add a file")
    assert mailbox.state().seq == 0


def test_a_lost_answer_is_asked_about_and_the_message_arrives_once(reporter, mailbox, town):
    with relaying(town.portal_port) as relay:
        reporter.portal = relay.address
        reporter.comes_back_with(mailbox.code)
        reporter.presses("Write to us")
        types(reporter, "Sent once.")
        unsure = reporter.page.get_by_role("heading", name="We do not know yet if your message arrived")
        with relay.losing_answers("/api/send"):
            reporter.presses("Lock and send")
            expect(unsure).to_be_visible(timeout=LATER_MS)
            reporter.page.go_back()
            expect(unsure).to_be_visible()
        reporter.page.locator("[data-screen=unsure]").get_by_role("button", name="Try again").click()

        arrives(reporter)
    assert mailbox.state().seq == 1


def test_a_dead_connection_loses_no_typed_word(reporter, mailbox, wire):
    reporter.comes_back_with(mailbox.code)
    wire.is_cut()
    reporter.presses("Write to us")
    types(reporter, "Kept word for word.")
    reporter.presses("Lock and send")
    reporter.sees("Your message has not been sent")
    reporter.presses("Go back to my message")
    assert reporter.page.get_by_role("textbox", name="Your message").input_value() == "Kept word for word."
    wire.is_mended()
    reporter.presses("Lock and send")

    arrives(reporter)
    assert mailbox.state().seq == 1


@pytest.mark.parametrize(
    ("status", "told"), [(503, "The service cannot take it now."), (400, "The service did not take it.")]
)
def test_a_service_that_refuses_is_told_and_keeps_every_word(reporter, mailbox, wire, status, told):
    reporter.comes_back_with(mailbox.code)
    wire.answers("**/api/send", status)
    reporter.presses("Write to us")
    types(reporter, "Kept after a refusal.")
    reporter.presses("Lock and send")
    reporter.sees("Your message has not been sent")
    reporter.reads(told)
    wire.is_mended()
    reporter.page.locator("[data-screen=unsent]").get_by_role("button", name="Try again").click()

    arrives(reporter)
    reporter.reads("Kept after a refusal.")
    assert mailbox.state().seq == 1


def test_a_message_overtaken_by_another_visit_still_arrives(reporter, mailbox):
    reporter.comes_back_with(mailbox.code)
    other = reporter.page.context.new_page()
    first, reporter.page = reporter.page, other
    reporter.comes_back_with(mailbox.code)
    reporter.writes_again("From the second window.")
    reporter.page = first
    reporter.writes_again("From the first window.")

    reporter.reads("You have sent us your report, and 2 messages since.")
    assert mailbox.state().seq == 2


def test_the_whole_way_by_keyboard(reporter, mailbox):
    reporter.enters("")
    box = reporter.page.get_by_label("Your follow-up code")
    box.fill(mailbox.code)
    box.press("Enter")
    reporter.sees("Where things are")
    reporter.page.get_by_role("button", name="Write to us").press("Enter")
    reporter.page.keyboard.press("Tab")
    reporter.page.keyboard.type("By keyboard.")
    reporter.page.get_by_role("button", name="Lock and send").press("Space")

    arrives(reporter)
    assert mailbox.state().seq == 1
