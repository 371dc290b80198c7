"""Coming back with a code: who can open the report, where things are, what does not fit."""

import re
import urllib.request

from playwright.sync_api import expect

from crypto.code import new_code, words
from crypto.keyring import Title
from crypto.letter import Ack, Reader
from crypto.names import Hash
from tests.journeys.browsers import IN_EVERY_BROWSER_CHROMIUM_FIRST
from tests.journeys.mailbox import Mailbox, days
from tests.journeys.reporter import SOON_MS

SOMEONE_ELSES = Hash(b"\7" * 32)

pytestmark = IN_EVERY_BROWSER_CHROMIUM_FIRST


def in_words(day) -> str:
    return f"{day.day} {day:%B %Y}"


def test_a_mistyped_code_is_told_on_the_device(reporter, mailbox, wire):
    wrong = mailbox.code.split()
    wrong[3] = "zzzz"

    reporter.enters(" ".join(wrong))
    reporter.reads("That code has a typing mistake in word 4.")
    reporter.page.get_by_label("Your follow-up code").fill(" ".join(mailbox.code.split()[:7]))
    reporter.presses("Enter")
    reporter.reads("That code has 7 words.")
    reporter.page.get_by_label("Your follow-up code").fill(" ".join(reversed(mailbox.code.split())))
    reporter.presses("Enter")
    reporter.reads("One word is not the right one, or two have changed places.")

    assert wire.posted == []
    assert reporter.page.locator(":focus").get_by_role("heading").inner_text() == "There is a problem"


def test_an_unknown_code_gets_one_answer(reporter, mailbox):
    reporter.enters(" ".join(words(mailbox.instance, new_code())))

    reporter.reads("We cannot find a report for that code. Codes stop working 12 months after a case ends.")


def test_before_a_reply_the_page_says_who_can_open_the_report_and_when_to_expect_one(reporter, town):
    mailbox = Mailbox.of_a_report(town, leaving_out=("monitoring.officer",))

    reporter.comes_back_with(mailbox.code.upper().replace(" ", "-"))

    reporter.reads("We aim to leave a first reply within 5 working days")
    reporter.reads("You have sent us your report, and no message since.")
    readers = reporter.page.locator("[data-readers-list]")
    expect(readers).to_contain_text("Deputy Monitoring Officer")
    expect(readers.locator("li", has_text=re.compile("^\\s*Monitoring Officer"))).to_have_count(0)
    assert mailbox.code not in reporter.page.content()
    assert reporter.page.url.endswith("/check")


def test_a_name_is_asked_for_only_while_two_groups_can_keep_it(reporter, town):
    button = reporter.page.get_by_role("button", name="Give your name in confidence")

    reporter.comes_back_with(Mailbox.of_a_report(town).code)
    expect(button).to_be_visible()
    alone = Mailbox.of_a_report(town, leaving_out=("reviewer",))
    reporter.comes_back_with(alone.code)
    expect(button).to_be_hidden()


def test_replies_say_where_things_are_who_reads_and_when_the_next_comes(reporter, mailbox):
    officer, investigator = Title("Monitoring Officer", ""), Title("Outside investigator", "")
    mailbox.is_answered("We have opened it.", "opened", on=days(-20), next_date=days(-5))
    mailbox.is_answered(
        "We are looking.\n\nWhich quarter was it?",
        on=days(-2),
        next_date=days(21),
        ack=Ack(0, mailbox.state().sent),
        readers=(
            Reader(officer, days(-30), None, days(-20)),
            Reader(investigator, days(-2), days(60), None),
        ),
    )

    reporter.comes_back_with(mailbox.code)

    steps = reporter.page.locator("[data-steps] > li:visible")
    expect(steps.nth(1)).to_contain_text(in_words(days(-20)))
    expect(reporter.page.locator("[aria-current=step]")).to_contain_text("We are looking into it")
    reporter.reads(f"Next update from us by {in_words(days(21))}.")
    reporter.reads("Which quarter was it?")
    reporter.reads("When this was written, your report had been read.")
    reporter.reads("Outside investigator")
    reporter.reads("has not opened it yet")
    expect(reporter.page.get_by_text("Something here does not fit together.")).to_be_hidden()


def test_earlier_replies_come_on_request(reporter, mailbox):
    for number in range(1, 7):
        mailbox.is_answered(f"This is update {number}.")

    reporter.comes_back_with(mailbox.code)
    reporter.reads("This is update 6.")
    expect(reporter.page.get_by_text("This is update 2.")).to_have_count(0)
    reporter.presses("Show earlier replies")

    expect(reporter.page.get_by_text("This is update 1.")).to_be_visible(timeout=SOON_MS)
    expect(reporter.page.get_by_role("button", name="Show earlier replies")).to_be_hidden()
    expect(reporter.page.get_by_text("Something here does not fit together.")).to_be_hidden()


def test_a_promised_day_that_has_passed_is_told(reporter, mailbox):
    mailbox.is_answered("Soon.", on=days(-30), next_date=days(-3))

    reporter.comes_back_with(mailbox.code)

    reporter.reads(f"We said that we would update you by {in_words(days(-3))}. That day has passed.")


def test_a_month_after_the_first_reply_the_page_asks_how_things_have_been(reporter, mailbox):
    mailbox.is_answered("We have opened it.", "opened", on=days(-40))

    reporter.comes_back_with(mailbox.code)
    reporter.reads("We promised to ask on")
    reporter.presses("Answer")
    reporter.page.get_by_label("I am worried", exact=True).check()
    reporter.presses("Lock and send")

    expect(reporter.page.get_by_text("We have your message.")).to_be_visible(timeout=SOON_MS)
    expect(reporter.page.get_by_text("We promised to ask on")).to_be_hidden()
    assert mailbox.state().seq == 1


def test_nobody_is_asked_before_a_month_has_gone_by(reporter, mailbox):
    mailbox.is_answered("We have opened it.", "opened", on=days(-20))

    reporter.comes_back_with(mailbox.code)

    expect(reporter.page.get_by_text("We promised to ask on")).to_be_hidden()


def test_what_does_not_fit_is_told(reporter, mailbox):
    mailbox.is_answered("The first.")
    mailbox.is_answered("The third.", skipping=1)
    mailbox.is_answered("The fourth, of another story.", prev=SOMEONE_ELSES)
    mailbox.is_answered("The fifth.", ack=Ack(3, SOMEONE_ELSES))

    reporter.comes_back_with(mailbox.code)

    reporter.reads("A reply before number 3 is missing.")
    reporter.reads("reply 4 does not follow from the replies before it")
    reporter.reads("Reply 5 answers a message that this code has not sent.")


def test_a_reply_by_somebody_left_out_is_never_shown(reporter, town):
    mailbox = Mailbox.of_a_report(town, leaving_out=("monitoring.officer",))
    mailbox.is_answered("Trust me.", by="monitoring.officer")

    reporter.comes_back_with(mailbox.code)

    reporter.reads("One reply is not shown, because it was not written by somebody who may answer you.")
    expect(reporter.page.get_by_text("Trust me.")).to_have_count(0)


def test_a_changed_keyring_stops_everything(reporter, town, mailbox, wire):
    with urllib.request.urlopen(town.portal + "/api/keyring") as answer:
        keyring = bytearray(answer.read())
    keyring[-1] ^= 1
    wire.serves("**/api/keyring", bytes(keyring))

    reporter.enters(mailbox.code)

    reporter.sees("We stopped to keep you safe")
    reporter.reads("may be forged")
    assert wire.posted == []
