"""A name given in confidence: two people together, for a reason, and the reporter is told."""

import pytest

from crypto.deposit import parse_item_frame
from crypto.errors import CannotOpen
from crypto.identity import (
    Identity,
    open_identity,
    open_released_share,
    open_share,
    release_share,
)
from crypto.ledger import Act
from crypto.names import FolderId
from crypto.signed import Signed
from tests.casework.acting import b64, post, raw
from tests.casework.keeping import ledger_of, next_event
from tests.casework.sql import session_of, sql

NAME = Identity("Ann Example", "ann@example.org", ("Monitoring Officer",))


@pytest.fixture
def folder(demo, reporter) -> bytes:
    folder = reporter.posts(reporter.seals("Invoices were paid twice", identity=NAME))
    demo.carry()
    return folder


@pytest.fixture
def reviewer(demo):
    return demo.actor("reviewer").signs_in()


def item_of(actor, folder: bytes):
    return parse_item_frame(raw(actor.fetches(folder)["item"])).id


def path(folder: bytes, rest: str = "") -> str:
    return f"/api/folders/{folder.hex()}/releases{rest}"


def asks(actor, folder: bytes, *, purpose: str = "danger", **fields: object):
    """The answer, and the hash of the event that asked."""
    said = {"item": item_of(actor, folder), "purpose": purpose, **fields}
    frame = next_event(actor, folder, Act.UNMASK, **said)
    return post(actor.client, path(folder, "/asked"), {"event": b64(frame)}), Signed.unpack(frame).hash


def own_half(actor, folder: bytes) -> bytes:
    found = actor.fetches(folder)
    (mine,) = found["identity_slots"]
    kid, group, item = actor.kid(), actor.officer.identity, item_of(actor, folder)
    slot, xseed = raw(mine["slot"]), actor.officer.xseed
    return open_share(actor.instance, FolderId(folder), item, kid, group, xseed, slot)


def agrees(actor, folder: bytes, asking: bytes, to, *, purpose: str = "tell", half: bytes | None = None):
    item = item_of(actor, folder)
    sealed = release_share(
        actor.instance, FolderId(folder), item, asking, to.officer.xpk, half or own_half(actor, folder)
    )
    event = next_event(actor, folder, Act.UNMASK, item=item, purpose=purpose)
    body = {"event": b64(event), "asking": asking.hex(), "share": b64(sealed)}
    return post(actor.client, path(folder), body)


def opens_name(actor, folder: bytes, asking: bytes) -> Identity:
    item, instance = item_of(actor, folder), actor.instance
    share = raw(actor.client.get(path(folder, f"/{asking.hex()}")).json["share"])
    theirs = open_released_share(instance, FolderId(folder), item, asking, actor.officer.xseed, share)
    mine = actor.officer.identity
    shares = {mine: own_half(actor, folder), 3 - mine: theirs}
    sealed = raw(actor.fetches(folder)["identity"])
    return open_identity(instance, FolderId(folder), item, shares, sealed)


def test_two_people_of_two_groups_open_a_name_once_the_reporter_was_told(
    folder, monitoring_officer, reviewer
):
    answer, asking = asks(monitoring_officer, folder)
    assert answer.status_code == 201
    assert agrees(reviewer, folder, asking, monitoring_officer).status_code == 201
    assert monitoring_officer.client.get(path(folder, f"/{asking.hex()}")).status_code == 404

    told = monitoring_officer.seals_reply(folder, "We have opened the name you gave us, because …")
    assert monitoring_officer.sends_reply(folder, told).status_code == 201
    assert opens_name(monitoring_officer, folder, asking) == NAME
    purposes = [each.purpose for each in ledger_of(reviewer, folder).events if each.act is Act.UNMASK]
    assert purposes == ["danger", "tell"]


def test_telling_the_reporter_later_needs_a_reason_a_colleague_signs(folder, monitoring_officer, reviewer):
    _, asking = asks(monitoring_officer, folder, purpose="police")
    assert agrees(reviewer, folder, asking, monitoring_officer, purpose="later").status_code == 400
    assert agrees(reviewer, folder, asking, monitoring_officer, purpose="later-police").status_code == 201
    assert opens_name(monitoring_officer, folder, asking) == NAME


def test_one_alone_gets_nothing(folder, monitoring_officer, reviewer):
    _, asking = asks(monitoring_officer, folder)
    assert monitoring_officer.client.get(path(folder, f"/{asking.hex()}")).status_code == 404
    half = own_half(monitoring_officer, folder)
    assert agrees(monitoring_officer, folder, asking, monitoring_officer).status_code == 400
    sealed = raw(monitoring_officer.fetches(folder)["identity"])
    instance, item = monitoring_officer.instance, item_of(monitoring_officer, folder)
    for shares in ({1: half}, {1: half, 2: half}):
        with pytest.raises(CannotOpen):
            open_identity(instance, FolderId(folder), item, shares, sealed)


@pytest.mark.parametrize("purpose", ["curiosity", "", "tell", "investigate"])
def test_a_name_is_asked_for_by_a_reason_from_the_list(folder, monitoring_officer, purpose):
    assert asks(monitoring_officer, folder, purpose=purpose)[0].status_code == 400


def test_somebody_who_holds_no_half_asks_and_agrees_in_vain(folder, monitoring_officer, deputy):
    assert asks(deputy, folder)[0].status_code == 400
    _, asking = asks(monitoring_officer, folder)
    answer = agrees(deputy, folder, asking, monitoring_officer, half=bytes(32))
    assert answer.status_code == 400
    assert deputy.client.get(path(folder, f"/{asking.hex()}")).status_code == 404


def test_agreeing_to_what_nobody_asked_or_to_another_item_is_refused(folder, monitoring_officer, reviewer):
    assert agrees(reviewer, folder, bytes(32), monitoring_officer).status_code == 400
    assert asks(monitoring_officer, folder, item=bytes(16))[0].status_code == 400


def test_the_other_half_is_handed_to_whoever_asked_and_to_nobody_else(
    demo, folder, monitoring_officer, reviewer, deputy
):
    _, asking = asks(monitoring_officer, folder)
    agrees(reviewer, folder, asking, monitoring_officer, purpose="later-danger")
    for actor in (reviewer, deputy):
        assert actor.client.get(path(folder, f"/{asking.hex()}")).status_code == 404
        with sql(demo, "casework_web", session_of(actor)) as web:
            found = web.execute("select casework.released_share(%s)", [asking]).fetchone()
        assert found == (None,)


def test_nobody_passes_the_same_half_on_twice(folder, monitoring_officer, reviewer):
    _, asking = asks(monitoring_officer, folder)
    assert agrees(reviewer, folder, asking, monitoring_officer).status_code == 201
    assert agrees(reviewer, folder, asking, monitoring_officer).status_code == 409
