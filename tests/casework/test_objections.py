"""A reporter objects to a reader of the report: it is shut to them at once, until a colleague decides."""

import psycopg
import pytest

from casework.objections import DECIDES, Reason
from crypto.context import sha256
from crypto.deposit import parse_item_frame
from crypto.ledger import Act
from tests.casework.acting import b64, declares, post
from tests.casework.casing import begins_case
from tests.casework.sql import folder_tables, rows, session_of, sql

PATHS = ("/api/reports/{}", "/api/reports/{}/thread", "/api/folders/{}")


@pytest.fixture
def reviewer(demo):
    return demo.actor("reviewer").signs_in()


@pytest.fixture
def folder(demo, reporter, monitoring_officer, deputy, reviewer) -> bytes:
    folder = reporter.reports("The invoices were signed twice")
    demo.carry()
    for actor in (monitoring_officer, deputy, reviewer):
        assert declares(actor.client, folder, "none").status_code == 201
    return folder


@pytest.fixture
def message(demo, reporter, folder) -> bytes:
    """What it says is sealed: the tests are the browsers that open it."""
    item = reporter.writes("He signed them himself")
    demo.carry()
    return item


def heeds(actor, folder: bytes, message: bytes, whom):
    body = {"message": message.hex(), "whom": whom.officer.oid.hex()}
    return post(actor.client, f"/api/reports/{folder.hex()}/objections", body)


def decides(actor, folder: bytes, message: bytes, reason: str):
    seq = len(actor.thread(folder)["replies"]) + 1
    frame = actor.seals_reply(folder, "We looked at it.", seq=seq)
    event = actor.event(folder, Act.ADD, item=parse_item_frame(frame).id, hash=sha256(frame))
    body = {"reason": reason, "item": b64(frame), "event": b64(event)}
    return post(actor.client, f"/api/reports/{folder.hex()}/objections/{message.hex()}", body)


def answers(actor, folder: bytes) -> set[int]:
    return {actor.client.get(path.format(folder.hex())).status_code for path in PATHS}


def seen(demo, actor, folder: bytes) -> set[str]:
    """The tables that show a row of the folder to raw SQL."""
    with sql(demo, "casework_web", session_of(actor)) as web:
        return {table for table in folder_tables(demo) if rows(web, table, folder)}


def test_a_colleague_who_opens_the_objection_freezes_whom_it_names_and_nobody_else(
    demo, folder, message, monitoring_officer, deputy, reviewer
):
    assert heeds(deputy, folder, message, monitoring_officer).status_code == 201

    assert (answers(monitoring_officer, folder), seen(demo, monitoring_officer, folder)) == ({423}, set())
    assert [line["standing"] for line in monitoring_officer.inbox()] == ["undecided"]
    for other in (deputy, reviewer):
        assert answers(other, folder) == {200}
    assert deputy.thread(folder)["heeded"] == [message.hex()]


def test_an_honest_browser_freezes_its_own_officer(folder, message, monitoring_officer, deputy):
    assert heeds(monitoring_officer, folder, message, monitoring_officer).status_code == 201

    assert answers(monitoring_officer, folder) == {423}
    assert answers(deputy, folder) == {200}


def test_a_frozen_officer_loses_the_case_too(demo, folder, message, monitoring_officer, deputy):
    case = begins_case(monitoring_officer, folder, to=[deputy])
    assert declares(deputy.client, case.folder, "none").status_code == 201

    heeds(deputy, folder, message, monitoring_officer)

    address = f"/api/cases/{case.folder.hex()}"
    assert monitoring_officer.client.get(address).status_code == 423
    assert seen(demo, monitoring_officer, case.folder) == set()
    assert deputy.client.get(address).status_code == 200


def test_nobody_who_is_frozen_declares_themselves_back_in(folder, message, monitoring_officer, deputy):
    heeds(deputy, folder, message, monitoring_officer)

    for answer in ("none", "possible"):
        kinds = [] if answer == "none" else ["political"]
        assert declares(monitoring_officer.client, folder, answer, *kinds).status_code == 423
    assert answers(monitoring_officer, folder) == {423}
    assert declares(monitoring_officer.client, folder, "yes", "subject").status_code == 201
    assert answers(monitoring_officer, folder) == {404}


def test_nobody_decides_about_themselves_nor_without_the_role(
    demo, folder, message, monitoring_officer, deputy, reviewer
):
    heeds(deputy, folder, message, monitoring_officer)
    ready = {"reason": "not_involved", "item": "", "event": ""}
    path = f"/api/reports/{folder.hex()}/objections/{message.hex()}"

    assert post(monitoring_officer.client, path, ready).status_code in (400, 404)
    assert post(reviewer.client, path, ready).status_code == 403
    decide = "select casework.decide_objection(%s, %s, 'clear', 'not_involved')"
    for actor in (monitoring_officer, reviewer):
        with sql(demo, "casework_web", session_of(actor)) as web:
            assert web.execute(decide, [message, folder]).fetchone() == (False,)
    assert answers(monitoring_officer, folder) == {423}


