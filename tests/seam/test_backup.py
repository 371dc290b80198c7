"""The backup drill: casework is dumped, everything is lost, a new server goes on from the dump."""

import os
import re
import secrets
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import psycopg
import pytest

from casework.app import create_app
from casework.worker import Worker
from config import roles
from config.database import engine
from config.embedded import INSTALLED
from config.home import ROOT
from config.migrate import migrate
from config.settings import CaseworkSettings
from tests.casework.fixtures import KEY
from tests.casework.founded import Founded, collector_of
from tests.databases import Databases, make_logins, temporary_cluster
from tests.seam.catalogue import catalogue

PAGE = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
WORDS = {"what": "The lifts were never repaired"}


@dataclass
class Council:
    """What was there before the loss, and where its dump lies."""

    demo: Founded
    folder: bytes
    left_out: bytes
    reporter: object
    dump: Path
    guarded: dict[str, list[tuple]]


def _typed(program: str) -> list[str]:
    """The program's arguments, exactly as docs/running.md has the administrator type them."""
    line = re.search(rf"^(?:.*\| )?{program} ([^|>\n]+)", PAGE, re.MULTILINE)
    assert line, f"running.md does not say how to use {program}"
    return shlex.split(line[1])


def _run(program: str, databases: Databases, database: str, **files: object) -> None:
    """Run it as PostgreSQL's administrator on this test's database."""
    words = [database if word == "casework" else word for word in _typed(program)]
    server = databases.server
    environment = {
        **os.environ,
        "PGHOST": server.host,
        "PGPORT": str(server.port),
        "PGUSER": "postgres",
        "PGPASSWORD": server.password,
    }
    line = [str(INSTALLED / "bin" / program), *words]
    done = subprocess.run(line, env=environment, stderr=subprocess.PIPE, check=False, **files)
    assert done.returncode == 0, done.stderr.decode()


@pytest.fixture
def council(demo, reporter, monitoring_officer, tmp_path) -> Council:
    """Two reports, a reply, a message, and one report that leaves the Monitoring Officer out; then a dump."""
    folder = reporter.reports(WORDS["what"])
    demo.carry()
    monitoring_officer.sends_reply(folder, monitoring_officer.seals_reply(folder, "Thank you"))
    reporter.writes("There is more")
    another = demo.reporter()
    left_out = another.reports("It is the Monitoring Officer", leaving_out=[monitoring_officer.officer])
    demo.carry()
    dump = tmp_path / "casework.dump"
    with dump.open("wb") as file:
        _run("pg_dump", demo.databases, demo.databases.casework, stdout=file)
    guarded = catalogue(demo.databases.admin_url("casework"))
    return Council(demo, folder, left_out, reporter, dump, guarded)


@pytest.fixture
def rebuilt(council) -> Iterator[Databases]:
    """Another server: new logins, an empty postbox, and casework as the dump has it."""
    with temporary_cluster() as cluster:
        server = cluster.start()
        passwords = make_logins(server)
        databases = Databases(server, passwords, "postbox", "casework")
        for purpose in ("postbox", "casework"):
            roles.make_database(server, purpose)
        migrate(databases.postbox_owner_url, "portal")
        with council.dump.open("rb") as file:
            _run("pg_restore", databases, "casework", stdin=file)
        for database in ("postbox", "casework"):
            roles.lock_down(server, database)
        yield databases


@pytest.fixture
def again(rebuilt) -> Iterator[Founded]:
    """Casework on the new server, with the collector's key that was kept offline."""
    settings = CaseworkSettings(
        database_url=rebuilt.casework_web_url, sign_in_secret=secrets.token_hex(32), demo=True
    )
    worker = Worker(collector_of(rebuilt, KEY), Event(), True)
    founded = Founded(rebuilt, engine(rebuilt.casework_owner_url), worker, create_app(settings))
    yield founded
    founded.close()


