"""One answer about a conflict of interest counts for a report, its case and that case's packs; no further."""

import pytest

from tests.casework.acting import TODAY, Actor, declares, post
from tests.casework.casing import Case, begins_case
from tests.casework.keeping import fetched, grants
from tests.casework.sql import session_of, sql
from tests.casework.test_packs import makes_pack


@pytest.fixture
def report(demo, reporter, monitoring_officer, deputy) -> bytes:
    folder = reporter.reports("The invoices were signed twice")
    demo.carry()
    for actor in (monitoring_officer, deputy):
        assert declares(actor.client, folder, "none").status_code == 201
        actor.client.declares = False
    return folder


@pytest.fixture
def case(report, monitoring_officer, deputy) -> Case:
    return begins_case(monitoring_officer, report, to=[deputy])


def sees(actor: Actor, *folders: bytes) -> list[int]:
    return [actor.client.get(f"/api/folders/{folder.hex()}").status_code for folder in folders]


def another_report(demo, monitoring_officer) -> bytes:
    """That the Monitoring Officer can open, and the deputy has said nothing about."""
    folder = demo.reporter().reports("The invoices again")
    demo.carry()
    assert declares(monitoring_officer.client, folder, "none").status_code == 201
    return folder


def decides(actor: Actor, folder: bytes, about: Actor, decision: str):
    declared = actor.client.get(f"/api/folders/{folder.hex()}/conflicts").json["declared"]
    named = next(each["declaration"] for each in declared if each["oid"] == about.officer.oid.hex())
    path = f"/api/folders/{folder.hex()}/conflicts/{named}"
    return post(actor.client, path, {"decision": decision, "option": None})


def test_no_conflict_in_a_report_is_none_in_the_case_made_of_it_and_in_its_packs(
    report, case, monitoring_officer, deputy
):
    assert sees(deputy, report, case.folder) == [200, 200]
    pack, answer = makes_pack(monitoring_officer, case)
    assert answer.status_code == 201
    assert grants(monitoring_officer, pack, deputy, purpose="cover").status_code == 201
    assert sees(deputy, pack) == [428]  # let in later: nothing was said when the pack was made
    assert declares(deputy.client, case.folder, "none").status_code == 201
    assert sees(deputy, pack) == [200]


def test_whoever_has_said_nothing_of_the_report_is_asked_in_the_case(
    demo, reporter, monitoring_officer, deputy
):
    folder = reporter.reports("The boiler was never tested")
    demo.carry()
    deputy.client.declares = False
    made = begins_case(monitoring_officer, folder, to=[deputy])
    assert sees(deputy, folder, made.folder) == [428, 428]
    assert declares(deputy.client, folder, "none").status_code == 201
    assert sees(deputy, folder, made.folder) == [200, 200]


def test_nothing_said_of_one_report_opens_another_or_a_case_of_several(
    demo, case, report, monitoring_officer, deputy
):
    other = another_report(demo, monitoring_officer)
    assert case.links(monitoring_officer, other, "The same invoices").status_code == 201
    assert sees(deputy, case.folder, other) == [200, 428]
    with sql(demo, "casework_owner") as owner:
        owner.execute(
            "update casework.conflict_declarations set expires_on = current_date - 1 where folder = %s",
            [case.folder],
        )
    assert declares(deputy.client, other, "none").status_code == 201
    assert sees(deputy, other, case.folder) == [200, 428]


@pytest.mark.parametrize("said_of", ["report", "case"])
def test_a_conflict_in_a_matter_shuts_out_of_all_of_it(
    demo, report, case, monitoring_officer, deputy, said_of
):
    pack, _ = makes_pack(monitoring_officer, case)
    elsewhere = another_report(demo, monitoring_officer)
    where = report if said_of == "report" else case.folder
    assert declares(monitoring_officer.client, where, "yes", "subject").status_code == 201
    assert sees(monitoring_officer, report, case.folder, pack, elsewhere) == [404, 404, 404, 200]
    with sql(demo, "casework_web", session_of(monitoring_officer)) as web:
        for table in ("cases", "case_packs", "case_answers"):
            assert web.execute(f"select count(*) from casework.{table}").fetchone() == (0,)
    assert sees(deputy, report, case.folder) == [200, 200]
    assert monitoring_officer.officer.oid.hex() in fetched(deputy, case.folder)["excluded"]


def test_a_doubt_closes_the_whole_matter_until_a_colleague_decides(report, case, monitoring_officer, deputy):
    pack, _ = makes_pack(monitoring_officer, case)
    assert declares(monitoring_officer.client, report, "possible", "witness").status_code == 201
    assert sees(monitoring_officer, report, case.folder, pack) == [423, 423, 423]
    assert decides(deputy, report, monitoring_officer, "clear").status_code == 201
    assert sees(monitoring_officer, report, case.folder, pack) == [200, 200, 200]


def test_whoever_is_shut_out_of_a_report_is_shut_out_of_the_case_begun_later(
    demo, report, monitoring_officer, deputy
):
    assert declares(deputy.client, report, "yes", "subject").status_code == 201
    made = begins_case(monitoring_officer, report)
    with sql(demo, "casework_owner") as owner:
        found = owner.execute(
            "select reason, since from casework.exclusions where folder = %s and oid = %s",
            [made.folder, deputy.officer.oid],
        ).fetchall()
    assert found == [("conflict", TODAY)]
    assert sees(deputy, made.folder) == [404]
