"""G6, in its own words: the Monitoring Officer is the subject, and nothing anywhere tells them so."""

import os
import re
import subprocess
from datetime import timedelta

import pytest

from casework.status import status
from casework.store.queue import GROUPS
from config.embedded import INSTALLED
from crypto.errors import CannotOpen
from crypto.names import FolderId, Hash
from crypto.wrap import unwrap_folder_seed
from tests.casework.acting import TODAY, declares
from tests.casework.casing import begins_case
from tests.casework.keeping import grants, reads, writes_note
from tests.casework.sql import folder_tables, rows, session_of, sql
from tests.casework.test_grants import becomes
from tests.casework.test_packs import makes_pack

ROW_COUNTS = "select count(*) from casework.{}"


@pytest.fixture
def reviewer(demo):
    return demo.actor("reviewer").signs_in()


def _everything(demo, actor) -> dict[str, object]:
    """All that the server tells this officer, or their session's SQL shows: with counts and without."""
    paths = [f"/api/queue/{group}/0" for group in GROUPS] + ["/api/inbox?page=1"]
    rules = [rule for rule in demo.app.url_map.iter_rules() if "GET" in rule.methods]
    paths += [str(rule) for rule in rules if not rule.arguments]
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


def test_an_officer_of_another_authority_investigates_and_the_monitoring_officer_sees_no_change(
    demo, monitoring_officer, deputy, reviewer
):
    becomes(demo, reviewer, "external_investigator")
    demo.carry()
    before = _everything(demo, monitoring_officer)
    folder = demo.reporter().reports("He signed off his claim", leaving_out=[monitoring_officer.officer])
    demo.carry()
    case = begins_case(deputy, folder, barred=[monitoring_officer.officer.oid])
    pack, made = makes_pack(deputy, case, purpose="investigate", barred=[monitoring_officer.officer.oid])
    assert made.status_code == 201
    in_a_month = TODAY + timedelta(days=30)
    assert grants(deputy, case.folder, reviewer, until=in_a_month).status_code == 400
    assert grants(deputy, pack, reviewer, until=in_a_month).status_code == 201
    assert writes_note(reviewer, pack, "Ask for the ledger").status_code == 201

    assert [each.note.value for each in reads(deputy, pack)] == ["Ask for the ledger"]
    assert _everything(demo, monitoring_officer) == before
    for folder in (case.folder, pack):
        assert grants(deputy, folder, monitoring_officer).status_code >= 400


def test_a_backup_holds_nothing_that_opens_with_the_monitoring_officers_keys(
    demo, reporter, monitoring_officer, deputy
):
    words = "It is the Monitoring Officer, and the lifts"
    folder = reporter.reports(words, leaving_out=[monitoring_officer.officer])
    demo.carry()
    pk_hash = Hash(bytes.fromhex(deputy.fetches(folder)["pk_hash"]))
    dumped = dump(demo)
    assert words not in dumped
    assert words.encode().hex() not in dumped
    sealed = {bytes.fromhex(each) for each in re.findall(r"x([0-9a-f]{2336})\b", dumped)}
    opened = [each for each in sealed if opens(deputy, folder, pk_hash, each)]
    assert len(opened) == 1, "the test would notice a wrap that opens"
    assert not [each for each in sealed if opens(monitoring_officer, folder, pk_hash, each)]


def opens(actor, folder: bytes, pk_hash: Hash, wrap: bytes) -> bool:
    """Whether somebody's keys unwrap the folder's seed from this."""
    try:
        unwrap_folder_seed(
            actor.instance, FolderId(folder), 1, actor.kid(), pk_hash, actor.officer.xseed, wrap
        )
    except CannotOpen:
        return False
    return True


def dump(demo) -> str:
    """Casework's whole database, as an administrator backs it up."""
    server = demo.databases.server
    login = {"PGHOST": server.host, "PGPORT": str(server.port), "PGUSER": "postgres"}
    line = [INSTALLED / "bin" / "pg_dump", "--data-only", demo.databases.casework]
    environment = {**os.environ, **login, "PGPASSWORD": server.password}
    return subprocess.run(line, env=environment, check=True, capture_output=True, text=True).stdout
