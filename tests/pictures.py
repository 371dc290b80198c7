"""`make pictures`: the README's pictures, taken of the real pages as they are now."""

import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from config.home import ROOT
from tests.databases import fresh, make_logins, make_templates, temporary_cluster
from tests.installation import Installation
from tests.journeys.browsers import LAUNCH
from tests.journeys.handler import FIRST, MATTER, Handler
from tests.journeys.reporter import Reporter

PICTURES = ROOT / "docs" / "pictures"
PHONE = {"viewport": {"width": 390, "height": 780}, "device_scale_factor": 1.5}
WORDS = (
    "The same company wins every repair contract, and the prices are agreed before the tender opens.\n\n"
    "It has gone on since the spring, in the housing team. The invoices for the lifts are the clearest."
)


def _taken(page: Page, name: str, *, whole: bool = False) -> None:
    page.screenshot(path=PICTURES / f"{name}.png", full_page=whole)


def _leads_a_case(officer: Handler) -> None:
    officer.starts_a_case()
    officer.does(FIRST)
    officer.steps("Acknowledge the report", "Thank you. We have opened your report and take it seriously.")
    officer.does(MATTER)
    officer.answers("A title that is safe to show", {}, ["Repair contracts in housing"])


def _photograph(installation: Installation) -> None:
    with sync_playwright() as playwright:
        browser = LAUNCH["chromium"](playwright)
        with Reporter.on(browser, installation.portal, **PHONE) as reporter:
            reporter.opens_the_report_page()
            reporter.reads_what_comes_first()
            reporter.page.get_by_label("What is happening, or what happened?").fill(WORDS)
            _taken(reporter.page, "report-phone")
            reporter.fills_in(WORDS)
            reporter.presses("Lock and send")
            reporter.sees("We have locked and received your report")
            _taken(reporter.page, "code-phone")
            code = reporter.keeps_the_code()
            officer = Handler.signed_in(browser, installation.casework, "monitoring.officer")
            officer.page.set_viewport_size({"width": 1200, "height": 860})
            officer.opens("The same company wins every repair contract")
            officer.reads("The invoices for the lifts are the clearest.")
            officer.reads("Checks made on this device")
            _taken(officer.page, "desk")
            officer.replies("Thank you for telling us. We are comparing the tenders and will write again.")
            time.sleep(5)  # the worker carries the reply at its next round
            reporter.comes_back_with(code)
            reporter.reads("We are comparing the tenders")
            _taken(reporter.page, "follow-up-phone")
            _leads_a_case(officer)
            expect(officer.page.locator("[data-loading]:visible")).to_have_count(0)
            _taken(officer.page, "case")
        browser.close()


def main() -> None:
    with temporary_cluster() as cluster, tempfile.TemporaryDirectory() as home:
        server = cluster.start()
        passwords = make_logins(server)
        with (
            fresh(server, passwords, make_templates(server, passwords)) as databases,
            Installation(databases, Path(home)) as installation,
        ):
            installation.run("casework demo")
            installation.start("casework serve", "casework work")
            installation.wait_for_keyring()
            installation.start("portal serve")
            _photograph(installation)


if __name__ == "__main__":
    main()
