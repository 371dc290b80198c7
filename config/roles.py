"""The logins and the two databases, and what each login may reach.

The demonstration and the tests use it; for a server of your own docs/running.md says the same in SQL.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

LOGINS: Final[Mapping[str, tuple[str, ...]]] = {
    "postbox": ("postbox_owner", "portal", "collector"),
    "casework": ("casework_owner", "casework_web", "casework_worker"),
}
LOCKDOWN: Final = Path(__file__).with_name("lockdown.sql")


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL server as its administrator reaches it."""

    host: str
    port: int
    password: str

    def url(self, database: str, login: str = "postgres", password: str | None = None) -> str:
        """A SQLAlchemy URL; psycopg takes it without `+psycopg`."""
        secret = self.password if password is None else password
        return f"postgresql+psycopg://{login}:{secret}@{self.host}:{self.port}/{database}"

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """An administrator's connection, each statement its own transaction."""
        return psycopg.connect(self.url(database).replace("+psycopg", ""), autocommit=True)


def make_logins(server: Server, passwords: Mapping[str, str]) -> None:
    """Create every login of `LOGINS`, or give an existing one the password named."""
    with server.connect() as admin:
        for login in [name for group in LOGINS.values() for name in group]:
            known = admin.execute("select 1 from pg_roles where rolname = %s", [login]).fetchone()
            verb = "alter" if known else "create"
            admin.execute(
                sql.SQL("{} role {} login noinherit password {}").format(
                    sql.SQL(verb), sql.Identifier(login), sql.Literal(passwords[login])
                )
            )


def make_database(server: Server, purpose: str, name: str | None = None, template: str = "template0") -> None:
    """Create the database for `purpose` (a key of LOGINS), owned by its owner, closed to everyone else."""
    owner, *users = LOGINS[purpose]
    database = sql.Identifier(name or purpose)
    with server.connect() as admin:
        admin.execute(
            sql.SQL("create database {} owner {} template {}").format(
                database, sql.Identifier(owner), sql.Identifier(template)
            )
        )
        admin.execute(sql.SQL("revoke all on database {} from public").format(database))
        for user in users:
            admin.execute(
                sql.SQL("grant connect on database {} to {}").format(database, sql.Identifier(user))
            )


def lock_down(server: Server, database: str) -> None:
    """Take from PUBLIC, in one database, what would tell a login how much others have stored."""
    with server.connect(database) as admin:
        admin.execute(LOCKDOWN.read_bytes())
