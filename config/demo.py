# ruff: noqa: T201 - it speaks to a terminal
"""`make demo`: everything on this machine, with real passwords and a fictitious council.

It starts the embedded PostgreSQL, the portal, casework and the worker as processes of their own, each with no
more than its own settings, says where they are and how to sign in, and stops them all on Ctrl-C.
"""

import json
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from config import roles
from config.embedded import Cluster
from config.home import ROOT, folder
from config.migrate import migrate
from config.roles import Server

PORTAL: Final = "http://127.0.0.1:8000"
CASEWORK: Final = "http://localhost:8001"
FOUNDING: Final = "casework demo --colleagues"
PATIENCE_S: Final = 30
FLAT_MEMORY: Final = {  # one heap for all threads; what a request held goes back at its end (7 MB measured)
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "32768",
    "MALLOC_TRIM_THRESHOLD_": "131072",
}


@dataclass(frozen=True, slots=True)
class Secrets:
    """What the demonstration makes once and keeps: a password a login, and two programs' secrets."""

    passwords: Mapping[str, str]
    ticket_secret: str
    sign_in_secret: str


def keep_secrets(path: Path) -> Secrets:
    """Read the secrets at `path`, making them first where there are none."""
    if not path.exists():
        logins = [login for group in roles.LOGINS.values() for login in group]
        made = {
            "passwords": {login: secrets.token_urlsafe(24) for login in logins},
            "ticket_secret": secrets.token_urlsafe(32),
            "sign_in_secret": secrets.token_urlsafe(32),
        }
        path.touch(mode=0o600)
        path.write_text(json.dumps(made, indent=1))
    return Secrets(**json.loads(path.read_text()))


def prepare(server: Server, kept: Secrets) -> None:
    """Make logins and databases where they are missing, and bring both to this checkout's schema."""
    roles.make_logins(server, kept.passwords)
    for purpose, program in (("postbox", "portal"), ("casework", "casework")):
        with server.connect() as admin:
            known = admin.execute("select 1 from pg_database where datname = %s", [purpose]).fetchone()
        if not known:
            roles.make_database(server, purpose)
        owner = roles.LOGINS[purpose][0]
        migrate(server.url(purpose, owner, kept.passwords[owner]), program)
        roles.lock_down(server, purpose)


def settings(server: Server, kept: Secrets, home: Path) -> dict[str, dict[str, str]]:
    """The environment of each process, by its command."""

    def url(purpose: str, login: str) -> str:
        return server.url(purpose, login, kept.passwords[login])

    portal = {
        "CANDOUR_PORTAL_DATABASE_URL": url("postbox", "portal"),
        "CANDOUR_PORTAL_TICKET_SECRET": kept.ticket_secret,
        "CANDOUR_PORTAL_DEMO": "true",
        **FLAT_MEMORY,
    }
    casework = {
        "CANDOUR_CASEWORK_DATABASE_URL": url("casework", "casework_web"),
        "CANDOUR_CASEWORK_SIGN_IN_SECRET": kept.sign_in_secret,
        "CANDOUR_CASEWORK_PUBLIC_URL": CASEWORK,
        "CANDOUR_CASEWORK_PORTAL_URL": PORTAL,
        "CANDOUR_CASEWORK_DEMO": "true",
    }
    worker = {
        "CANDOUR_WORKER_DATABASE_URL": url("casework", "casework_worker"),
        "CANDOUR_WORKER_POSTBOX_URL": url("postbox", "collector"),
        "CANDOUR_WORKER_COLLECTOR_KEY": str(home / "collector.key"),
        "CANDOUR_WORKER_INTERVAL_S": "2",
        "CANDOUR_WORKER_DEMO": "true",
    }
    founding = {
        "CANDOUR_OWNER_DATABASE_URL": url("casework", "casework_owner"),
        "CANDOUR_OWNER_COLLECTOR_KEY": str(home / "collector.key"),
        "CANDOUR_OWNER_DEMO": "true",
    }
    return {
        "casework demo": founding,
        "portal serve": portal,
        "casework serve": casework,
        "casework work": worker,
    }


def command(words: str) -> list[str]:
    """The command line of one of our own programs."""
    return [sys.executable, "-m", *words.split()]


@contextmanager
def running(environments: Mapping[str, Mapping[str, str]]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Run the three servers; stop each one that was started, whatever happens."""
    started = []
    try:
        for words in ("portal serve", "casework serve", "casework work"):
            environment = {**os.environ, **environments[words]}
            started.append(
                subprocess.Popen(command(words), env=environment, cwd=ROOT, start_new_session=True)  # noqa: S603
            )
        yield started
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(PATIENCE_S)


def wait_for(address: str, processes: list[subprocess.Popen[bytes]]) -> None:
    """Return once `address` answers; end the program when a process has died or patience has run out."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if any(process.poll() is not None for process in processes):
            raise SystemExit("One of the programs stopped at once; its reason stands above.")
        try:
            with urllib.request.urlopen(address + "/health", timeout=2):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise SystemExit(f"{address} did not answer within {PATIENCE_S} seconds.")


def found(environment: Mapping[str, str]) -> None:
    """Let casework make the fictitious council, its officers and their keyring, where there is none."""
    silent = {**os.environ, **environment}
    subprocess.run(command(FOUNDING), env=silent, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def tell(environment: Mapping[str, str]) -> None:
    """Print both addresses and, from casework, how to sign in."""
    print(f"\n  The reporter's side:  {PORTAL}\n  The officers' side:   {CASEWORK}\n", flush=True)
    words = [*command(FOUNDING), "--codes"]
    subprocess.run(words, env={**os.environ, **environment}, cwd=ROOT, check=True)  # noqa: S603
    print("\nPress Enter for fresh codes, Ctrl-C to stop.", flush=True)


def wait_for_the_end(environment: Mapping[str, str]) -> None:
    """Print fresh codes for each Enter; without a terminal, wait for a signal."""
    if not sys.stdin.isatty():
        signal.pause()
    while sys.stdin.readline():
        tell(environment)
    signal.pause()


def main() -> None:
    """Run the demonstration until Ctrl-C (or SIGTERM)."""
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    home = folder()
    cluster = Cluster(home / "postgresql")
    home.mkdir(parents=True, exist_ok=True)
    kept = keep_secrets(home / "secrets.json")
    try:
        server = cluster.start()
        prepare(server, kept)
        environments = settings(server, kept, home)
        founding = environments["casework demo"]
        found(founding)
        with running(environments) as processes:
            wait_for(PORTAL, processes)
            wait_for(CASEWORK, processes)
            tell(founding)
            wait_for_the_end(founding)
    except KeyboardInterrupt:
        print("\nStopped. `make demo` carries on from here; `make demo-clean` forgets it.")
    finally:
        cluster.stop()


if __name__ == "__main__":
    main()
