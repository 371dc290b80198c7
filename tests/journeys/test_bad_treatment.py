"""Bad treatment, told on the follow-up page and noted at the desk from the message."""

import time

from playwright.sync_api import expect

from tests.journeys.browsers import IN_CHROMIUM, IN_CHROMIUM_FIRST
from tests.journeys.handler import Handler
from tests.journeys.reporter import SOON_MS

WORDS = "The rota is changed for whoever complains."
TOLD = "They cut my Saturdays the week after."


def opens_until(handler: Handler, words: str, message: str) -> None:
    """The worker takes a moment to bring a message."""
    for _ in range(20):
        handler.opens(words)
        if handler.page.get_by_text(message).count():
            return
        time.sleep(1)
    raise AssertionError(f"no message says {message!r}")


@IN_CHROMIUM_FIRST
def test_bad_treatment_is_told_in_ticks_and_noted_at_the_desk(reporter, handler):
    code = reporter.reports(WORDS)
    handler.opens(WORDS)
    reference = handler.starts_a_case()
    reporter.comes_back_with(code)
    reporter.presses("Tell us how you are treated")
    for tick in ("Act, so that it stops", "Answer me on this page", "I get less pay or fewer hours"):
        reporter.page.get_by_label(tick, exact=True).check()
    reporter.page.get_by_role("textbox", name="Your message").fill(TOLD)
    reporter.presses("Lock and send")
    reporter.reads("What happens next: somebody who can open your report reads this, notes it, and acts by")

    opens_until(handler, WORDS, TOLD)
    handler.reads("Act · Wants an answer · Less pay or fewer hours")
    handler.page.get_by_role("button", name="Note the bad treatment in the case").click()
    expect(handler.page.get_by_label("Act", exact=True)).to_be_checked(timeout=SOON_MS)
    expect(handler.page.get_by_label("Less pay or fewer hours", exact=True)).to_be_checked()
    handler.writes("Shifts were taken away. Asked for the reasons of the change.")
    handler.saves_task()
    expect(handler.page.locator("[data-detriments]")).to_contain_text("Less pay or fewer hours")

    handler.page.get_by_role("button", name="Back to reports").locator("visible=true").click()
    listed = handler.page.locator("[data-queue-group=detriment]")
    expect(listed).to_contain_text(reference, timeout=SOON_MS)
    opens_until(handler, WORDS, TOLD)
    handler.reads("Noted in the case")
    expect(handler.page.get_by_role("button", name="Note the bad treatment in the case")).to_be_hidden()


@IN_CHROMIUM
def test_ticks_travel_inside_the_message_and_change_its_size_by_nothing(reporter, mailbox, wire):
    reporter.comes_back_with(mailbox.code)
    reporter.writes_again("Nothing else.")
    reporter.presses("Tell us how you are treated")
    for tick in reporter.page.locator("[data-topic=detriment] [type=checkbox]").all():
        tick.check()
    reporter.presses("Lock and send")
    expect(reporter.page.get_by_text("What happens next").locator("visible=true")).to_be_visible(
        timeout=SOON_MS
    )

    sent = [each.post_data_buffer for each in wire.requests if each.url.endswith("/api/send")]
    assert len(sent) == 2
    assert len({len(each) - ticket_of(each) for each in sent}) == 1
    assert b"bullying" not in wire.bodies()


def ticket_of(frame: bytes) -> int:
    """How long the ticket in a `send` is (protocol §12): its field follows the id."""
    at = 6 + 4 + 16
    return int.from_bytes(frame[at : at + 4])
