"""Letting people into a folder and out again: who may, for how long, and what ends by itself."""

from datetime import timedelta

import pytest

from casework import demonstration, drafting
from crypto.ledger import Act
from crypto.seeds import new_seed
from tests.casework.acting import TODAY, b64, post
from tests.casework.keeping import (
    Draft,
    bars,
    fetched,
    grants,
    ledger_of,
    next_event,
    opens_folder,
    reads,
    revokes,
    seed_of,
    wrap_frame,
    writes_note,
)
from tests.casework.sql import folder_tables, rows, session_of, sql

DAY = timedelta(days=1)


@pytest.fixture
def reviewer(demo):
    return demo.actor("reviewer").signs_in()


@pytest.fixture
def case(monitoring_officer) -> bytes:
    folder = opens_folder(monitoring_officer)
    assert writes_note(monitoring_officer, folder, "Ring the finance team").status_code == 201
    return folder


def status(actor, folder: bytes) -> int:
    return actor.client.get(f"/api/folders/{folder.hex()}").status_code


def becomes(demo, actor, role: str) -> None:
    """Give somebody another role, on a keyring that the custodians signed."""
    with demo.owner.begin() as connection:
        connection.exec_driver_sql(
            "update casework.officers set role = %s where oid = %s", (role, actor.officer.oid)
        )
        drafting.draft(connection, TODAY)
        demonstration.sign_drafts(connection, TODAY)


def a_day_passes(demo, holder) -> None:
    """As far as somebody's wraps know."""
    with demo.owner.begin() as connection:
        connection.exec_driver_sql(
            "update casework.wraps set until = until - 1 where holder = %s", (holder.kid(),)
        )


def test_somebody_let_in_reads_what_was_there_before_them(case, monitoring_officer, deputy):
    assert status(deputy, case) == 404
    assert grants(monitoring_officer, case, deputy, purpose="cover").status_code == 201
    assert [each.note.value for each in reads(deputy, case)] == ["Ring the finance team"]
    assert ledger_of(deputy, case).events[-1].purpose == "cover"


def test_somebody_taken_out_is_served_nothing_from_the_next_request_on(
    demo, case, monitoring_officer, deputy
):
    grants(monitoring_officer, case, deputy)
    assert status(deputy, case) == 200
    assert revokes(monitoring_officer, case, deputy).status_code == 201
    assert status(deputy, case) == 404
    with sql(demo, "casework_web", session_of(deputy)) as web:
        seen = {table: rows(web, table, case) for table in folder_tables(demo)}
    assert set(seen.values()) == {0}
    assert grants(monitoring_officer, case, deputy).status_code == 201
    assert status(deputy, case) == 200


def test_the_day_after_its_last_day_access_is_dead_with_no_code_running(
    demo, case, monitoring_officer, deputy
):
    assert grants(monitoring_officer, case, deputy, until=TODAY).status_code == 201
    assert status(deputy, case) == 200
    a_day_passes(demo, deputy)
    with sql(demo, "casework_web", session_of(deputy)) as web:
        seen = {table: rows(web, table, case) for table in folder_tables(demo)}
    assert set(seen.values()) == {0}
    assert status(deputy, case) == 404


def test_an_external_investigator_is_let_in_for_ninety_days_and_longer_only_for_a_reason(
    demo, monitoring_officer, deputy
):
    becomes(demo, deputy, "external_investigator")
    pack = opens_folder(monitoring_officer, kind="pack")
    for until in (None, TODAY + 91 * DAY):
        assert grants(monitoring_officer, pack, deputy, until=until).status_code == 400
    assert grants(monitoring_officer, pack, deputy, until=TODAY + 90 * DAY).status_code == 201
    assert status(deputy, pack) == 200

    again = TODAY + 80 * DAY
    assert grants(monitoring_officer, pack, deputy, until=again).status_code == 400
    more = grants(monitoring_officer, pack, deputy, until=again, purpose="not-finished")
    assert more.status_code == 201
    assert ledger_of(deputy, pack).members[deputy.kid()] == again


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        ("hr_lead", {"pack"}),
        ("investigator", {"pack"}),
        ("external_investigator", {"pack", "privileged"}),
        ("independent_person", {"pack"}),
        ("triage_officer", {"case", "pack"}),
        ("auditor", set()),
    ],
)
def test_a_role_is_let_into_the_kinds_of_folder_that_it_reaches(
    demo, monitoring_officer, deputy, role, kinds
):
    """Whoever looks into something gets a pack, and never the letter; a lawyer's folder is for few."""
    becomes(demo, deputy, role)
    given = {
        kind: grants(
            monitoring_officer, opens_folder(monitoring_officer, kind=kind), deputy, until=TODAY + DAY
        ).status_code
        for kind in ("case", "pack", "privileged")
    }
    assert {kind for kind, answer in given.items() if answer == 201} == kinds


