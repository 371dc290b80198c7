"""The reporter objects to a reader of the report: shut at once, decided by a colleague, told on the page."""

import re
import time

from playwright.sync_api import expect

from tests.journeys.browsers import IN_CHROMIUM_FIRST
from tests.journeys.officer import SOON_MS, Officer

WORDS = "The taxi licences are signed by a friend."
HIS_WORDS = "He signs them himself, on Sundays."

pytestmark = IN_CHROMIUM_FIRST


def objects_to(reporter, title: str, words: str) -> None:
    """To whoever has this title, from the list on the follow-up page."""
    listed = reporter.page.locator("[data-readers-list] li")
    reader = listed.filter(has_text=re.compile(rf"^\s*{re.escape(title)}"))
    reader.get_by_role("button", name="This is a problem").click()
    reporter.page.get_by_role("textbox", name="Your message").fill(words)
    reporter.presses("Lock and send")
    expect(reporter.page.get_by_text("your report is shut to that person")).to_be_visible(timeout=SOON_MS)


def waits_for_message(town, officer: Officer, folder: str) -> None:
    """Without opening anything: the server's count."""
    for _ in range(60):
        line = next((each for each in officer.listed() if each["folder"] == folder), None)
        if line is None or line["messages"]:
            return
        time.sleep(0.5)
    raise AssertionError("the message was not brought")


def is_refused(officer: Officer) -> None:
    expect(officer.page.get_by_role("heading", name="A colleague decides first")).to_be_visible(
        timeout=SOON_MS
    )
    expect(officer.page.get_by_text(HIS_WORDS)).to_have_count(0)


def test_a_colleague_opens_an_objection_and_decides(reporter, deputy, monitoring_officer):
    code = reporter.reports(WORDS)
    monitoring_officer.opens(WORDS)
    deputy.opens(WORDS)
    reporter.comes_back_with(code)
    objects_to(reporter, "Monitoring Officer (demonstration)", HIS_WORDS)

    for _ in range(30):
        deputy.opens(WORDS)
        if deputy.page.get_by_text(HIS_WORDS).count():
            break
        time.sleep(1)
    deputy.reads("The reporter says that this person is a problem: Monitoring Officer (demonstration)")
    panel = deputy.page.locator("[data-colleagues]")
    expect(panel).to_contain_text("the reporter objects. They cannot read it")
    monitoring_officer.finds("A colleague decides whether you may read this").click()
    is_refused(monitoring_officer)

    panel.get_by_label("What do you decide, and why?").select_option(label="Shut them out: they are involved")
    expect(panel.get_by_label("What to tell the reporter")).not_to_have_value("")
    panel.get_by_role("button", name="Decide and tell the reporter").click()
    expect(panel).to_contain_text("is shut out", timeout=SOON_MS)
    reporter.waits_for_an_answer(code, "They can no longer open your report.")


def test_whoever_is_objected_to_and_opens_it_first_shuts_themselves_out(
    reporter, mailbox, town, monitoring_officer, deputy
):
    reporter.comes_back_with(mailbox.code)
    folder = mailbox.frame.folder.hex()
    monitoring_officer.has_no_conflict_anywhere()
    objects_to(reporter, "Monitoring Officer (demonstration)", HIS_WORDS)
    waits_for_message(town, monitoring_officer, folder)

    monitoring_officer.inbox()

    answers = monitoring_officer.page.context.request.get(
        f"{town.casework}/api/reports/{folder}", headers=monitoring_officer.shown
    )
    assert answers.status == 423
    expect(monitoring_officer.page.get_by_text(HIS_WORDS)).to_have_count(0)
    deputy.has_no_conflict_anywhere()
    assert deputy.asks(f"/api/reports/{folder}/thread")["heeded"]
