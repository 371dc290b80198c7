"""Casework's database as its logins see it, without the web and its permissions."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import psycopg
from psycopg.errors import InsufficientPrivilege

from tests.casework.acting import Actor
from tests.casework.founded import Founded

OF_A_FOLDER = """
    select table_name from information_schema.columns
    where table_schema = 'casework' and column_name = 'folder' order by table_name
"""


@contextmanager
def sql(demo: Founded, login: str, session: str | None = None) -> Iterator[psycopg.Connection]:
    """A connection of this login that presents a session's secret."""
    with psycopg.connect(getattr(demo.databases, f"{login}_url").replace("+psycopg", "")) as connection:
        if session is not None:
            connection.execute("select set_config('candour.session', %s, false)", [session])
        yield connection


def session_of(actor: Actor) -> str:
    return actor.client.get_cookie("candour_session").value


def sql_as(demo: Founded, actor: Actor | None) -> AbstractContextManager[psycopg.Connection]:
    """The web login's connection in an officer's session; nobody's if None."""
    return sql(demo, "casework_web", None if actor is None else session_of(actor))


def folder_tables(demo: Founded) -> list[str]:
    """Every table with rows of some folder."""
    with psycopg.connect(demo.databases.admin_url("casework").replace("+psycopg", "")) as admin:
        return [name for (name,) in admin.execute(OF_A_FOLDER)]


def rows(connection: psycopg.Connection, table: str, folder: bytes) -> int:
    """How many rows of a folder this login sees; a table that it may not read shows none."""
    try:
        with connection.transaction():
            found = connection.execute(f"select count(*) from casework.{table} where folder = %s", [folder])
            return found.fetchone()[0]
    except InsufficientPrivilege:
        return 0