def test_everything_is_lost_and_comes_back(council, rebuilt, again, types, tmp_path):
    the_dump_holds_no_words(council)
    who_may_do_what_is_as_before(council, rebuilt)
    the_postbox_is_filled_again(types, rebuilt, tmp_path)
    the_reporters_code_still_opens_the_answer(council, rebuilt)
    the_officer_signs_in_anew_and_reads(council, again)
    whoever_was_left_out_stays_out(council, again)
    the_reporter_writes_on(council, again)


def the_dump_holds_no_words(council: Council) -> None:
    dumped = council.dump.read_bytes()
    assert b"lifts" not in dumped
    assert KEY.xseed not in dumped


def who_may_do_what_is_as_before(council: Council, rebuilt: Databases) -> None:
    now = catalogue(rebuilt.admin_url("casework"))
    for name, before in council.guarded.items():
        assert now[name] == before, name
    assert len(now["policies"]) > 20
    assert len(now["taken from everybody"]) > 50


def the_postbox_is_filled_again(types, rebuilt: Databases, tmp_path: Path) -> None:
    KEY.write(tmp_path / "collector.key")
    urls = {"DATABASE": rebuilt.casework_worker_url, "POSTBOX": rebuilt.collector_url}
    done = types("refill", **{f"CANDOUR_WORKER_{name}_URL": url for name, url in urls.items()})
    assert done.returncode == 0, done.stderr
    assert "2 mailboxes, 1 replies" in done.stdout


def the_reporters_code_still_opens_the_answer(council: Council, rebuilt: Databases) -> None:
    before = council.reporter.mailbox()
    council.reporter.portal_url = rebuilt.portal_url
    state, slots = council.reporter.mailbox()
    assert (state, slots[0]) == (before[0], before[1][0])


def the_officer_signs_in_anew_and_reads(council: Council, again: Founded) -> None:
    """Sessions are not in the dump, so whoever was signed in must sign in again."""
    old = council.demo.actor("monitoring.officer")
    with psycopg.connect(again.databases.admin_url("casework").replace("+psycopg", "")) as admin:
        assert admin.execute("select count(*) from casework.sessions").fetchone() == (0,)
    officer = again.actor("monitoring.officer", moment=old.moment + 30).signs_in()
    assert [line["folder"] for line in officer.inbox()] == [council.folder.hex()]
    assert officer.opens(council.folder).report.answers == WORDS
    assert len(officer.thread(council.folder)["replies"]) == 1


def whoever_was_left_out_stays_out(council: Council, again: Founded) -> None:
    deputy = again.actor("deputy").signs_in()
    assert {line["folder"] for line in deputy.inbox()} == {council.folder.hex(), council.left_out.hex()}
    with psycopg.connect(again.databases.casework_web_url.replace("+psycopg", "")) as web:
        for (table,) in web.execute(
            "select tablename from pg_tables where schemaname = 'casework'"
        ).fetchall():
            allowed = web.execute(
                "select has_table_privilege(%s, 'select')", [f"casework.{table}"]
            ).fetchone()[0]
            assert not allowed or web.execute(f"select count(*) from casework.{table}").fetchone() == (0,)


def the_reporter_writes_on(council: Council, again: Founded) -> None:
    again.carry()
    council.reporter.writes("And more still")
    again.carry()
    deputy = again.actor("deputy", moment=again.actor("deputy").moment + 30).signs_in()
    assert deputy.opens(council.folder).report.answers == WORDS
    line = next(each for each in deputy.inbox() if each["folder"] == council.folder.hex())
    assert line["messages"] == 2


def test_a_dump_that_was_cut_is_not_restored_in_silence(council, rebuilt):
    cut = council.dump.with_suffix(".cut")
    cut.write_bytes(council.dump.read_bytes()[:-2000])
    with pytest.raises(AssertionError), cut.open("rb") as file:
        _run("pg_restore", rebuilt, "casework", stdin=file)
