"""The auditor's page: every ledger checked in their own browser, and no word of any matter."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Route, expect

from casework.demo_keys import AUDITOR
from config.home import ROOT
from tests.journeys.browsers import IN_CHROMIUM_FIRST
from tests.journeys.eyes import Eyes
from tests.journeys.guest import Guest
from tests.journeys.handler import Handler
from tests.journeys.officer import SAVED, SOON_MS, WATCH_SAVING
from tests.journeys.reporter import Reporter

pytestmark = IN_CHROMIUM_FIRST
LETTER = "The swimming pool is never cleaned on Mondays."


@pytest.fixture
def handler(desks, browser, borough) -> Iterator[Handler]:
    yield from desks.lent(browser, borough, "monitoring.officer")


@pytest.fixture
def case(browser, borough, handler) -> str:
    with Reporter.on(browser, borough.portal) as reporter:
        reporter.reports(LETTER)
    handler.opens("The swimming pool")
    reference = handler.starts_a_case()
    handler.answers("A title that is safe to show", {}, ["Pool"])
    return reference


def test_an_auditor_checks_every_ledger_and_reads_no_word(browser, borough, handler, case, tmp_path):
    auditor = Guest.arrives(browser, borough.casework, AUDITOR)
    eyes = Eyes.on(auditor.page, chromium=browser.browser_type.name == "chromium")
    auditor.page.get_by_role("button", name="Check the ledgers").click()
    auditor.reads("ledgers are whole.")
    auditor.reads("Rightly signed")
    auditor.page.locator("[data-ledgers] summary").last.click()
    expect(auditor.page.locator("[data-ledgers]")).to_contain_text("Monitoring Officer (demonstration)")
    for word in ("swimming", "Pool", case):
        assert word not in auditor.page.content()
    eyes.look("ledgers")
    file = tmp_path / "ledgers.json"
    auditor.page.evaluate(WATCH_SAVING)
    auditor.page.get_by_role("button", name="Save all ledgers as a file").click()
    auditor.page.evaluate(SAVED)
    file.write_text(auditor.page.evaluate("saving.text()"), encoding="utf-8")
    checked = subprocess.run(
        [sys.executable, "-m", "casework", "verify", "--demo", str(file)],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr

    a_server_that_drops_an_entry_is_found_out(auditor)
    assert eyes.found == []
    auditor.page.context.close()


def a_server_that_drops_an_entry_is_found_out(auditor: Guest) -> None:
    def drop(route: Route) -> None:
        told = route.fetch().json()
        longest = max(told["ledgers"], key=lambda each: len(each["events"]))
        del longest["events"][0]
        route.fulfill(body=json.dumps(told), content_type="application/json")

    auditor.page.context.route("**/api/ledgers/export", drop)
    auditor.page.get_by_role("button", name="Back to your desk").click()
    auditor.page.get_by_role("button", name="Check the ledgers").click()
    auditor.reads("ledgers are not as they were signed")
    broken = auditor.page.get_by_text("Entry 1 is not as it was signed").locator("visible=true")
    expect(broken).to_have_count(1, timeout=SOON_MS)