def test_the_letter_itself_is_never_granted_to_a_lead(demo, reporter, monitoring_officer, deputy):
    folder = reporter.reports("It is HR")
    demo.carry()
    becomes(demo, deputy, "hr_lead")
    assert revokes(monitoring_officer, folder, deputy).status_code == 201
    assert grants(monitoring_officer, folder, deputy, purpose="hr-allegation").status_code == 400
    assert status(deputy, folder) == 404


def test_a_last_day_that_has_passed_is_refused(case, monitoring_officer, deputy):
    assert grants(monitoring_officer, case, deputy, until=TODAY - DAY).status_code == 400


@pytest.mark.parametrize("purpose", ["because", "", "not-a-code", "work-done"])
def test_a_grant_says_why_by_a_code(case, monitoring_officer, deputy, purpose):
    assert grants(monitoring_officer, case, deputy, purpose=purpose).status_code == 400
    assert status(deputy, case) == 404


def test_a_grant_whose_wrap_is_anothers_or_elsewheres_is_refused(case, monitoring_officer, deputy, reviewer):
    seed, kid = seed_of(monitoring_officer, case), deputy.kid()
    other = opens_folder(monitoring_officer)
    for wrong in (
        [wrap_frame(monitoring_officer, case, 1, reviewer.kid(), seed)],
        [wrap_frame(monitoring_officer, other, 1, kid, seed)],
        [wrap_frame(monitoring_officer, case, 2, kid, seed)],
        [wrap_frame(monitoring_officer, case, 1, each, seed) for each in (kid, reviewer.kid())],
    ):
        assert grants(monitoring_officer, case, deputy, wraps=wrong).status_code == 400
    assert grants(monitoring_officer, case, deputy, pk=bytes(32)).status_code == 400
    assert status(deputy, case) == 404


def test_nobody_lets_in_who_is_no_member_nor_in_a_colleagues_name(case, monitoring_officer, deputy, reviewer):
    seed = new_seed()
    wraps = [wrap_frame(deputy, case, 1, deputy.kid(), seed)]
    frame = next_event(
        monitoring_officer,
        case,
        Act.GRANT,
        to=(deputy.kid(),),
        epoch=1,
        pk=ledger_of(monitoring_officer, case).pk_hashes[1],
        purpose="cover",
    )
    body = {"event": b64(frame), "wraps": [b64(each) for each in wraps]}
    assert post(deputy.client, f"/api/folders/{case.hex()}/grants", body).status_code == 404
    grants(monitoring_officer, case, deputy)
    body = {"event": b64(frame), "wraps": [b64(each) for each in wraps]}
    assert post(deputy.client, f"/api/folders/{case.hex()}/grants", body).status_code == 400
    assert post(reviewer.client, f"/api/folders/{case.hex()}/grants", body).status_code == 404


def test_somebody_shut_out_is_let_in_by_nobody(case, monitoring_officer, deputy, reviewer):
    grants(monitoring_officer, case, deputy)
    assert bars(monitoring_officer, case, deputy).status_code == 201
    assert status(deputy, case) == 404
    assert grants(monitoring_officer, case, deputy).status_code == 400
    assert ledger_of(monitoring_officer, case).barred == {deputy.officer.oid}


def test_a_report_is_never_granted_to_somebody_whom_the_reporter_left_out(
    demo, reporter, monitoring_officer, deputy
):
    folder = reporter.reports("It is the deputy", leaving_out=[deputy.officer])
    demo.carry()
    assert grants(monitoring_officer, folder, deputy).status_code == 400
    assert status(deputy, folder) == 404


def test_the_last_who_can_open_a_folder_cannot_be_taken_out(case, monitoring_officer):
    assert revokes(monitoring_officer, case, monitoring_officer).status_code == 400
    assert bars(monitoring_officer, case, monitoring_officer).status_code == 400


def test_a_colleague_was_faster(case, monitoring_officer, deputy, reviewer):
    grants(monitoring_officer, case, deputy)
    stale = next_event(deputy, case, Act.REVOKE, to=(monitoring_officer.kid(),), purpose="mistake")
    writes_note(monitoring_officer, case, "Meanwhile")
    answer = post(deputy.client, f"/api/folders/{case.hex()}/revocations", {"event": b64(stale)})
    assert answer.status_code == 409
    assert status(monitoring_officer, case) == 200


def test_what_somebody_may_change_is_told_to_whoever_may(case, monitoring_officer, deputy, reviewer):
    told = monitoring_officer.client.get(f"/api/folders/{case.hex()}/access").json
    assert (told["authority"], told["roll_due"]) == ("decides", False)
    assert {each["kid"] for each in told["candidates"]} == {deputy.kid().hex()}
    pack = Draft.of(monitoring_officer, to=[reviewer], kind="pack")
    assert pack.sends().status_code == 201
    theirs = reviewer.client.get(f"/api/folders/{pack.folder.hex()}/access").json
    assert (theirs["authority"], theirs["candidates"]) == ("reads", [])
    assert fetched(reviewer, pack.folder)["kind"] == "pack"
