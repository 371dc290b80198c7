"""A whole installation on loopback: both databases, portal, casework and worker as processes of their own."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import psycopg

from config.demo import Secrets, settings
from config.embedded import free_port
from config.home import ROOT
from tests.databases import Databases

PATIENCE_S = 90
FLAGS = ("-X", "faulthandler")


@dataclass
class Installation:
    """Ports, environments, running processes; `home` holds the collector's key and what programs print."""

    databases: Databases
    home: Path
    changes: dict[str, dict[str, str]] = field(default_factory=dict)
    portal_port: int = field(default_factory=free_port)
    casework_port: int = field(default_factory=free_port)
    processes: dict[str, subprocess.Popen] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def portal(self) -> str:
        return f"http://127.0.0.1:{self.portal_port}"

    @property
    def casework(self) -> str:
        return f"http://localhost:{self.casework_port}"

    def environment(self, words: str) -> dict[str, str]:
        kept = Secrets(self.databases.passwords, "t" * 43, "s" * 43)
        chosen = settings(self.databases.server, kept, self.home)[words]
        own = {name: value for name, value in os.environ.items() if not name.startswith("CANDOUR_")}
        return {**own, **chosen, **self._databases(chosen), **self.changes.get(words, {})}

    def _databases(self, chosen: dict[str, str]) -> dict[str, str]:
        """The same logins, on the databases of this test."""
        names = {"/postbox": f"/{self.databases.postbox}", "/casework": f"/{self.databases.casework}"}
        changed = {}
        for variable, value in chosen.items():
            for old, new in names.items():
                if value.startswith("postgresql") and value.endswith(old):
                    changed[variable] = value.removesuffix(old) + new
        if "CANDOUR_CASEWORK_PUBLIC_URL" in chosen:
            changed |= {
                "CANDOUR_CASEWORK_PUBLIC_URL": self.casework,
                "CANDOUR_CASEWORK_PORTAL_URL": self.portal,
                "CANDOUR_CASEWORK_PORT": str(self.casework_port),
            }
        if "CANDOUR_PORTAL_DATABASE_URL" in chosen:
            changed["CANDOUR_PORTAL_PORT"] = str(self.portal_port)
        return changed

    def run(self, words: str, *arguments: str, typed: str = "") -> str:
        """Run one command of the installation to its end and return what it printed."""
        line = [sys.executable, *FLAGS, "-m", *words.split(), *arguments]
        done = subprocess.run(
            line,
            env=self.environment(words),
            cwd=ROOT,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *names: str) -> None:
        for words in names:
            log = (self.home / f"{words.replace(' ', '-')}.log").open("ab")
            line = [sys.executable, *FLAGS, "-m", *words.split()]
            self.processes[words] = subprocess.Popen(
                line, env=self.environment(words), cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
            log.close()
        for words, address in (("portal serve", self.portal), ("casework serve", self.casework)):
            if words in names:
                self.wait_for(address, words)

    def wait_for(self, address: str, words: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            assert self.processes[words].poll() is None, self.log(words)
            try:
                with urllib.request.urlopen(address + "/health", timeout=2):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.02)
        raise AssertionError(f"{words} did not answer: {self.log(words)}")

    def wait_for_keyring(self) -> None:
        """Return once the worker has brought roots and keyring to the postbox."""
        deadline = time.monotonic() + PATIENCE_S
        with psycopg.connect(self.databases.portal_url.replace("+psycopg", ""), autocommit=True) as portal:
            while portal.execute("select postbox.published('keyring')").fetchone() == (None,):
                assert time.monotonic() < deadline, self.log("casework work")
                time.sleep(0.1)

    def wait_until_collected(self) -> None:
        """Return once the worker has taken every deposit out of the postbox."""
        deadline = time.monotonic() + PATIENCE_S
        url = self.databases.admin_url("postbox").replace("+psycopg", "")
        with psycopg.connect(url, autocommit=True) as admin:
            while admin.execute("select count(*) from postbox.deposit").fetchone() != (0,):
                assert time.monotonic() < deadline, self.log("casework work")
                time.sleep(0.1)

    def log(self, words: str) -> str:
        return (self.home / f"{words.replace(' ', '-')}.log").read_text()

    def stop(self, *names: str, how: signal.Signals = signal.SIGTERM) -> None:
        for words in names or tuple(self.processes):
            process = self.processes.pop(words)
            process.send_signal(how)
            process.wait(PATIENCE_S)
