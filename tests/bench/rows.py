"""The server's pages at 100,000 cases, of which an officer reaches 2,000 or all; row security's share."""

import hashlib
import http.client
import secrets
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import psycopg
from playwright.sync_api import Browser
from sqlalchemy import Connection, text

from casework.demo_keys import OFFICERS
from casework.store import queue, reports
from casework.store.query import every
from config.database import engine
from tests.bench.desk import GROUPS, fetched, session_headers
from tests.bench.spread import told
from tests.databases import Databases
from tests.installation import Installation
from tests.journeys.officer import Officer

COPIES = (Path(__file__).parent / "copies.sql").read_text(encoding="utf-8")
PATHS = ("/api/inbox?page=0", *(f"/api/queue/{group}/{page}" for group in GROUPS for page in (0, 1)))
SESSION = """
    insert into casework.sessions (secret_hash, oid, until) values (%s, %s, now() + interval '1 hour')
"""
ROUNDS, WARMING, TURNS = 20, 2, 15
SIZE = 21

Figures = dict[str, float]


def multiply(databases: Databases) -> None:
    with psycopg.connect(databases.admin_url("casework").replace("+psycopg", "")) as admin:
        admin.execute(COPIES)
    with psycopg.connect(databases.admin_url("casework").replace("+psycopg", ""), autocommit=True) as admin:
        admin.execute("vacuum analyze")


def pages(installation: Installation, browser: Browser) -> Figures:
    """Pages of the lists, asked for in turn by whoever reaches 2,000, then by whoever reaches nearly all."""
    few = _asked(installation, browser, "monitoring.officer")
    many = _asked(installation, browser, "deputy")
    return {
        "queue_p50_ms_100000": statistics.median(few),
        "queue_p99_ms_100000": _p99(few),
        "queue_p99_ms_100000_all": _p99(many),
    }


def _p99(runs: list[float]) -> float:
    return statistics.quantiles(runs, n=100, method="inclusive")[98]


def _asked(installation: Installation, browser: Browser, name: str) -> list[float]:
    officer = Officer.signed_in(browser, installation.casework, name)
    headers = session_headers(officer)
    officer.page.context.close()
    connection, runs = http.client.HTTPConnection("localhost", installation.casework_port), []
    for number in range(WARMING + ROUNDS):
        for path in PATHS:
            begun = time.perf_counter()
            fetched(connection, path, headers)
            if number >= WARMING:
                runs.append((time.perf_counter() - begun) * 1000)
    connection.close()
    return runs


def row_security(databases: Databases) -> Figures:
    """The same pages by the web login under row security and by the administrator, who joins by hand."""
    today, officer, secret = datetime.now(UTC).date(), OFFICERS[0], secrets.token_hex(32)
    hashed = hashlib.sha256(secret.encode()).digest()
    web, admin = engine(databases.casework_web_url), engine(databases.admin_url("casework"))
    with admin.begin() as connection:
        connection.exec_driver_sql(SESSION, (hashed, officer.oid))
    with web.begin() as guarded, admin.begin() as free:
        guarded.execute(text("select set_config('candour.session', :secret, true)"), {"secret": secret})
        ratios = [_ratio(guarded, free, officer.oid, today) for _ in range(WARMING + TURNS)][WARMING:]
    web.dispose()
    admin.dispose()
    return told("row_security_ratio", ratios)


def _ratio(guarded: Connection, free: Connection, oid: bytes, today: date) -> float:
    """What one reading of all the pages costs under row security, as a share of what it costs without."""
    soon = today + timedelta(2)
    named = {"oid": oid, "today": today, "soon": soon, "start": 0, "size": SIZE}
    costs = [0.0, 0.0]
    for group in GROUPS:
        _compare(
            costs,
            partial(queue.group, guarded, group, today=today, soon=soon, start=0, size=SIZE),
            partial(every, free, queue.QueueLine, OWNERS[group], **named),
        )
    _compare(
        costs,
        partial(reports.inbox, guarded, start=0, size=SIZE),
        partial(every, free, reports.InboxLine, OWNERS_INBOX, **named),
    )
    return costs[0] / costs[1]


def _compare(costs: list[float], *readings: Callable[[], tuple[object, ...]]) -> None:
    found = []
    for number, read in enumerate(readings):
        begun = time.perf_counter()
        found.append(read())
        costs[number] += time.perf_counter() - begun
    assert found[0] == found[1], "row security shows something else than the owner's own join"


def _owners(statement: str) -> str:
    """The same page by an explicit join, for whom no row is hidden."""
    mine = """(select c.* from casework.cases c join casework.reach m using (folder)
               where m.oid = :oid and m.open_until >= :today) cases"""
    held = "s.live and s.holder in (select kid from casework.keys where oid = :oid) and s.folder = c.folder"
    return statement.replace("from casework.cases", f"from {mine}").replace("s.folder = c.folder", held)


OWNERS = {group: text(_owners(queue.GROUPS[group, False].text)) for group in GROUPS}
OWNERS_INBOX = text("""
    select r.folder, 'report' as kind, 'open' as standing, m.made_on as received_on,
        m.opened, f.replies, f.messages, m.waiting
    from casework.reach m join casework.reports r using (folder) join casework.folders f using (folder)
    where m.oid = :oid and m.kind = 'report' and m.open_until >= :today
    order by m.opened, m.waiting desc, m.made_on desc, m.folder limit :size offset :start
""")
