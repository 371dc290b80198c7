"""A founded demonstration for each test, copied from one made once."""

import secrets
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import Engine

from casework.app import STATIC, create_app
from casework.collector_key import CollectorKey
from casework.demonstration import found
from casework.web import pages
from casework.worker import Worker
from config import roles
from config.database import engine
from config.settings import CaseworkSettings
from tests.casework.acting import Actor
from tests.casework.founded import Founded, collector_of
from tests.databases import Databases, fresh

KEY = CollectorKey.new()


@pytest.fixture(scope="session")
def founded_template(server, passwords, templates) -> str:
    """Made by whichever folder's tests ask first."""
    name = "casework_founded_template"
    with server.connect() as admin:
        if admin.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
            return name
    roles.make_database(server, "casework", name, templates["casework"])
    owner = engine(server.url(name, "casework_owner", passwords["casework_owner"]))
    with owner.begin() as connection:
        found(connection, KEY, today=datetime.now(UTC).date())
    owner.dispose()
    return name


@pytest.fixture
def unbuilt(monkeypatch) -> None:
    """The files of the browser, not needed here, go by any name; documents are rendered once a run."""
    monkeypatch.setattr("config.templates.manifest", lambda _program: defaultdict(lambda: "built"))
    monkeypatch.setattr(pages, "render_once", _as_before)
    STATIC.mkdir(exist_ok=True)


_RENDERED: dict[bool, dict[str, bytes]] = {}
_RENDER = pages.render_once


def _as_before(app: Flask) -> None:
    """Documents differ in nothing but whether this is a demonstration."""
    demo = app.config["DEMO"]
    if demo not in _RENDERED:
        _RENDER(app)
        _RENDERED[demo] = app.extensions[pages.RENDERED]
    app.extensions[pages.RENDERED] = _RENDERED[demo]


@pytest.fixture
def demo(server, passwords, templates, founded_template, unbuilt) -> Iterator[Founded]:
    with fresh(server, passwords, {**templates, "casework": founded_template}) as databases:
        yield from _opened(databases)


def _opened(databases: Databases) -> Iterator[Founded]:
    settings = CaseworkSettings(
        database_url=databases.casework_web_url, sign_in_secret=secrets.token_hex(32), demo=True
    )
    collector = collector_of(databases, KEY)
    founded = Founded(
        databases,
        engine(databases.casework_owner_url),
        Worker(collector, Event(), True),
        create_app(settings),
    )
    yield founded
    try:
        reach_is_as_if_made_anew(founded.owner)
    finally:
        founded.close()


def reach_is_as_if_made_anew(owner: Engine) -> None:
    """Whatever a test has done, row security's table says what wraps, declarations and exclusions say."""
    rows = """
        select array_agg((oid, folder, kind, made_on, held_until, open_until)::text order by oid, folder)
        from casework.reach
    """
    with owner.begin() as connection:
        kept = connection.exec_driver_sql(rows).scalar()
        connection.exec_driver_sql("select casework.reach_anew(folder) from casework.folders")
        assert connection.exec_driver_sql(rows).scalar() == kept


@pytest.fixture
def monitoring_officer(demo: Founded) -> Actor:
    return demo.actor("monitoring.officer").signs_in()


@pytest.fixture
def deputy(demo: Founded) -> Actor:
    return demo.actor("deputy").signs_in()


@pytest.fixture
def reporter(demo: Founded):
    demo.carry()
    return demo.reporter()
