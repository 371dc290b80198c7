"""Coming back with a code: what is seen, what is sent, and what happens when something goes wrong."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from crypto.code import new_code, words
from crypto.keyring import Title
from crypto.letter import Ack, Reader
from crypto.names import Hash
from tests.journeys.barriers import barriers
from tests.journeys.mailbox import Mailbox, days
from tests.journeys.reporter import SOON_MS, Reporter

LATER_MS = 90_000
SOMEONE_ELSES = Hash(b"\7" * 32)


@pytest.fixture
def mailbox(town) -> Mailbox:
    return Mailbox.of_a_report(town)


def in_words(day) -> str:
    return f"{day.day} {day:%B %Y}"


def calls(page: Page) -> list[str]:
    """The paths that the page and its worker ask for from now on."""
    seen: list[str] = []
    page.context.on("request", lambda request: seen.append(request.url.split("/", 3)[3]))
    return seen


def test_a_mistyped_code_is_told_on_the_device(reporter, mailbox):
    seen = calls(reporter.page)
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

    assert not {"api/begin", "api/ask", "api/send"} & set(seen)
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
    reporter.page.get_by_role("textbox", name="Your message").fill(text)
    reporter.reads("They will travel as 3 messages")
    reporter.presses("Lock and send")

    expect(reporter.page.get_by_text("We have your message.")).to_be_visible(timeout=LATER_MS)
    shown = reporter.page.locator(".candour-letter--own .candour-letter__text").all_text_contents()
    assert "".join(reversed(shown)) == text
    assert mailbox.state().seq == 3


def test_an_empty_message_is_not_sent(reporter, mailbox):
    reporter.comes_back_with(mailbox.code)
    reporter.presses("Write to us")
    reporter.presses("Lock and send")

    reporter.reads("Write a message, or add a file")
    assert mailbox.state().seq == 0


def test_a_lost_answer_is_asked_about_and_the_message_arrives_once(reporter, mailbox):
    def loses_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    reporter.comes_back_with(mailbox.code)
    reporter.page.context.route("**/api/send", loses_the_answer)
    reporter.presses("Write to us")
    reporter.page.get_by_role("textbox", name="Your message").fill("Sent once.")
    reporter.presses("Lock and send")
    reporter.sees("We do not know yet if your message arrived")
    reporter.page.go_back()
    reporter.sees("We do not know yet if your message arrived")
    reporter.page.context.unroute("**/api/send")
    reporter.page.locator("[data-screen=unsure]").get_by_role("button", name="Try again").click()

    expect(reporter.page.get_by_text("We have your message.")).to_be_visible(timeout=SOON_MS)
    assert mailbox.state().seq == 1


def test_a_dead_connection_loses_no_typed_word(reporter, mailbox):
    reporter.comes_back_with(mailbox.code)
    reporter.page.context.route("**/api/**", lambda route: route.abort())
    reporter.presses("Write to us")
    reporter.page.get_by_role("textbox", name="Your message").fill("Kept word for word.")
    reporter.presses("Lock and send")
    reporter.sees("Your message has not been sent")
    reporter.presses("Go back to my message")
    assert reporter.page.get_by_role("textbox", name="Your message").input_value() == "Kept word for word."
    reporter.page.context.unroute("**/api/**")
    reporter.presses("Lock and send")

    expect(reporter.page.get_by_text("We have your message.")).to_be_visible(timeout=SOON_MS)
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


def test_a_changed_keyring_stops_everything(reporter, mailbox):
    def forged(route: Route) -> None:
        answer = route.fetch()
        body = bytearray(answer.body())
        body[-1] ^= 1
        route.fulfill(status=200, body=bytes(body), content_type="application/octet-stream")

    reporter.page.context.route("**/api/keyring", forged)
    seen = calls(reporter.page)

    reporter.enters(mailbox.code)

    reporter.sees("We stopped to keep you safe")
    reporter.reads("may be forged")
    assert "api/begin" not in seen


def test_ending_the_visit_forgets_everything(reporter, mailbox):
    mailbox.is_answered("A secret answer.")
    reporter.comes_back_with(mailbox.code)
    reporter.presses("Write to us")
    reporter.page.get_by_role("textbox", name="Your message").fill("Half a thought.")
    reporter.presses("Go back")
    reporter.presses("End this visit")

    reporter.sees("You have ended this visit")
    assert "A secret answer." not in reporter.page.content()
    assert reporter.page.locator("#message").input_value() == ""
    assert reporter.page.locator("#code").input_value() == ""


def test_exit_never_asks_and_wipes(reporter, mailbox):
    asked: list[str] = []
    reporter.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    reporter.page.context.route("**/leave", lambda route: route.fulfill(body="Rain later"))
    reporter.comes_back_with(mailbox.code)
    reporter.presses("Write to us")
    reporter.page.get_by_role("textbox", name="Your message").press_sequentially("Do not keep this")
    for _ in range(3):
        reporter.page.keyboard.press("Shift")

    expect(reporter.page.get_by_text("Rain later")).to_be_visible()
    assert asked == []
    reporter.page.go_back()
    assert "Do not keep this" not in reporter.page.content()


def test_a_reload_asks_first_when_something_is_typed(reporter, mailbox):
    asked: list[str] = []
    reporter.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    reporter.comes_back_with(mailbox.code)
    reporter.presses("Write to us")
    reporter.page.get_by_role("textbox", name="Your message").press_sequentially("Words")
    reporter.page.reload()

    assert asked == ["beforeunload"]


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

    expect(reporter.page.get_by_text("We have your message.")).to_be_visible(timeout=SOON_MS)
    assert mailbox.state().seq == 1


def test_no_page_of_the_visit_has_a_barrier(launched, town, mailbox):
    mailbox.is_answered(
        "One.", next_date=days(5), readers=(Reader(Title("Deputy", ""), days(-9), None, None),)
    )
    mailbox.is_answered("Three.", skipping=1)
    with Reporter.on(launched("chromium"), town.portal, viewport={"width": 320, "height": 800}) as reporter:
        page = reporter.page
        reporter.enters("nonsense")
        reporter.reads("typing mistake")
        found = {"code": barriers(page)}
        reporter.comes_back_with(mailbox.code)
        found["standing"] = barriers(page)
        reporter.presses("Write to us")
        reporter.presses("Lock and send")
        found["write"] = barriers(page)
        for screen in ("sending", "unsent", "unsure", "stopped", "ended"):
            page.evaluate(
                """name => document.querySelectorAll('[data-screen]').forEach(
                  (each) => { each.hidden = each.dataset.screen !== name; })""",
                screen,
            )
            found[screen] = barriers(page)

    assert {screen: found for screen, found in found.items() if found} == {}
