"""An officer's first screen with 2,000 cases: how soon every title on it can be read, in a real browser."""

import http.client
import time

from playwright.sync_api import Browser, Page

from casework.demonstration import credentials
from tests.bench.spread import told
from tests.installation import Installation
from tests.journeys.officer import Officer

OFFICER = "monitoring.officer"
PASSPHRASE = next(each.passphrase for each in credentials() if each.name == OFFICER)
GROUPS = ("detriment", "overdue", "waiting", "due_soon", "later", "closed")
LISTS = ("/api/inbox?page=0", *(f"/api/queue/{group}/0" for group in GROUPS))
RUNS = 5
ASKS = 9
SOUGHT = (1999, 1777, 1234)  # closed, as most are: the last group to be searched
REPORTS, CASES = 20, 100  # on the first screen: a page of the inbox, and of each group but bad treatment
READABLE = """({ reports, cases, does }) => {
  const screen = document.querySelector('[data-screen=inbox]');
  const all = (hook) => [...screen.querySelectorAll(hook)];
  for (const line of all('li')) line.dataset.seen = '';
  const asked = performance.now();
  let begun = does ? performance.now() : null;
  const has = ({ textContent }) => textContent !== '';
  const written = (hook) => all(`li:not([data-seen]) ${hook}`).filter(has).length;
  globalThis.took = new Promise((resolve, reject) => {
    const look = () => {
      if (begun === null && !screen.hidden) begun = performance.now();
      const [words, titles] = [written('[data-fill=words]'), written('[data-fill=title]')];
      const done = words === reports && titles === cases;
      if (performance.now() - asked > 60_000) return reject(new Error(`${words} reports, ${titles} cases`));
      if (begun !== null && !screen.hidden && done) resolve(performance.now() - begun);
      else requestAnimationFrame(look);
    };
    look();
  });
  const buttons = [...document.querySelectorAll(`[data-does=${does}]`)];
  buttons.find((each) => each.checkVisibility())?.click();
}"""
TOOK = "() => globalThis.took"

Figures = dict[str, float]


def inbox(installation: Installation, browser: Browser) -> Figures:
    """On a first visit, from the first screen's frame to its last word; and back from a report."""
    officer = Officer.signed_in(browser, installation.casework, OFFICER)
    page = officer.page
    page.locator("[data-fill=title]:visible").nth(CASES - 1).wait_for()
    first = [_unlocked(officer) for _ in range(RUNS)]
    again = [_back_from_a_report(page) for _ in range(RUNS)]
    refreshed = [_readable(page, "refresh") for _ in range(RUNS)]
    found = [_searched(page, number) for number in SOUGHT]
    figures = told("inbox_2000_first_ms", first) | told("inbox_2000_again_ms", again)
    figures |= told("inbox_2000_refresh_ms", refreshed)
    figures |= {"search_2000_first_ms": found[0], "search_2000_again_ms": max(found[1:])}
    figures |= _served(installation, officer)
    page.context.close()
    return figures


def _unlocked(officer: Officer) -> float:
    """Every key and every opened title is forgotten, and the desk unlocked again."""
    page = officer.page
    page.get_by_role("button", name="Lock", exact=True).click()
    page.locator("#unlock-passphrase").fill(PASSPHRASE)
    page.evaluate(READABLE, {"reports": REPORTS, "cases": CASES, "does": None})
    page.locator("#unlock-passphrase").press("Enter")
    return page.evaluate(TOOK)


def _readable(page: Page, does: str) -> float:
    page.evaluate(READABLE, {"reports": REPORTS, "cases": CASES, "does": does})
    return page.evaluate(TOOK)


def _back_from_a_report(page: Page) -> float:
    page.locator("[data-group=opened] [data-open]").first.click()
    page.get_by_role("heading", name="What they told us").wait_for()
    return _readable(page, "inbox")


def _searched(page: Page, number: int) -> float:
    page.locator("#search-words").fill(f"contract {number} do")
    begun = time.perf_counter()
    page.locator("#search-words").press("Enter")
    page.locator("[data-found] [data-fill=title]").filter(has_text=f"Number {number}:").wait_for()
    return (time.perf_counter() - begun) * 1000


def session_headers(officer: Officer) -> dict[str, str]:
    """What this officer's browser shows the server."""
    cookies = officer.page.context.cookies()
    return {**officer.shown, "Cookie": "; ".join(f"{each['name']}={each['value']}" for each in cookies)}


def _served(installation: Installation, officer: Officer) -> Figures:
    """What the server takes to answer for that screen's lists, one after another, and their bytes."""
    connection = http.client.HTTPConnection("localhost", installation.casework_port)
    runs, size = [], 0
    for _ in range(ASKS):
        begun = time.perf_counter()
        size = sum(len(fetched(connection, path, session_headers(officer))) for path in LISTS)
        runs.append((time.perf_counter() - begun) * 1000)
    connection.close()
    return told("inbox_2000_server_ms", runs) | {"inbox_2000_bytes": size}


def fetched(connection: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> bytes:
    """The body of one answer."""
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == http.client.OK, (path, answer.status)
    return body
