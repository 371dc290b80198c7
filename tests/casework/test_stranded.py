"""Whoever deals with reports is left out, or waits for a decision: whoever only reads lets somebody in."""

from datetime import timedelta

import pytest

from casework import demonstration
from casework.demo_keys import EVERYBODY, HR_LEAD, NEIGHBOUR, OFFICERS, OUTSIDE
from crypto.ledger import Act
from tests.casework.acting import TODAY, Actor, b64, declares, post
from tests.casework.casing import begins_case
from tests.casework.fixtures import KEY
from tests.casework.keeping import Draft, grants, next_event
from tests.casework.sql import sql_as


@pytest.fixture
def office(demo):
    """With everybody on the keyring."""
    with demo.owner.begin() as connection:
        demonstration.found(connection, KEY, today=TODAY, people=EVERYBODY)
    demo.carry()
    return demo


@pytest.fixture
def reviewer(office) -> Actor:
    return office.actor("reviewer").signs_in()


@pytest.fixture
def neighbour(office) -> Actor:
    return Actor(NEIGHBOUR, office.app.test_client(), office.instance).signs_in()


@pytest.fixture
def writer(office):
    return office.reporter()


def sent(office, writer, *left_out: str) -> bytes:
    people = [each for each in OFFICERS if each.name in left_out]
    folder = writer.reports("They do it together", leaving_out=people)
    office.carry()
    return folder


def standing(actor: Actor, folder: bytes) -> tuple[str, list[str]]:
    told = actor.client.get(f"/api/folders/{folder.hex()}/access").json
    return told["authority"], [each["kid"] for each in told["candidates"]]


def test_who_reads_it_alone_lets_in_somebody_who_answers_and_starts_a_case(
    office, writer, reviewer, neighbour, deputy
):
    folder = sent(office, writer, "monitoring.officer", "deputy")
    says, offered = standing(reviewer, folder)
    assert (says, neighbour.kid().hex() in offered) == ("stranded", True)
    assert grants(reviewer, folder, neighbour, purpose="cover").status_code == 201

    assert neighbour.opens(folder).report.answers == {"what": "They do it together"}
    reply = neighbour.seals_reply(folder, "I come from elsewhere, and deal with this.")
    assert neighbour.sends_reply(folder, reply).status_code == 201
    out = tuple(each.oid for each in OFFICERS[:2])
    assert begins_case(neighbour, folder, barred=out).state(neighbour) == "received"
    assert deputy.client.get(f"/api/reports/{folder.hex()}").status_code == 404


def test_with_one_who_decides_inside_nobody_else_has_a_say(office, writer, reviewer, neighbour, deputy):
    folder = sent(office, writer, "monitoring.officer")
    assert standing(reviewer, folder) == ("reads", [])
    assert grants(reviewer, folder, neighbour, purpose="cover").status_code == 400
    assert neighbour.client.get(f"/api/reports/{folder.hex()}").status_code == 404
    assert standing(deputy, folder)[0] == "decides"  # and has declared that there is no conflict
    assert standing(reviewer, folder) == ("reads", [])


def test_while_a_colleague_must_decide_about_each_of_them_it_is_stranded(
    office, writer, reviewer, neighbour, deputy, monitoring_officer
):
    folder = sent(office, writer)
    for each in (monitoring_officer, deputy):
        each.client.declares = False
        assert standing(reviewer, folder)[0] == "reads"
        assert declares(each.client, folder, "possible", "prior_involvement").status_code == 201
    assert standing(reviewer, folder)[0] == "stranded"
    assert grants(reviewer, folder, neighbour, purpose="cover").status_code == 201


def test_only_people_who_lead_cases_are_let_in_and_nobody_is_taken_out(
    office, writer, reviewer, neighbour, deputy
):
    folder = sent(office, writer, "monitoring.officer", "deputy")
    lead = Actor(HR_LEAD, office.app.test_client(), office.instance).signs_in()
    assert lead.kid().hex() not in standing(reviewer, folder)[1]
    assert grants(reviewer, folder, lead, purpose="hr-allegation").status_code == 400
    outside = Actor(OUTSIDE, office.app.test_client(), office.instance).signs_in()
    soon = TODAY + timedelta(30)
    assert grants(reviewer, folder, outside, purpose="investigate", until=soon).status_code == 400
    assert grants(reviewer, folder, deputy, purpose="cover").status_code == 400
    grants(reviewer, folder, neighbour, purpose="cover")
    out = next_event(reviewer, folder, Act.REVOKE, to=(neighbour.kid(),), purpose="mistake")
    answer = post(reviewer.client, f"/api/folders/{folder.hex()}/revocations", {"event": b64(out)})
    assert answer.status_code == 403


def test_whoever_was_let_in_lets_in_nobody(office, writer, reviewer, neighbour):
    folder = sent(office, writer, "monitoring.officer", "deputy")
    grants(reviewer, folder, neighbour, purpose="cover")
    neighbour.opens(folder)
    assert standing(neighbour, folder) == ("reads", [])
    assert grants(neighbour, folder, reviewer, purpose="oversight").status_code == 403


def test_a_pack_is_never_stranded(office, reviewer, monitoring_officer, neighbour):
    pack = Draft.of(monitoring_officer, to=[reviewer], kind="pack")
    assert pack.sends().status_code == 201
    with office.owner.begin() as connection:
        taken = "update casework.wraps set live = false where folder = %s and holder = %s"
        connection.exec_driver_sql(taken, (pack.folder, monitoring_officer.kid()))
    assert standing(reviewer, pack.folder) == ("reads", [])
    assert grants(reviewer, pack.folder, neighbour).status_code == 400


def test_the_database_tells_nobody_who_does_not_read_it(office, writer, reviewer, monitoring_officer, deputy):
    folder = sent(office, writer, "monitoring.officer", "deputy")
    ask = "select casework.stranded(%s)"
    assert declares(reviewer.client, folder, "none").status_code == 201
    for actor, told in ((reviewer, True), (deputy, False), (monitoring_officer, False), (None, False)):
        with sql_as(office, actor) as web:
            assert web.execute(ask, [folder]).fetchone() == (told,)
