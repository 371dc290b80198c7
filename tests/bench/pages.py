"""The portal's two documents in real browsers: what they load, and how soon they are ready from cold."""

import time

from playwright.sync_api import Browser, Page, Playwright

from tests.bench.spread import told
from tests.installation import Installation
from tests.journeys.browsers import FIREFOX, QUIET, chromium
from tests.relay import relaying

RUNS = 7
SETTLED_MS = 1500
COMPRESSED = "gzip, deflate, br, zstd"  # Firefox asks for brotli by HTTPS only; reporters come by HTTPS
DOCUMENTS = {"report": "/report", "check": "/check"}
BROWSERS = ("chromium", "firefox")

Figures = dict[str, float]


def launch(playwright: Playwright, name: str) -> Browser:
    if name == "chromium":
        return chromium(playwright)
    wanted = {**QUIET, "network.http.accept-encoding": COMPRESSED}
    return playwright.firefox.launch(**FIREFOX, firefox_user_prefs=wanted)


def cold_start(installation: Installation) -> Figures:
    """From starting the portal's process to its first answer; the portal runs afterwards."""
    runs = []
    for _ in range(RUNS):
        if "portal serve" in installation.processes:
            installation.stop("portal serve")
        begun = time.perf_counter()
        installation.start("portal serve")
        runs.append((time.perf_counter() - begun) * 1000)
    return told("cold_start_ms", runs)


def documents(installation: Installation, browsers: dict[str, Browser]) -> Figures:
    """Requests and compressed bytes of each document, cold, with everything it loads by itself."""
    figures: Figures = {}
    for browser in BROWSERS:
        tail = "" if browser == "chromium" else f"_{browser}"
        for document, path in DOCUMENTS.items():
            requests, received = _weight(installation, browsers[browser], path)
            figures |= {f"{document}_page_requests{tail}": requests, f"{document}_page_bytes{tail}": received}
        figures |= told(f"report_ready_ms_{browser}", _readiness(installation, browsers[browser]))
    return figures


def _weight(installation: Installation, browser: Browser, path: str) -> tuple[int, int]:
    with relaying(installation.portal_port) as relay:
        page = browser.new_context().new_page()
        page.goto(relay.address + path)
        page.wait_for_timeout(SETTLED_MS)
        page.context.close()
        return len(relay.exchanges), sum(exchange.received for exchange in relay.exchanges)


def _readiness(installation: Installation, browser: Browser) -> list[float]:
    """From asking for the report page to the button that leads on: keys are verified by then."""
    runs = []
    for _ in range(RUNS):
        page: Page = browser.new_context().new_page()
        begun = time.perf_counter()
        page.goto(installation.portal + "/report")
        page.locator("[data-continue]:visible").first.wait_for()
        runs.append((time.perf_counter() - begun) * 1000)
        page.context.close()
    return runs
