"""The portal can drop in but cannot look in: SQL as each login, as somebody who took it over tries."""

import os

import psycopg
import pytest
from psycopg import sql

from tests.seam.letterbox import TABLES, connect, drop_in

DOORS = {
    "portal": {"put_part", "send_report", "send_message", "ask", "published", "count_day", "ready"},
    "collector": {
        *("waiting", "take", "take_part", "forget", "deliver", "publish", "refill", "sweep", "status"),
        *("counted", "ready"),
    },
}
REFUSED = (psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedTable)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "statement",
    [
        "select * from postbox.{}",
        "select count(*) from postbox.{}",
        "select 1 from postbox.{} limit 1",
        "select ctid from postbox.{}",
        "explain analyze select 1 from postbox.{}",
        "copy postbox.{} to stdout",
        "delete from postbox.{}",
        "truncate postbox.{}",
        "insert into postbox.{} select",
        "drop table postbox.{}",
        "do $$ begin lock table postbox.{} in access share mode; end $$",
        "create index on postbox.{} ((1))",
        "alter table postbox.{} disable trigger all",
        "grant select on postbox.{} to public",
        "analyze postbox.{}",
    ],
)
def test_no_login_touches_a_table(login, table, statement):
    if statement.startswith("analyze"):  # PostgreSQL only warns, and does nothing
        notices = []
        login.add_notice_handler(lambda notice: notices.append(notice.message_primary))
        login.execute(statement.format(table))
        assert "permission denied" in notices[0]
    else:
        with pytest.raises(REFUSED):
            login.execute(statement.format(table))


@pytest.mark.parametrize(
    ("table", "column"),
    [("deposit", "payload"), ("mailbox", "state"), ("done", "hash"), ("part", "bytes"), ("reply", "slot")],
)
def test_no_login_updates_a_row(login, table, column):
    with pytest.raises(REFUSED):
        login.execute(f"update postbox.{table} set {column} = %s", [b""])


@pytest.mark.parametrize("name", sorted(DOORS))
def test_each_login_has_its_own_doors_and_no_other(logins, name):
    found = logins[name].execute(
        "select proname from pg_proc where pronamespace = 'postbox'::regnamespace "
        "and has_function_privilege(oid, 'execute')"
    )

    assert {row[0] for row in found} == DOORS[name]


def test_every_door_runs_as_the_owner_with_a_fixed_search_path(logins):
    loose = logins["postbox_owner"].execute(
        "select proname from pg_proc where pronamespace = 'postbox'::regnamespace and "
        "not coalesce(proconfig @> array['search_path=pg_catalog, pg_temp'], false) "
        "or pronamespace = 'postbox'::regnamespace and proname <> 'claim' and not prosecdef"
    )

    assert loose.fetchall() == []


@pytest.mark.parametrize(
    "statement",
    [
        "select reltuples from pg_class",
        "select relpages from pg_class",
        "select * from pg_class",
        "select xmin from pg_class",
        "select pg_relation_size('postbox.deposit')",
        "select pg_total_relation_size('postbox.deposit')",
        "select pg_table_size('postbox.deposit')",
        "select pg_indexes_size('postbox.deposit')",
        "select pg_database_size(current_database())",
        "select pg_tablespace_size('pg_default')",
        "select * from pg_stat_user_tables",
        "select * from pg_stat_all_indexes",
        "select * from pg_statio_user_tables",
        "select * from pg_stat_xact_user_tables",
        "select * from pg_stat_user_functions",
        "select * from pg_stat_database",
        "select * from pg_stat_activity",
        "select * from pg_stat_wal",
        "select * from pg_stat_io",
        "select * from pg_stat_bgwriter",
        "select * from pg_stat_progress_vacuum",
        "select * from pg_stat_slru",
        "select * from pg_stats",
        "select * from pg_statistic",
        "select * from pg_locks",
        "select * from pg_prepared_xacts",
        "select * from pg_largeobject_metadata",
        "select datfrozenxid from pg_database",
        "select pg_stat_get_live_tuples('postbox.deposit'::regclass)",
        "select pg_stat_get_tuples_inserted('postbox.deposit'::regclass)",
        "select pg_stat_get_db_xact_commit(oid) from pg_database",
        "select pg_current_wal_lsn()",
        "select pg_current_wal_insert_lsn()",
        "select pg_current_wal_flush_lsn()",
        "select pg_current_xact_id()",
        "select txid_current()",
        "select pg_current_snapshot()",
        "select txid_current_snapshot()",
        "select pg_export_snapshot()",
        "select age('1'::xid)",
        "select pg_xact_commit_timestamp('3'::xid)",
        "select * from pg_last_committed_xact()",
        "select * from pg_control_checkpoint()",
        "select * from pg_ls_waldir()",
        "select * from pg_ls_dir('.')",
        "select pg_read_file('postgresql.conf')",
        "select pg_relation_filepath('postbox.deposit')",
        "select lo_create(0)",
        "select lo_from_bytea(0, 'x')",
        "create temporary table mine ()",
        "create table mine ()",
        "create table public.mine ()",
        "create table postbox.mine ()",
        "create schema mine",
        "create function postbox.mine() returns int language sql as 'select 1'",
        "copy (select 1) to program 'true'",
        "copy (select 1) to '/tmp/letterbox'",
        "create extension dblink",
        "set role postgres",
        "set role postbox_owner",
        "set session authorization postgres",
        "set role pg_read_all_data",
        "grant postbox_owner to current_user",
        "alter role current_user superuser",
        "create role mine",
        "alter function postbox.ready() owner to current_user",
        "alter system set log_statement = 'all'",
        "set log_statement = 'all'",
        "create database mine",
        "checkpoint",
        "select pg_switch_wal()",
        "select pg_reload_conf()",
        "select postbox.claim('', '', 0)",
        "table public.postbox_version",
    ],
)
def test_no_login_counts_times_or_climbs(login, statement):
    with pytest.raises(psycopg.Error) as refused:
        login.execute(statement)

    assert refused.value.sqlstate in {"42501", "42704", "0A000", "22023"}, refused.value


