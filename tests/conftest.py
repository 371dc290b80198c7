"""One PostgreSQL server for the whole run, and fresh databases for each test that asks."""

from collections.abc import Iterator

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Playwright, sync_playwright

from config.embedded import Cluster
from config.roles import Server
from tests.databases import Databases, fresh, make_logins, make_templates, temporary_cluster


@pytest.fixture(scope="session", autouse=True)
def compiled(tmp_path_factory) -> Iterator[None]:
    """Templates are compiled once a run, not once for each test that makes an application."""
    with pytest.MonkeyPatch.context() as patch:
        cache = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))
        patch.setitem(Flask.jinja_options, "bytecode_cache", cache)
        yield


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    with temporary_cluster() as running:
        yield running


HASTE = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")  # no test unplugs the machine


@pytest.fixture(scope="session")
def server(cluster: Cluster) -> Server:
    running = cluster.start()
    with running.connect() as admin:
        for setting in HASTE:
            admin.execute(f"alter system set {setting}")
        admin.execute("select pg_reload_conf()")
    return running


@pytest.fixture(scope="session")
def passwords(server: Server) -> dict[str, str]:
    return make_logins(server)


@pytest.fixture(scope="session")
def templates(server: Server, passwords: dict[str, str]) -> dict[str, str]:
    return make_templates(server, passwords)


@pytest.fixture
def databases(server: Server, passwords: dict[str, str], templates: dict[str, str]) -> Iterator[Databases]:
    with fresh(server, passwords, templates) as made:
        yield made


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The only one of a run: a second would not start beside it."""
    with sync_playwright() as running:
        yield running
