"""No trace: what a reporter typed, chose and came with is nowhere but in the browsers that may show it.

Two reporters, in Chromium and in Firefox, send a report sealed in the browser through a proxy that marks user
agent, address and referrer; the worker collects, the Monitoring Officer opens and answers. Then everything
written is searched, and so is the memory of every program; in the same places a planted mark is found. The
officer's own browser is not searched: it is shown the words.
"""

import os
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from tests.databases import fresh, make_logins, make_templates, temporary_cluster
from tests.installation import Installation
from tests.journeys.browsers import CHROMIUM, FIREFOX, LAUNCH, QUIET
from tests.journeys.officer import Officer
from tests.journeys.reporter import Reporter
from tests.relay import Exchange, Relay, relaying
from tests.seam.traces import Mark, core_dump, marks_in, traces

TYPED = [Mark.new(name) for name in ("text", "name", "content")]
CARRIED = [Mark.new(name) for name in ("user agent", "address", "referrer")]
PLANTED = Mark.new("planted")
TEXT, NAME, CONTENT = (mark.word for mark in TYPED)
PROGRAMS = ("portal serve", "casework serve", "casework work")
SAVED_AT_ONCE = {"browser.sessionstore.interval": 500, "browser.sessionstore.resume_from_crash": True}
CARELESS = b"<!doctype html><title>Careless</title><label>Words <textarea></textarea></label>"
PATIENCE_S = 30

pytestmark = pytest.mark.timeout(600)  # one story is told for all of these tests

Traces = Mapping[str, set[str]]


@dataclass
class Story:
    """What was found where: by folder, by program, by reporter's browser."""

    written: dict[str, Traces] = field(default_factory=dict)
    remembered: dict[str, set[str]] = field(default_factory=dict)
    profiles: dict[str, Traces] = field(default_factory=dict)
    sent: list[Exchange] = field(default_factory=list)


@dataclass
class Scribe(Reporter):
    """A reporter who types, key by key, into every box there is."""

    def presses(self, button: str) -> None:
        if button == "Continue":
            for box in self.page.locator("textarea:visible, input[type=text]:visible").all():
                if not box.input_value():
                    box.press_sequentially(f"12 {TEXT}")
        super().presses(button)


