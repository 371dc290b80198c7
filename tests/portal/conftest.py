"""A portal on real databases, with an empty postbox whenever a test begins."""

from collections import defaultdict

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

import config.templates
from config.settings import PortalSettings
from crypto.keyring import Keyring
from crypto.publish import read_keyring
from crypto.signed import Signed
from portal.app import create_app
from tests.databases import fresh
from tests.portal.people import Desk, Office, Sender, publish

__all__ = ["Desk", "Office", "Sender", "publish"]


class AnyAsset(defaultdict):
    """Stands in for the browser's build, which these tests do not need."""

    def __missing__(self, name: str) -> str:
        return name


CLEARED = """
    truncate postbox.deposit, postbox.part, postbox.done, postbox.published, postbox.day_count, postbox.spent;
    delete from postbox.mailbox where lookup <> decode(repeat('00', 16), 'hex')
"""


@pytest.fixture(scope="module")
def shared_databases(server, passwords, templates):
    with fresh(server, passwords, templates) as made:
        yield made


@pytest.fixture
def databases(shared_databases):
    """One pair of databases for a file of tests, with nothing in the postbox when a test begins."""
    with psycopg.connect(shared_databases.postbox_owner_url.replace("+psycopg", "")) as owner:
        owner.execute(CLEARED)
    return shared_databases


@pytest.fixture(scope="session")
def office() -> Office:
    return Office.found()


@pytest.fixture
def settings(databases) -> PortalSettings:
    """Work for a test's patience, and a demonstration's single custodian."""
    return PortalSettings(database_url=databases.portal_url, ticket_secret="s" * 32, ticket_cost=4, demo=True)


@pytest.fixture
def app(databases, office, settings, monkeypatch) -> Flask:
    monkeypatch.setattr(config.templates, "manifest", lambda _program: AnyAsset())
    publish(databases.collector_url, "roots", office.roots_notice)
    publish(databases.collector_url, "keyring", office.keyring_frame())
    made = create_app(settings)
    yield made
    made.extensions["intake"].postbox.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def keyring(office) -> Keyring:
    return read_keyring(Signed.unpack(office.keyring_frame()).document)


@pytest.fixture
def sender(client, office, keyring) -> Sender:
    return Sender(client, office, keyring)


@pytest.fixture
def another(client, office, keyring):
    """A function that makes one more sender, with a code of their own."""
    return lambda: Sender(client, office, keyring)


@pytest.fixture
def collector(databases):
    with psycopg.connect(databases.collector_url.replace("+psycopg", ""), autocommit=True) as connection:
        yield connection


@pytest.fixture
def owner(databases):
    with psycopg.connect(databases.postbox_owner_url.replace("+psycopg", ""), autocommit=True) as connection:
        yield connection


@pytest.fixture
def stored(owner):
    """A function that says what is stored: the number of rows of each table."""
    tables = ("deposit", "part", "done", "mailbox", "reply")

    def count() -> dict[str, int]:
        rows = {table: owner.execute(f"select count(*) from postbox.{table}").fetchone() for table in tables}
        return {table: row[0] for table, row in rows.items()}

    return count
