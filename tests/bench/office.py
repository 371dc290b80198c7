"""A demonstration council at work, with 2,000 cases in its casework and then with 100,000."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from playwright.sync_api import Browser

from casework.collector_key import CollectorKey
from casework.demo_keys import OFFICERS
from config.roles import Server
from crypto.publish import read_keyring
from tests.bench import desk, rows
from tests.bench.archive import Archive
from tests.databases import Databases, fresh
from tests.installation import Installation

CASES = 2000
KEYRING = """
    select document from casework.documents where kind = 'keyring' and published order by number desc limit 1
"""


def lists(
    server: Server, passwords: dict[str, str], templates: dict[str, str], browser: Browser
) -> dict[str, float]:
    """Everything about lists, on databases of their own."""
    with (
        fresh(server, passwords, templates) as databases,
        tempfile.TemporaryDirectory() as home,
        Installation(databases, Path(home)) as installation,
    ):
        installation.run("casework demo")
        fill(databases, CollectorKey.read(Path(home) / "collector.key"))
        installation.start("casework serve")
        figures = desk.inbox(installation, browser)
        rows.multiply(databases)
        return figures | rows.pages(installation, browser) | rows.row_security(databases)


def fill(databases: Databases, collector: CollectorKey) -> None:
    """The cases, as one officer has begun them."""
    with psycopg.connect(databases.admin_url("casework").replace("+psycopg", "")) as admin:
        keyring = read_keyring(admin.execute(KEYRING).fetchone()[0])
        Archive(OFFICERS[0], keyring, collector, datetime.now(UTC).date()).fill(admin, CASES)
    with psycopg.connect(databases.admin_url("casework").replace("+psycopg", ""), autocommit=True) as admin:
        admin.execute("vacuum analyze")