@pytest.mark.parametrize("reason", list(Reason))
def test_a_colleague_decides_with_a_reason_and_the_reporter_is_told(
    demo, reporter, folder, message, monitoring_officer, deputy, reason
):
    heeds(deputy, folder, message, monitoring_officer)

    assert decides(deputy, folder, message, reason).status_code == 201

    kept = DECIDES[reason] != "excluded"
    assert answers(monitoring_officer, folder) == ({200} if kept else {404})
    assert len(deputy.thread(folder)["replies"]) == 1
    declared = deputy.client.get(f"/api/folders/{folder.hex()}/conflicts").json["declared"]
    told = next(each for each in declared if each["message"])
    assert (told["decision"], told["reason"]) == (DECIDES[reason], reason)
    assert decides(deputy, folder, message, "involved").status_code == 409
    assert heeds(deputy, folder, message, monitoring_officer).status_code == 201, "opened once more"
    assert answers(monitoring_officer, folder) == ({200} if kept else {404}), "a decision stands"


def test_shut_out_of_the_report_is_shut_out_of_its_case(folder, message, monitoring_officer, deputy):
    case = begins_case(monitoring_officer, folder, to=[deputy])
    declares(deputy.client, case.folder, "none")
    heeds(deputy, folder, message, monitoring_officer)

    assert decides(deputy, folder, message, "involved").status_code == 201

    assert monitoring_officer.client.get(f"/api/cases/{case.folder.hex()}").status_code == 404


def test_an_objection_is_not_decided_as_a_declaration_without_a_reason(
    demo, folder, message, monitoring_officer, deputy
):
    heeds(deputy, folder, message, monitoring_officer)
    declared = deputy.client.get(f"/api/folders/{folder.hex()}/conflicts").json["declared"]
    named = next(each["declaration"] for each in declared if each["message"])
    path = f"/api/folders/{folder.hex()}/conflicts/{named}"

    assert post(deputy.client, path, {"decision": "clear", "option": None}).status_code == 409
    assert decides(deputy, folder, message, "because").status_code == 400
    assert answers(monitoring_officer, folder) == {423}


def test_no_message_of_another_report_and_no_made_up_one_freezes_anybody(
    demo, reporter, folder, message, monitoring_officer, deputy
):
    other = reporter.reports("Something else")
    demo.carry()
    declares(deputy.client, other, "none")

    assert heeds(deputy, other, message, monitoring_officer).status_code == 404
    assert heeds(deputy, folder, b"\xab" * 16, monitoring_officer).status_code == 404
    assert answers(monitoring_officer, folder) == {200}


def test_whoever_does_not_lead_freezes_nobody_but_themselves(
    demo, folder, message, monitoring_officer, reviewer
):
    assert heeds(reviewer, folder, message, monitoring_officer).status_code == 404
    freeze = "select casework.object_to(%s, %s, %s)"
    with sql(demo, "casework_web", session_of(reviewer)) as web:
        tried = web.execute(freeze, [message, folder, monitoring_officer.officer.oid]).fetchone()
    assert tried == (False,)
    assert answers(monitoring_officer, folder) == {200}

    assert heeds(reviewer, folder, message, reviewer).status_code == 201
    assert answers(reviewer, folder) == {423}


def test_not_even_by_sql_is_a_message_used_that_never_came(demo, folder, monitoring_officer, deputy):
    freeze = "select casework.object_to(%s, %s, %s)"
    with (
        sql(demo, "casework_web", session_of(deputy)) as web,
        pytest.raises(psycopg.errors.ForeignKeyViolation),
    ):
        web.execute(freeze, [b"\xab" * 16, folder, monitoring_officer.officer.oid])
    assert answers(monitoring_officer, folder) == {200}


def test_a_case_that_is_begun_later_is_shut_to_them_too_and_opens_by_the_same_decision(
    folder, message, monitoring_officer, deputy
):
    heeds(deputy, folder, message, monitoring_officer)
    case = begins_case(deputy, folder, to=[monitoring_officer])
    address = f"/api/cases/{case.folder.hex()}"
    assert monitoring_officer.client.get(address).status_code == 423
    declared = deputy.client.get(f"/api/folders/{case.folder.hex()}/conflicts").json["declared"]
    carried = next(each for each in declared if each["oid"] == monitoring_officer.officer.oid.hex())
    path = f"/api/folders/{case.folder.hex()}/conflicts/{carried['declaration']}"

    assert post(deputy.client, path, {"decision": "clear", "option": None}).status_code == 409
    assert monitoring_officer.client.get(address).status_code == 423
    assert decides(deputy, folder, message, "not_involved").status_code == 201
    assert monitoring_officer.client.get(address).status_code == 200
