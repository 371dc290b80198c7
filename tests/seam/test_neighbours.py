"""Portal and casework of two neighbouring versions: upgraded one after the other, they go on together."""

import secrets
import tomllib
from dataclasses import replace
from threading import Event

import psycopg
import pytest
from psycopg import sql

from casework.worker import Worker
from config import roles
from config.home import ROOT
from config.migrate import migrate
from crypto.deposit import parse_report_frame
from crypto.frame import LAYOUT, FrameType
from tests.casework.fixtures import KEY
from tests.casework.founded import collector_of
from tests.databases import Databases
from tests.seam.letterbox import sha256
from tests.seam.release import FOLDER, Door, Release, doors, record

VERSIONS = sorted(path.stem for path in FOLDER.glob("*.toml"))
RELEASED = pytest.mark.parametrize("release", [Release.read(each) for each in VERSIONS], ids=VERSIONS)


@pytest.fixture
def earlier(release, demo, server, passwords):
    """The databases of a casework of today beside a postbox of that release."""
    name = f"postbox_{secrets.token_hex(4)}"
    roles.make_database(server, "postbox", name)
    made = replace(demo.databases, postbox=name)
    migrate(made.postbox_owner_url, "portal", release.revision)
    roles.lock_down(server, name)
    yield made
    with server.connect() as admin:
        admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


@RELEASED
def test_casework_of_today_works_with_the_postbox_of_a_release(release, earlier, demo, monitoring_officer):
    """The inside host was upgraded first."""
    worker = Worker(collector_of(earlier, KEY), Event(), True)
    assert worker.round()
    reporter = demo.reporter()
    reporter.portal_url = earlier.portal_url
    folder = reporter.reports("Something is wrong")
    assert worker.round()
    frame = monitoring_officer.seals_reply(folder, "Thank you")
    assert monitoring_officer.sends_reply(folder, frame).status_code == 201
    reporter.writes("There is more")
    assert worker.round()

    assert reporter.mailbox()[1][0] == frame
    assert monitoring_officer.inbox()[0]["messages"] == 1
    for each in (worker.collector.casework, worker.collector.postbox.engine):
        each.dispose()


@RELEASED
def test_the_postbox_of_a_release_has_the_doors_that_were_written_down(release, earlier):
    assert doors(earlier.admin_url("postbox")) == release.doors


@RELEASED
def test_casework_of_a_release_works_with_the_postbox_of_today(release, demo, reporter):
    """The outside host was upgraded first: the release's own statements, at today's doors."""
    sealed = reporter.seals("Something is wrong")
    reporter.posts(sealed)
    says = _Casework(release, demo.databases)
    (deposit,) = says("WAITING", most=10)
    payload, hashed, _arrived, parts = says("TAKE", id=deposit[0])[0]
    frame = parse_report_frame(payload)
    assert (payload, hashed, parts) == (sealed.payload, sha256(sealed.payload), 0)
    assert says("FORGET", id=deposit[0], hash=hashed) == [(True,)]
    assert says("WAITING", most=10) == []
    slot = secrets.token_bytes(18_846)
    assert says("DELIVER", lookup=frame.lookup, seq=1, slot=slot) == [("done",)]
    says("REFILL", lookup=frame.lookup, auth_hash=frame.auth_hash, state=frame.state)
    says("PUBLISH", name="keyring", bytes=b"a newer one")
    says("SWEEP", today=demo.keyring().not_before)
    assert says("STATUS")[0][:2] == (0, 0)
    assert reporter.mailbox()[1][0] == slot


class _Casework:
    """The release's statements, by their names, as its login."""

    def __init__(self, release: Release, databases: Databases) -> None:
        self.statements, self.url = release.statements, databases.collector_url.replace("+psycopg", "")

    def __call__(self, name: str, /, **values: object) -> list[tuple]:
        statement = self.statements[name]
        for value in values:
            statement = statement.replace(f":{value}", f"%({value})s")
        with psycopg.connect(self.url) as collector:
            return collector.execute(statement, values).fetchall()


@RELEASED
def test_doors_only_ever_gain_what_is_optional(release, databases):
    today = doors(databases.admin_url("postbox"))
    lost = [str(door) for door in release.doors if not any(each.opens_for(door) for each in today)]
    assert lost == []


@RELEASED
def test_every_frame_of_a_release_is_one_that_is_read_today(release):
    for name, fields in release.frames.items():
        layout = LAYOUT[FrameType[name]]
        assert len(layout) == len(fields), name
        for field, bounds in zip(layout, fields, strict=True):
            least, most, unit = map(int, bounds.replace("-", "/").split("/"))
            assert field.least <= least, name
            assert field.most >= most, name
            assert unit % field.unit == 0, name


@pytest.mark.parametrize(
    ("now", "still"),
    [
        ("collector: take(bytea) 1 -> TABLE(payload bytea, hash bytea)", True),
        ("collector: take(bytea, boolean) 1 -> TABLE(payload bytea, hash bytea, more text)", True),
        ("collector: take(bytea, boolean) 2 -> TABLE(payload bytea, hash bytea)", False),
        ("collector: take(text) 1 -> TABLE(payload bytea, hash bytea)", False),
        ("collector: take(bytea) 1 -> TABLE(payload bytea)", False),
        ("collector: take(bytea) 1 -> bytea", False),
        ("portal: take(bytea) 1 -> TABLE(payload bytea, hash bytea)", False),
    ],
)
def test_a_door_that_asks_for_more_or_answers_less_is_noticed(now, still):
    earlier = Door.parse("collector: take(bytea) 1 -> TABLE(payload bytea, hash bytea)")
    assert Door.parse(now).opens_for(earlier) is still


def test_this_version_is_written_down_as_it_is(databases):
    """Until it is released its file follows the tree; then the number moves on, and the file stays."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert (FOLDER / f"{version}.toml").read_text() == record(databases.admin_url("postbox"))
