"""Actors in real browsers, against a whole installation."""

import re
import secrets
from collections.abc import Callable, Generator, Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from tests.casework.reporting import Reporter as PostingReporter
from tests.databases import fresh
from tests.installation import Installation
from tests.journeys.aftermath import told
from tests.journeys.at_desk import sender_in
from tests.journeys.browsers import LAUNCH, SAFEST
from tests.journeys.desks import Desks
from tests.journeys.hamlet import Hamlet
from tests.journeys.handler import Handler
from tests.journeys.mailbox import Mailbox
from tests.journeys.officer import Officer
from tests.journeys.pictures import photograph_with_its_place
from tests.journeys.reporter import Reporter
from tests.journeys.wire import Wire

CROWD = 30  # more reports than one page shows
EVERYTHING = ("portal serve", "casework serve", "casework work")
QUICK = {
    "casework work": {"CANDOUR_WORKER_INTERVAL_S": "0.5"},
    "portal serve": {"CANDOUR_PORTAL_TICKET_COST": "2000"},
}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Function) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A journey that failed tells what was on every screen and what the programs printed."""
    report = yield
    if report.failed and report.when == "call":
        report.sections.extend(told(re.sub(r"\W+", "-", item.name), item.funcargs))
    return report


@pytest.fixture(scope="session")
def launched(playwright: Playwright) -> Iterator[Callable[[str], Browser]]:
    """A browser by its name, started when first asked for."""
    running: dict[str, Browser] = {}

    def launch(name: str) -> Browser:
        if name not in running:
            running[name] = LAUNCH[name](playwright)
        return running[name]

    yield launch
    for browser in running.values():
        browser.close()


@pytest.fixture(params=["chromium", "firefox"])
def browser(request, launched) -> Browser:
    return launched(request.param)


@pytest.fixture(scope="session")
def town(server, passwords, templates, tmp_path_factory) -> Iterator[Installation]:
    """One installation for every friendly journey."""
    with fresh(server, passwords, templates) as databases:
        for installation in _open(databases, tmp_path_factory.mktemp("town")):
            _crowd(installation)
            yield installation


@pytest.fixture(scope="session")
def borough(server, passwords, templates, tmp_path_factory) -> Iterator[Installation]:
    """A town with people who receive no reports: an HR lead, an investigator from outside, an auditor."""
    with fresh(server, passwords, templates) as databases:
        for installation in _open(databases, tmp_path_factory.mktemp("borough"), "--colleagues"):
            _crowd(installation)
            yield installation


@pytest.fixture
def village(databases, tmp_path) -> Iterator[Installation]:
    """An installation of a test's own, to break."""
    yield from _open(databases, tmp_path)


def _open(databases, home: Path, *colleagues: str) -> Iterator[Installation]:
    with Installation(databases, home, deepcopy(QUICK)) as installation:
        installation.run("casework demo", *colleagues)
        installation.start("casework serve", "casework work")
        installation.wait_for_keyring()
        installation.start("portal serve")
        yield installation


def _crowd(installation: Installation) -> None:
    """Strangers' reports that nobody opens: no journey may count on the first page of a list."""
    stranger = sender_in(installation)
    for number in range(CROWD):
        stranger.reports(f"A stranger reports, number {number}")


@pytest.fixture
def hamlet(databases, tmp_path) -> Iterator[Hamlet]:
    """A portal without casework, not yet open."""
    with Installation(databases, tmp_path, deepcopy(QUICK)) as installation:
        yield Hamlet(installation)


@pytest.fixture
def stranger(browser, hamlet) -> Iterator[Reporter]:
    """A reporter in the hamlet."""
    with Reporter.on(browser, hamlet.portal) as actor:
        yield actor


@pytest.fixture
def wire(request) -> Wire:
    """The line of this test's reporter."""
    name = "stranger" if "stranger" in request.fixturenames else "reporter"
    return Wire.tapped(request.getfixturevalue(name).page.context)


@pytest.fixture(scope="session")
def photograph(launched) -> bytes:
    """A small JPEG whose hidden details tell where it was taken."""
    page = launched("chromium").new_page()
    made = photograph_with_its_place(page)
    page.close()
    return made


@pytest.fixture(autouse=True)
def mark(monkeypatch) -> None:
    """Tests run in any order, and one of them in several browsers: no report is taken for another's."""
    monkeypatch.setattr(Reporter, "mark", f"«{secrets.token_hex(2)}» ")


@pytest.fixture
def reporter(browser, town) -> Iterator[Reporter]:
    with Reporter.on(browser, town.portal) as actor:
        yield actor


@pytest.fixture(scope="session")
def desks(launched) -> Iterator[Desks]:
    """Closed before the browsers are."""
    made = Desks()
    yield made
    made.close()


@pytest.fixture(scope="session")
def _officers(desks, town) -> Callable[[Browser, str], Officer]:
    return lambda browser, name: desks.of(browser, town, name)


@pytest.fixture
def handler(desks, browser, town) -> Iterator[Handler]:
    """The Monitoring Officer, who leads cases."""
    yield from desks.lent(browser, town, "monitoring.officer")


@pytest.fixture
def monitoring_officer_of(launched, _officers) -> Callable[[str], Officer]:
    """The Monitoring Officer in a browser by its name, whatever browser the reporter has."""
    return lambda browser: _officers(launched(browser), "monitoring.officer")


@pytest.fixture
def at_work(request, browser, launched) -> Browser:
    """The officers' browser: the reporter's, but an office does not switch off its JIT."""
    return launched("firefox") if request.node.callspec.params["browser"] == SAFEST else browser


@pytest.fixture
def monitoring_officer(at_work, _officers) -> Officer:
    return _officers(at_work, "monitoring.officer")


@pytest.fixture
def deputy(at_work, _officers) -> Officer:
    return _officers(at_work, "deputy")


@pytest.fixture
def mailbox(town) -> Mailbox:
    """One report's, with its code, in the town."""
    return Mailbox.of_a_report(town)


@pytest.fixture
def sender(town) -> PostingReporter:
    """Somebody in the town who reports without a browser."""
    return sender_in(town)


@pytest.fixture
def watched(launched, _officers) -> Iterator[Officer]:
    """The deputy in Chromium, where what a worker fetches can be changed on its way."""
    actor = _officers(launched("chromium"), "deputy")
    yield actor
    actor.page.context.unroute_all(behavior="wait")
