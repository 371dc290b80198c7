"""What SQL can and cannot do to a folder as casework's logins, with the other two walls out of the way."""

import secrets

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege, RaiseException

from tests.casework.keeping import opens_folder, writes_note
from tests.casework.sql import sql, sql_as
from tests.seam.shown import FOLDER_TABLES, rows, signed_in_reviewer


def tables(demo) -> list[str]:
    with psycopg.connect(demo.databases.admin_url("casework").replace("+psycopg", "")) as admin:
        found = admin.execute("select tablename from pg_tables where schemaname = 'casework'")
        return [name for (name,) in found]


@pytest.mark.parametrize("session", [None, "", "0" * 64, "' or true --"])
def test_without_a_session_every_table_is_empty(demo, folder, session):
    with sql(demo, "casework_web", session) as web:
        assert {table: rows(web, table) for table in tables(demo)} == dict.fromkeys(tables(demo), 0)


def test_an_officer_left_out_sees_no_row_of_the_report_in_any_table(demo, folder, monitoring_officer):
    with sql_as(demo, monitoring_officer) as web:
        assert {table: rows(web, table) for table in FOLDER_TABLES} == dict.fromkeys(FOLDER_TABLES, 0)
        assert rows(web, "officers") == 3


def test_an_officer_without_a_wrap_sees_no_row_of_a_colleagues_case(demo, reporter, deputy):
    case = opens_folder(deputy)
    assert writes_note(deputy, case, "Ring the finance team").status_code == 201
    reviewer = demo.actor("reviewer").signs_in()
    with sql_as(demo, reviewer) as web:
        assert {table: rows(web, table) for table in FOLDER_TABLES} == dict.fromkeys(FOLDER_TABLES, 0)
    with sql_as(demo, deputy) as web:
        assert [rows(web, table) for table in ("folders", "items", "events", "wraps")] == [1, 1, 2, 1]


def test_injected_sql_opens_no_folder_that_its_own_officer_could_not_see(demo, monitoring_officer, deputy):
    door = "select casework.open_folder(%s, %s, %s::bytea[], %s::bytea[])"
    for kind, holder in (("case", deputy), ("report", monitoring_officer)):
        values = [secrets.token_bytes(16), kind, [holder.kid()], [bytes(1168)]]
        with sql_as(demo, monitoring_officer) as web, pytest.raises(InsufficientPrivilege):
            web.execute(door, values)


def test_an_officer_with_a_wrap_sees_its_own_wraps_and_no_others(demo, folder):
    reviewer = signed_in_reviewer(demo, folder)
    with sql_as(demo, reviewer) as web:
        assert [rows(web, table) for table in ("reports", "wraps", "messages", "replies")] == [1, 1, 1, 1]
        holders = web.execute("select distinct holder from casework.identity_shares").fetchall()
        assert [bytes(each) for (each,) in holders] == [reviewer.kid()]


def test_whoever_holds_no_half_of_a_name_sees_none(demo, reporter, deputy):
    folder = reporter.reports("Anything")
    demo.carry()
    assert deputy.client.get(f"/api/reports/{folder.hex()}").status_code == 200
    with sql_as(demo, deputy) as web:
        assert (rows(web, "reports"), rows(web, "identity_shares")) == (1, 0)


def test_a_wrap_that_is_no_longer_live_hides_the_whole_folder(demo, folder):
    reviewer = signed_in_reviewer(demo, folder)
    with sql(demo, "casework_owner") as owner:
        owner.execute("update casework.wraps set live = false")
    with sql_as(demo, reviewer) as web:
        assert [rows(web, table) for table in FOLDER_TABLES] == [0] * len(FOLDER_TABLES)


def test_the_owner_itself_reads_no_sealed_report(demo, folder):
    """Ledgers it does read, to export them: they hold no word."""
    with sql(demo, "casework_owner") as owner:
        assert [rows(owner, table) for table in ("reports", "messages", "replies", "parts", "items")] == [
            0
        ] * 5


def test_events_are_never_changed_nor_removed_by_anybody(demo, folder):
    statements = (
        *("update casework.events set act = 'open'", "delete from casework.events"),
        *("truncate casework.events", "update casework.items set name = 'x'", "delete from casework.items"),
        *("truncate casework.items", "delete from casework.seed_chains", "truncate casework.seed_chains"),
    )
    for login in ("casework_web", "casework_worker", "casework_owner"):
        for statement in statements:
            with sql(demo, login) as connection, pytest.raises((InsufficientPrivilege, RaiseException)):
                connection.execute(statement)


def test_nobody_adds_to_a_folder_that_is_not_theirs_nor_in_anothers_name(demo, folder, monitoring_officer):
    insert = "insert into casework.events values (%s, 9, 'read', %s, current_date, null, %s, 'x')"
    reviewer = signed_in_reviewer(demo, folder)
    attempts = ((monitoring_officer, monitoring_officer.kid()), (reviewer, monitoring_officer.kid()))
    for actor, signer in attempts:
        with sql_as(demo, actor) as web, pytest.raises(InsufficientPrivilege):
            web.execute(insert, [folder, signer, bytes(32)])


@pytest.mark.parametrize(
    "statement",
    [
        "select item from casework.reports",
        "select wrap from casework.wraps",
        "select frame from casework.events",
        "select bytes from casework.parts",
        "select * from casework.accounts",
        "select * from casework.sessions",
        "update casework.reports set item = 'x'",
        "delete from casework.wraps",
        "update casework.mailboxes set auth_hash = lookup",
        "select casework.open_session('x', 'x', 1, 'x')",
    ],
)
def test_the_worker_writes_down_and_reads_nothing_back(demo, folder, statement):
    with sql(demo, "casework_worker") as worker, pytest.raises(InsufficientPrivilege):
        worker.execute(statement)
