"""Taking somebody out and letting them in again: what they read, and what the reporter is told."""

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.eyes import Eyes
from tests.journeys.officer import SOON_MS, Officer

DEPUTY = "Deputy Monitoring Officer (demonstration)"
TOLD = "Who can open your report has changed."
BOTH = pytest.mark.parametrize(
    "browser", ["chromium", pytest.param("firefox", marks=pytest.mark.slow)], indirect=True
)


def section(officer: Officer, of: str = "report") -> Locator:
    return officer.page.locator(f"[data-access={of}]")


def unfolds(officer: Officer, name: str, of: str = "report") -> None:
    """What loads meanwhile may fold it again."""
    fold = section(officer, of).locator("details").filter(has=officer.page.get_by_text(name, exact=True))
    for _ in range(3):
        if fold.get_attribute("open") is None:
            fold.get_by_text(name, exact=True).click()
        officer.page.wait_for_timeout(300)


def takes_out(officer: Officer, title: str, why: str, of: str = "report") -> None:
    unfolds(officer, "Take somebody out", of)
    form = section(officer, of).locator(f"[data-form={of}-take-out]")
    form.get_by_label("Who").select_option(label=title)
    form.get_by_label("Why").select_option(label=why)
    form.get_by_role("button", name="Take them out").click()
    expect(section(officer, of).get_by_role("status")).to_contain_text("They are taken out", timeout=SOON_MS)


def lets_in(officer: Officer, title: str, why: str) -> None:
    unfolds(officer, "Let somebody in")
    form = section(officer).locator("[data-form=report-let-in]")
    form.get_by_role("button", name="Let them in").click()
    expect(section(officer).get_by_text("There is a problem")).to_be_visible()
    form.get_by_label("Who").select_option(label=title)
    form.get_by_label("Why").select_option(label=why)
    form.get_by_role("button", name="Let them in").click()
    expect(section(officer).get_by_role("status")).to_contain_text("They are let in", timeout=SOON_MS)


@BOTH
def test_somebody_taken_out_reads_nothing_more_and_the_reporter_is_told(
    browser, reporter, monitoring_officer, deputy
):
    code = reporter.reports("The depot sells council timber.")
    deputy.opens("The depot sells council timber.")
    monitoring_officer.opens("The depot sells council timber.")
    takes_out(monitoring_officer, DEPUTY, "their work is done")
    expect(section(monitoring_officer)).to_contain_text("no longer, since")

    deputy.looks_for_new_reports()
    assert "The depot sells council timber." not in deputy.inbox()
    reporter.waits_for_an_answer(code, TOLD)
    reporter.writes_again("It goes out on Fridays.")
    monitoring_officer.opens("The depot sells council timber.")
    monitoring_officer.reads("It goes out on Fridays.")

    lets_in(monitoring_officer, DEPUTY, "to stand in for a colleague")
    deputy.opens("The depot sells council timber.")
    deputy.reads("It goes out on Fridays.")
    expect(section(deputy)).to_contain_text("to stand in for a colleague")


@pytest.mark.parametrize("browser", ["chromium"], indirect=True)
def test_who_can_open_a_report_is_shown_without_barriers_and_fits_a_small_screen(
    browser, reporter, monitoring_officer
):
    reporter.reports("Somebody sells keys to the depot.")
    monitoring_officer.opens("Somebody sells keys to the depot.")
    expect(section(monitoring_officer)).to_contain_text(DEPUTY, timeout=SOON_MS)
    for name in ("Let somebody in", "Take somebody out"):
        unfolds(monitoring_officer, name)
    eyes = Eyes.on(monitoring_officer.page)
    eyes.look("who can open it")
    assert eyes.found == []


@pytest.mark.parametrize("browser", ["chromium"], indirect=True)
def test_somebody_taken_out_of_a_case_still_reads_the_report_and_the_reporter_hears_nothing(
    browser, reporter, monitoring_officer, deputy
):
    code = reporter.reports("The museum lends out its silver.")
    deputy.opens("The museum lends out its silver.")
    monitoring_officer.opens("The museum lends out its silver.")
    monitoring_officer.page.get_by_role("button", name="Start a case").click()
    expect(section(monitoring_officer, "case")).to_contain_text(DEPUTY, timeout=SOON_MS)

    deputy.opens("The museum lends out its silver.")
    deputy.page.get_by_role("button", name="Go to the case of this report").click()
    expect(section(deputy, "case")).to_contain_text(DEPUTY, timeout=SOON_MS)
    takes_out(monitoring_officer, DEPUTY, "their work is done", "case")
    expect(section(monitoring_officer, "case")).to_contain_text("no longer, since")

    deputy.opens("The museum lends out its silver.")
    expect(deputy.page.get_by_role("button", name="Go to the case of this report")).to_be_hidden()
    reporter.comes_back_with(code)
    expect(reporter.page.locator("main")).not_to_contain_text(TOLD)
