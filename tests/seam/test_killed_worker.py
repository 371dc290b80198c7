"""The worker is killed with SIGKILL at every step in turn: nothing is lost and nothing doubled.

A step is made to wait by a lock that the test holds on the table it writes to; the worker is killed while
PostgreSQL shows it waiting there.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import psycopg
import pytest

from config.home import ROOT
from tests.casework.fixtures import KEY
from tests.casework.reporting import one_file

PATIENCE_S = 30
CASEWORK_STEPS = ("reports", "wraps", "identity_shares", "mailboxes", "events", "deposits", "parts", "beats")


def _admin(demo, database: str) -> psycopg.Connection:
    return psycopg.connect(demo.databases.admin_url(database).replace("+psycopg", ""))


@contextmanager
def _worker(demo, home):
    """The real worker, as a process of its own; killed at the end."""
    key = home / "collector.key"
    if not key.exists():
        KEY.write(key)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("CANDOUR_")},
        "CANDOUR_WORKER_DATABASE_URL": demo.databases.casework_worker_url,
        "CANDOUR_WORKER_POSTBOX_URL": demo.databases.collector_url,
        "CANDOUR_WORKER_COLLECTOR_KEY": str(key),
        "CANDOUR_WORKER_INTERVAL_S": "0.1",
        "CANDOUR_WORKER_DEMO": "true",
    }
    process = subprocess.Popen([sys.executable, "-m", "casework", "work"], env=environment, cwd=ROOT)
    try:
        yield process
    finally:
        process.kill()
        process.wait(PATIENCE_S)


def _wait_until(what, condition) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def _kill_at(demo, home, database: str, table: str) -> None:
    """Let the worker run into a lock on what this step writes to, and kill it there."""
    with _admin(demo, database) as holder, _admin(demo, database) as watcher:
        watcher.autocommit = True
        holder.execute(f"lock table {database}.{table} in share mode")
        waiting = "select exists (select from pg_locks where not granted and relation = %s::regclass)"
        with _worker(demo, home) as process:
            name = f"{database}.{table}"
            _wait_until(f"waits for {name}", lambda: watcher.execute(waiting, [name]).fetchone()[0])
            process.send_signal(signal.SIGKILL)
        holder.rollback()
        _wait_until(f"left {name}", lambda: not watcher.execute(waiting, [name]).fetchone()[0])


def _count(demo, database: str, tables: tuple[str, ...]) -> dict[str, int]:
    with _admin(demo, database) as admin:
        return {
            table: admin.execute(f"select count(*) from {database}.{table}").fetchone()[0] for table in tables
        }


FILED = {
    "reports": 1,
    "wraps": 3,
    "identity_shares": 2,
    "mailboxes": 1,
    "events": 1,
    "deposits": 1,
    "parts": 1,
}


@pytest.mark.parametrize(
    ("database", "table"),
    [*(("casework", table) for table in CASEWORK_STEPS), ("postbox", "deposit"), ("postbox", "part")],
)
def test_a_report_survives_a_worker_killed_while_filing(demo, reporter, tmp_path, database, table):
    folder = bytes(range(16))
    files, parts = one_file(demo.instance, folder, b"photo")
    reporter.posts(reporter.seals("Something is wrong", files=files, folder=folder), parts)

    _kill_at(demo, tmp_path, database, table)
    demo.carry()

    assert _count(demo, "casework", tuple(FILED)) == FILED
    assert _count(demo, "postbox", ("deposit", "part")) == {"deposit": 0, "part": 0}
    officer = demo.actor("monitoring.officer").signs_in()
    assert officer.opens(folder).report.answers == {"what": "Something is wrong"}


@pytest.mark.parametrize("table", ["messages", "identity_shares", "mailboxes", "events", "deposits"])
def test_a_message_survives_a_worker_killed_while_filing(demo, reporter, tmp_path, table):
    reporter.reports("Something is wrong")
    demo.carry()
    reporter.writes("There is more")

    _kill_at(demo, tmp_path, "casework", table)
    demo.carry()

    expected = {"messages": 1, "events": 2, "deposits": 2, "mailboxes": 1}
    assert _count(demo, "casework", tuple(expected)) == expected
    assert _count(demo, "postbox", ("deposit",)) == {"deposit": 0}


@pytest.mark.parametrize(("database", "table"), [("postbox", "reply"), ("casework", "replies")])
def test_a_reply_survives_a_worker_killed_while_delivering(
    demo, reporter, monitoring_officer, tmp_path, database, table
):
    folder = reporter.reports("Something is wrong")
    demo.carry()
    frame = monitoring_officer.seals_reply(folder, "Thank you")
    assert monitoring_officer.sends_reply(folder, frame).status_code == 201

    _kill_at(demo, tmp_path, database, table)
    demo.carry()

    assert reporter.mailbox()[1][0] == frame
    assert _count(demo, "casework", ("replies",)) == {"replies": 1}


@pytest.mark.parametrize(("database", "table"), [("postbox", "published"), ("casework", "documents")])
def test_the_keyring_survives_a_worker_killed_while_publishing(demo, tmp_path, database, table):
    _kill_at(demo, tmp_path, database, table)
    demo.carry()

    assert _count(demo, "postbox", ("published",)) == {"published": 2}


def test_the_worker_stops_when_it_is_told(demo, tmp_path):
    with _worker(demo, tmp_path) as process:
        with _admin(demo, "casework") as admin:
            admin.autocommit = True
            beats = "select exists (select from casework.beats)"
            _wait_until("a beat", lambda: admin.execute(beats).fetchone()[0])
        process.terminate()
        assert process.wait(PATIENCE_S) == 0
