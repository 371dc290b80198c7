"""The portal under load: deposits, stalled senders, follow-up, memory."""

import socket
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import psycopg

from tests.bench.bodies import Desk, asks, open_mailbox, sends
from tests.bench.clients import Load, post_all
from tests.bench.council import Council
from tests.installation import Installation

CLIENTS = (1, 8, 64)
REPORTS = 1600
ASKS = 400
LOGINS = 2000
STALLED = 8
MAILBOXES = 100_000
MESSAGES = 1000

Figures = dict[str, float]


def _process(installation: Installation) -> psutil.Process:
    return psutil.Process(installation.processes["portal serve"].pid)


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def _rss_mb(process: psutil.Process) -> float:
    return process.memory_info().rss / 1e6


def deposits(installation: Installation, council: Council) -> Figures:
    """Reports a second at 1, 8 and 64 clients, kept-alive and new connections, and what one costs."""
    desk, process = Desk(installation.portal_port), _process(installation)
    figures: Figures = {"rss_mb_idle": _rss_mb(process), "deposit_failures": 0}
    for clients in CLIENTS:
        for keep_alive in (True, False):
            bodies = list(sends(desk, council, REPORTS))
            before = _cpu_s(process)
            load = post_all(
                installation.portal_port, "/api/send", bodies, clients=clients, keep_alive=keep_alive
            )
            figures |= _told(load, clients, keep_alive, (_cpu_s(process) - before) * 1000 / REPORTS)
            figures["deposit_failures"] += load.failures
    figures["deposit_cpu_ms"] = figures["deposit_cpu_ms_8"]
    return figures


def _told(load: Load, clients: int, keep_alive: bool, cpu_ms: float) -> Figures:
    tail = "" if keep_alive else "_new"
    return {
        f"deposit_per_s_{clients}{tail}": load.per_s,
        f"deposit_p50_ms_{clients}{tail}": load.median,
        f"deposit_p99_ms_{clients}{tail}": load.percentile(99),
        f"deposit_cpu_ms_{clients}{tail}": cpu_ms,
    }


def memory(installation: Installation, council: Council, sent: int) -> Figures:
    """Resident memory after ten thousand reports in all."""
    desk = Desk(installation.portal_port)
    failures = 0
    for _ in range(max(0, 10_000 - sent) // REPORTS + 1):
        load = post_all(installation.portal_port, "/api/send", list(sends(desk, council, REPORTS)), clients=8)
        failures += load.failures
    return {"rss_mb_after_10000": _rss_mb(_process(installation)), "deposit_failures_10000": failures}


@contextmanager
def _stalled(port: int) -> Iterator[None]:
    """Eight senders that promise a body and stop half-way."""
    head = b"POST /api/send HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\n"
    held = []
    for _ in range(STALLED):
        sender = socket.create_connection(("127.0.0.1", port))
        sender.sendall(head + b"Content-Length: 70000\r\n\r\n" + bytes(30_000))
        held.append(sender)
    yield
    for sender in held:
        sender.close()


def stalled(installation: Installation, council: Council) -> Figures:
    """How long a ninth waits while eight senders have stopped half-way."""
    bodies = list(sends(Desk(installation.portal_port), council, 50))
    with _stalled(installation.portal_port):
        time.sleep(0.5)
        load = post_all(installation.portal_port, "/api/send", bodies, clients=1, keep_alive=False)
    return {"stalled_ninth_ms": load.median, "stalled_ninth_p99_ms": load.percentile(99)}


def follow_up(installation: Installation, council: Council) -> Figures:
    """A code's answer: plain, with a thousand replies, and among a hundred thousand mailboxes."""
    desk = Desk(installation.portal_port)
    keys = open_mailbox(desk, council)
    figures = _asked("", installation, desk, keys.lookup, keys.auth)
    with psycopg.connect(installation.databases.admin_url("postbox").replace("+psycopg", "")) as admin:
        admin.execute(
            "insert into postbox.reply select %s, n, decode(repeat('5a', 18846), 'hex') "
            "from generate_series(1, %s) n",
            [keys.lookup, MESSAGES],
        )
    figures |= _asked("_1000_messages", installation, desk, keys.lookup, keys.auth)
    with psycopg.connect(installation.databases.admin_url("postbox").replace("+psycopg", "")) as admin:
        admin.execute(
            "insert into postbox.mailbox select substr(sha256(n::text::bytea), 1, 16), sha256('x'), "
            "decode(repeat('5a', 16455), 'hex') from generate_series(1, %s) n",
            [MAILBOXES],
        )
    return figures | _asked("_100000_mailboxes", installation, desk, keys.lookup, keys.auth)


def _asked(name: str, installation: Installation, desk: Desk, lookup: bytes, auth: bytes) -> Figures:
    bodies = list(asks(desk, lookup, auth, ASKS))
    load = post_all(installation.portal_port, "/api/ask", bodies, clients=1)
    assert load.failures == 0
    return {f"followup_p50_ms{name}": load.median, f"followup_p99_ms{name}": load.percentile(99)}


def same_answer(installation: Installation, council: Council) -> Figures:
    """Welch's t between an unknown code and a known lookup with a wrong auth, asked in turn."""
    desk = Desk(installation.portal_port)
    known = open_mailbox(desk, council)
    unknown = list(asks(desk, b"\xa5" * 16, b"\x5a" * 32, LOGINS))
    wrong = list(asks(desk, known.lookup, b"\x5a" * 32, LOGINS))
    turns = [body for pair in zip(unknown, wrong, strict=True) for body in pair]
    load = post_all(installation.portal_port, "/api/ask", turns, clients=1)
    assert load.failures == 0
    return {"login_t_statistic": welch(load.ms[0::2], load.ms[1::2])}


def welch(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Welch's t statistic of two samples."""
    spread = statistics.variance(one) / len(one) + statistics.variance(other) / len(other)
    return (statistics.fmean(one) - statistics.fmean(other)) / spread**0.5