def test_a_mailbox_opens_only_to_its_own_lookup_and_auth(logins):
    portal = logins["portal"]
    lookup, auth_hash = drop_in(portal, 2)

    def genuine(*credentials):
        rows = portal.execute("select * from postbox.ask(%s, %s, %s, 0)", [os.urandom(16), *credentials])
        return [row[0] for row in rows]

    assert genuine(lookup, auth_hash) == [True, False, False, False, False]
    for wrong in ((lookup, os.urandom(32)), (os.urandom(16), auth_hash), (bytes(16), auth_hash), (b"", b"")):
        assert genuine(*wrong) == [False] * 5
    assert genuine(None, None) == [False] * 5


@pytest.mark.parametrize("name", ["portal", "collector"])
def test_no_login_enters_another_database(letterbox, name):
    for database in (letterbox.casework, "postgres", "template1"):
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            connect(letterbox.server.url(database, name, letterbox.passwords[name]))


def test_nobody_becomes_postgres_without_the_password(letterbox):
    for password in ("", "postgres", letterbox.passwords["portal"]):
        with pytest.raises(psycopg.OperationalError, match=r"authentication failed|no password"):
            connect(letterbox.server.url(letterbox.postbox, "postgres", password))


def test_no_login_is_anything_but_itself(logins):
    for name in ("portal", "collector"):
        assert logins[name].execute(
            "select rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, "
            "(select count(*) from pg_auth_members m where m.member = r.oid) from pg_roles r "
            "where rolname = current_user"
        ).fetchone() == (False, False, False, False, False, 0)


@pytest.mark.parametrize(
    ("door", "values"),
    [
        ("put_part(%s, 0, %s, 10)", (b"a-marked-value", b"x")),
        ("put_part(%s, 5000, %s, 10)", (b"sixteen-byte-id!", b"a-marked-value")),
        ("send_report(%s, %s, '', 0, '', '', '')", (b"sixteen-byte-id!", b"a-marked-value")),
        ("send_report(%s, %s, '', 0, 'a-marked-value', '', '')", (b"sixteen-byte-id!", bytes(32))),
        ("count_day(%s, 1)", ("a-marked-value",)),
    ],
)
def test_a_door_never_tells_a_value_in_an_error(logins, door, values):
    with pytest.raises(psycopg.Error) as refused:
        logins["portal"].execute(f"select postbox.{door}", values)

    told = refused.value.diag
    texts = [told.message_primary, told.message_detail, told.message_hint, told.constraint_name]
    assert texts == ["postbox", None, None, None]
    assert "marked" not in str(refused.value)
    assert b"a-marked-value".hex() not in str(refused.value)


def test_the_collector_cannot_ask_and_the_portal_cannot_collect(logins):
    for name, door in (("collector", "ask(null, null, null, 0)"), ("portal", "waiting(1)")):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            logins[name].execute(sql.SQL("select postbox." + door))
