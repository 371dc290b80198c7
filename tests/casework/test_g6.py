"""G6, in its own words: the Monitoring Officer is the subject, and nothing anywhere tells them so."""

import pytest

from casework.status import status
from casework.store.queue import GROUPS
from crypto.errors import CannotOpen
from crypto.names import FolderId, Hash
from crypto.wrap import unwrap_folder_seed
from tests.casework.acting import declares
from tests.casework.sql import folder_tables, rows, session_of, sql

ROW_COUNTS = "select count(*) from casework.{}"


@pytest.fixture
def reviewer(demo):
    return demo.actor("reviewer").signs_in()


def _everything(demo, actor) -> dict[str, object]:
    """All that the server tells this officer, or their session's SQL shows: with counts and without."""
    paths = [f"/api/queue/{group}/0" for group in GROUPS] + ["/api/inbox", "/api/inbox?page=1"]
    told = {path: actor.client.get(path).data for path in paths}
    with sql(demo, "casework_web", session_of(actor)) as web:
        for table in folder_tables(demo):
            try:
                with web.transaction():
                    told[table] = web.execute(ROW_COUNTS.format(table)).fetchone()
            except Exception as refused:  # noqa: BLE001 - whatever it is, it must be the same afterwards
                told[table] = type(refused)
    return told


def test_the_monitoring_officer_is_the_subject_and_sees_no_row_no_count_no_gap_and_no_mail(
    demo, reporter, monitoring_officer, deputy, reviewer
):
    with sql(demo, "casework_owner") as owner:
        for actor in (monitoring_officer, deputy, reviewer):
            address = (actor.officer.oid, f"{actor.officer.name}@council.example")
            owner.execute("insert into casework.addresses values (%s, %s)", address)
    before = _everything(demo, monitoring_officer)
    noted = status(demo.collector.casework, demo.collector.postbox)

    folder = reporter.reports(
        "The Monitoring Officer signed off his own claim", leaving_out=[monitoring_officer.officer]
    )
    demo.carry()
    for actor in (deputy, reviewer):
        told = actor.opens(folder).report.answers
        assert told == {"what": "The Monitoring Officer signed off his own claim"}
    assert deputy.sends_reply(folder, deputy.seals_reply(folder, "Thank you")).status_code == 201
    demo.carry()
    reporter.writes("There is more")
    demo.carry()

    assert _everything(demo, monitoring_officer) == before
    assert status(demo.collector.casework, demo.collector.postbox) == noted
    with sql(demo, "casework_web", session_of(monitoring_officer)) as web:
        assert not any(rows(web, table, folder) for table in folder_tables(demo))
    with sql(demo, "casework_owner") as owner:
        mailed = {bytes(oid) for (oid,) in owner.execute("select oid from casework.notices")}
    assert mailed == {reviewer.officer.oid, deputy.officer.oid}


def test_the_address_of_it_is_no_address_for_the_monitoring_officer(
    demo, reporter, monitoring_officer, deputy
):
    folder = reporter.reports("It is the Monitoring Officer", leaving_out=[monitoring_officer.officer])
    demo.carry()
    absent = bytes(16)
    for path in ("/api/reports/{}", "/api/reports/{}/thread", "/api/folders/{}", "/api/folders/{}/conflicts"):
        answers = {monitoring_officer.client.get(path.format(each.hex())).data for each in (folder, absent)}
        assert len(answers) == 1
    assert declares(monitoring_officer.client, folder, "none").status_code == 404


def test_a_dump_of_the_database_opens_nothing_with_the_monitoring_officers_keys(
    demo, reporter, monitoring_officer, deputy
):
    folder = reporter.reports("It is the Monitoring Officer", leaving_out=[monitoring_officer.officer])
    demo.carry()
    pk_hash = Hash(bytes.fromhex(deputy.fetches(folder)["pk_hash"]))
    with sql(demo, "casework_owner") as owner:
        stored = owner.execute(
            "select holder, wrap from casework.wraps where folder = %s", [folder]
        ).fetchall()
    assert monitoring_officer.kid() not in {holder for holder, _ in stored}
    assert len(stored) == 2
    for holder, wrap in stored:
        for kid in (holder, monitoring_officer.kid()):
            with pytest.raises(CannotOpen):
                unwrap_folder_seed(
                    demo.instance, FolderId(folder), 1, kid, pk_hash, monitoring_officer.officer.xseed, wrap
                )
