"""Databases of a test or a benchmark: migrated templates once, a copy for each that asks."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from psycopg import sql

from config import roles
from config.embedded import Cluster
from config.migrate import migrate
from config.roles import Server

PROGRAMS = {"postbox": "portal", "casework": "casework"}


@dataclass(frozen=True, slots=True)
class Databases:
    """Two databases on a server, and a URL for each login."""

    server: Server
    passwords: dict[str, str]
    postbox: str
    casework: str

    def url(self, login: str) -> str:
        name = self.postbox if login in roles.LOGINS["postbox"] else self.casework
        return self.server.url(name, login, self.passwords[login])

    portal_url = property(lambda self: self.url("portal"))
    collector_url = property(lambda self: self.url("collector"))
    postbox_owner_url = property(lambda self: self.url("postbox_owner"))
    casework_web_url = property(lambda self: self.url("casework_web"))
    casework_worker_url = property(lambda self: self.url("casework_worker"))
    casework_owner_url = property(lambda self: self.url("casework_owner"))

    def admin_url(self, purpose: str) -> str:
        return self.server.url(getattr(self, purpose))


@contextmanager
def temporary_cluster() -> Iterator[Cluster]:
    folder = Path(tempfile.mkdtemp(prefix="candour-test-"))
    folder.chmod(0o755)
    running = Cluster(folder)
    try:
        yield running
    finally:
        running.stop()
        shutil.rmtree(folder)


def make_logins(server: Server) -> dict[str, str]:
    secret = {login: secrets.token_urlsafe(24) for group in roles.LOGINS.values() for login in group}
    roles.make_logins(server, secret)
    return secret


def make_templates(server: Server, passwords: dict[str, str]) -> dict[str, str]:
    """Migrated, locked-down, empty databases to copy."""
    for purpose, program in PROGRAMS.items():
        name = f"{purpose}_template"
        roles.make_database(server, purpose, name)
        owner = roles.LOGINS[purpose][0]
        migrate(server.url(name, owner, passwords[owner]), program)
        roles.lock_down(server, name)
    return {purpose: f"{purpose}_template" for purpose in PROGRAMS}


@contextmanager
def fresh(server: Server, passwords: dict[str, str], templates: dict[str, str]) -> Iterator[Databases]:
    """Copies of the templates, dropped at the end whoever is still connected."""
    suffix = secrets.token_hex(4)
    names = {purpose: f"{purpose}_{suffix}" for purpose in templates}
    for purpose, template in templates.items():
        roles.make_database(server, purpose, names[purpose], template)
    try:
        yield Databases(server, passwords, names["postbox"], names["casework"])
    finally:
        with server.connect() as admin:
            for name in names.values():
                admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))
