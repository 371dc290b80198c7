"""A recovery group on the plain form: told, ticked, and left out when the reporter says so."""

import re

import pytest

from crypto.opening import open_route
from crypto.publish import read_keyring
from crypto.seeds import new_seed
from crypto.signed import Signed
from portal.app import create_app
from tests.portal.people import publish
from tests.portal.plain_forms import fill, send
from tests.portal.test_plain import collected, opened_by

GROUP = "Recovery group"


@pytest.fixture(scope="module")
def frame_with_group(office) -> bytes:
    return office.keyring_frame(group=new_seed())


@pytest.fixture
def keyring(frame_with_group):
    return read_keyring(Signed.unpack(frame_with_group).document)


@pytest.fixture
def grouped(app, databases, frame_with_group, settings):
    """A client of a portal whose keyring has a recovery group."""
    publish(databases.collector_url, "keyring", frame_with_group)
    made = create_app(settings)
    yield made.test_client()
    made.extensions["intake"].postbox.close()


def _groups(page):
    return re.findall(r'name="groups" value="([^"]*)"[^>]* checked', page.text)


def _collects_everything(collector):
    for (each,) in collector.execute("select postbox.waiting(9)").fetchall():
        hashed = collector.execute("select hash from postbox.take(%s)", [each]).fetchone()[0]
        collector.execute("select postbox.forget(%s, %s)", [each, hashed])


def _recovery(office, keyring, frame):
    """The groups that the collector keeps a wrap for, and those that the report names."""
    route = open_route(office.instance, keyring, office.collector.xseed, frame)
    report = opened_by(office, keyring, frame, 0)
    return [each for each in route.to if each == keyring.recovery[0].rid], list(report.recovery)


def test_without_a_group_on_the_keyring_the_form_says_nothing_of_one(client):
    assert "If every key is lost" not in client.get("/plain/report").text


def test_a_group_is_named_and_ticked_and_then_gets_a_wrap(keyring, grouped, collector, office):
    page = grouped.get("/plain/report")
    assert GROUP in page.text
    (rid,) = _groups(page)
    assert send(grouped, fill(page, groups=[rid])).status_code == 200
    assert _recovery(office, keyring, collected(collector)) == ([bytes.fromhex(rid)], [bytes.fromhex(rid)])


def test_a_group_left_out_or_with_a_holder_left_out_gets_none(keyring, grouped, collector, office):
    page = grouped.get("/plain/report")
    assert send(grouped, fill(page)).status_code == 200
    frame = collected(collector)
    assert _recovery(office, keyring, frame) == ([], [])
    _collects_everything(collector)

    answers = fill(grouped.get("/plain/report"), groups=_groups(page))
    answers["readers"].remove(office.desks[1].oid.hex())
    assert send(grouped, answers).status_code == 200
    assert _recovery(office, keyring, collected(collector)) == ([], [])
