"""`make bench`: measure, print one table, write build/bench.json."""

import json
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from config.home import ROOT
from tests.bench import council, folders, office, pages, portal, sealing
from tests.bench.table import print_table
from tests.databases import fresh, make_logins, make_templates, temporary_cluster
from tests.installation import Installation

QUIET = {"portal serve": {"CANDOUR_PORTAL_TICKET_COST": "1"}}


def measure() -> dict[str, float]:
    with temporary_cluster() as cluster, tempfile.TemporaryDirectory() as home:
        server = cluster.start()
        passwords = make_logins(server)
        templates = make_templates(server, passwords)
        with fresh(server, passwords, templates) as databases:
            founded = council.found()
            council.publish(founded, databases.collector_url)
            with Installation(databases, Path(home), QUIET) as installation:
                figures = pages.cold_start(installation)
                figures |= in_browsers(installation, founded)
                figures |= portal.deposits(installation, founded)
                figures |= portal.stalled(installation, founded)
                figures |= portal.same_answer(installation, founded)
                figures |= portal.memory(installation, founded, 2 * portal.REPORTS * len(portal.CLIENTS))
                figures |= portal.follow_up(installation, founded)
        with sync_playwright() as playwright:
            figures |= office.lists(server, passwords, templates, pages.launch(playwright, "chromium"))
    return figures


def in_browsers(installation: Installation, founded: council.Council) -> dict[str, float]:
    with sync_playwright() as playwright:
        browsers = {name: pages.launch(playwright, name) for name in pages.BROWSERS}
        figures = pages.documents(installation, browsers)
        figures |= sealing.reports(installation, founded, browsers)
        figures |= sealing.one_file(installation, founded, browsers["chromium"])
        figures |= folders.cases(installation, browsers["chromium"])
        for browser in browsers.values():
            browser.close()
    return figures


def main() -> None:
    figures = {name: round(value, 3) for name, value in measure().items()}
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "bench.json").write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n")
    print_table(figures)


if __name__ == "__main__":
    main()