@pytest.fixture(scope="module")
def story(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Story:
    told, home, device = Story(), tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("device")
    with ExitStack() as stack:
        cluster = stack.enter_context(temporary_cluster())
        installation = stack.enter_context(_installed(cluster.start(), home))
        relay = stack.enter_context(_marking(installation))
        for name in ("chromium", "firefox"):
            told.profiles[name] = _reports(playwright, name, relay, device / name)
        _answers(playwright, installation)
        told.sent = relay.exchanges
        told.remembered = _look_into_memory(installation, tmp_path_factory.mktemp("cores"))
        _plant(installation, home)
        told.written = {
            "cluster": traces(cluster.folder, [*TYPED, *CARRIED, PLANTED]),
            "home": traces(home, [*TYPED, *CARRIED, PLANTED]),
        }
    return told


@contextmanager
def _installed(server, home: Path) -> Iterator[Installation]:
    """Everything on a cluster of its own; whatever a program writes outside it goes under `home`."""
    (home / "tmp").mkdir()
    places = {"HOME": str(home), "TMPDIR": str(home / "tmp")}
    changes = {words: dict(places) for words in (*PROGRAMS, "casework demo")}
    changes["casework work"] |= {"CANDOUR_WORKER_INTERVAL_S": "0.5", "PLANTED": PLANTED.word}
    changes["portal serve"] |= {"CANDOUR_PORTAL_TICKET_COST": "1000"}
    passwords = make_logins(server)
    with (
        fresh(server, passwords, make_templates(server, passwords)) as databases,
        Installation(databases, home, changes) as installation,
    ):
        installation.run("casework demo")
        installation.start("casework serve", "casework work")
        installation.wait_for_keyring()
        installation.start("portal serve")
        yield installation


@contextmanager
def _marking(installation: Installation) -> Iterator[Relay]:
    agent, address, referrer = (mark.word for mark in CARRIED)
    carried = {
        "User-Agent": f"Mozilla/5.0 ({agent})",
        "X-Forwarded-For": f"203.0.113.7, {address}",
        "Referer": f"https://intranet.example/{referrer}",
    }
    with relaying(installation.portal_port, carried, {"/careless": ("text/html", CARELESS)}) as relay:
        yield relay


def _profile(playwright: Playwright, name: str, device: Path) -> BrowserContext:
    """A browser with a profile on disk, as people have it, that puts its temporary files beside it."""
    profile, temporary = device / "profile", device / "tmp"
    temporary.mkdir(parents=True)
    here = {**os.environ, "TMPDIR": str(temporary)}
    if name == "chromium":
        return playwright.chromium.launch_persistent_context(profile, **CHROMIUM, env=here)
    wanted = {**QUIET, **SAVED_AT_ONCE}
    return playwright.firefox.launch_persistent_context(
        profile, **FIREFOX, env=here, firefox_user_prefs=wanted
    )


def _reports(playwright: Playwright, name: str, relay: Relay, device: Path) -> Traces:
    """Send a report. What the device held of it before it was sent, and after the browser's end."""
    chosen = device.with_name(f"{name}-chosen") / f"{NAME}.txt"
    chosen.parent.mkdir()
    chosen.write_text(f"The cash book says {CONTENT}.\n")
    marks = [*TYPED, PLANTED]
    with _profile(playwright, name, device) as browser:
        reporter = Scribe(browser.new_page(), relay.address)
        reporter.fills_in(f"From {name}: {TEXT} happened.", files=[str(chosen)])
        _type_carelessly(browser.new_page(), relay)
        found = _once_written(device, marks)
        code = reporter.sends()
        reporter.comes_back_with(code)
    return {**found, **{f"{path} (closed)": names for path, names in traces(device, marks).items()}}


def _type_carelessly(page: Page, relay: Relay) -> None:
    """Type where the browser may keep it, in the same profile and at the same time as the report."""
    page.goto(f"{relay.address}/careless")
    page.get_by_label("Words").press_sequentially(PLANTED.word)


def _once_written(device: Path, marks: list[Mark]) -> Traces:
    """What stands on disk as soon as the browser has written down what was typed."""
    deadline = time.monotonic() + PATIENCE_S
    while not (found := traces(device, marks)):
        assert time.monotonic() < deadline, "the browser has written no session to disk"
        time.sleep(0.5)
    return found


def _answers(playwright: Playwright, installation: Installation) -> None:
    with LAUNCH["chromium"](playwright) as browser:
        officer = Officer.signed_in(browser, installation.casework, "monitoring.officer")
        for name in ("chromium", "firefox"):
            officer.opens(f"From {name}: {TEXT} happened.")
            officer.page.get_by_role("button", name=f"Show {NAME}.txt").click()
            officer.reads(CONTENT)
            officer.replies("Thank you. We are looking into it.")


@contextmanager
def _said_in_clear(port: int) -> Iterator[None]:
    """A request that carries the planted mark and has not ended, so that the program still holds it."""
    head = b"POST /api/send HTTP/1.1\r\nHost: x\r\nContent-Length: 70000\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port)) as sender:
        sender.sendall(head + PLANTED.word.encode())
        time.sleep(1)
        yield


def _look_into_memory(installation: Installation, folder: Path) -> dict[str, set[str]]:
    """The marks in a core dump of each program; the worker was started with the planted one."""
    found = {}
    with _said_in_clear(installation.portal_port), _said_in_clear(installation.casework_port):
        for words in PROGRAMS:
            dump = core_dump(installation.processes[words].pid, folder)
            (found[words],) = traces(dump.parent, [*TYPED, PLANTED]).values() or [set()]
            dump.unlink()
    return found


def _plant(installation: Installation, home: Path) -> None:
    """A row, a line in a log, a temporary file; then everything that PostgreSQL holds back goes to disk."""
    (home / "tmp" / "planted").write_text(f"left behind: {PLANTED.word}")
    with (home / "portal-serve.log").open("a") as log:
        log.write(f"somebody wrote {PLANTED.word}\n")
    url = installation.databases.admin_url("casework").replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute("create table planted (word text)")
        admin.execute("insert into planted values (%s)", [PLANTED.word])
        admin.execute("checkpoint")


def holding(found: Traces, mark: str) -> list[str]:
    return [path for path, names in found.items() if mark in names]


@pytest.mark.parametrize("mark", [mark.name for mark in (*TYPED, *CARRIED)])
@pytest.mark.parametrize("place", ["cluster", "home"])
def test_no_database_file_log_or_temporary_file_holds_what_a_reporter_typed_or_came_with(story, place, mark):
    assert holding(story.written[place], mark) == []


def test_a_row_a_log_line_and_a_temporary_file_are_found_by_the_same_search(story):
    rows = holding(story.written["cluster"], PLANTED.name)

    assert any("/pg_wal/" in path for path in rows)
    assert any("/base/" in path for path in rows)
    assert {"portal-serve.log", "tmp/planted"} <= set(holding(story.written["home"], PLANTED.name))


@pytest.mark.parametrize("program", PROGRAMS)
def test_no_program_remembers_what_a_reporter_typed_and_each_remembers_what_it_was_told_in_clear(
    story, program
):
    assert story.remembered[program] == {PLANTED.name}


def test_no_request_carries_what_a_reporter_typed(story):
    paths = {exchange.path for exchange in story.sent}

    assert {"/api/put", "/api/send", "/api/ask"} <= paths
    assert [each.path for each in story.sent if marks_in(each.path.encode() + each.body, TYPED)] == []


@pytest.mark.parametrize("browser", ["chromium", "firefox"])
def test_a_reporters_browser_writes_down_nothing_they_typed_though_it_keeps_its_session(story, browser):
    found = story.profiles[browser]
    session = {"chromium": "Sessions/Session_", "firefox": "sessionstore-backups/recovery.jsonlz4"}[browser]

    assert any(session in path for path in holding(found, PLANTED.name))
    assert {name for names in found.values() for name in names} == {PLANTED.name}
