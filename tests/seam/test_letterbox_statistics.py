"""Nothing that the portal's login can read, catalogue and statistics included, tells that reports arrive."""

import os
import re

import psycopg

from tests.seam.letterbox import TABLES, connect, drop_in

VISIBLE = """
    select format('%I.%I', n.nspname, c.relname), array_agg(quote_ident(a.attname) order by a.attnum)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where c.relkind in ('r', 'v', 'm', 'p') and a.attnum > 0 and not a.attisdropped
      and has_schema_privilege(n.oid, 'usage') and has_column_privilege(c.oid, a.attnum, 'select')
    group by 1
"""
CALLABLE = """
    select oid::regprocedure::text, format('%I.%I', pronamespace::regnamespace, proname), pronargs
    from pg_proc
    where pronamespace = 'pg_catalog'::regnamespace and prokind = 'f'
      and has_function_privilege(oid, 'execute')
      and (pronargs = 0 or pronargs = 1 and proargtypes[0] in ('regclass'::regtype, 'oid'::regtype))
"""
OF_THE_MOMENT = re.compile(
    r"random|timestamp|^now|clock|timeofday|uuid|backend_pid|client_port|cursor|prepared_statement|trigger|"
    r"advisory|_in\(|_recv\(|sleep|handler|pg_timezone|nextoid|lastval|binary_upgrade|loaded_modules"
)


def everything_visible(login):
    """All that a login can read from the catalogue and from functions that take nothing or a table."""
    seen = {}
    for relation, columns in login.execute(VISIBLE).fetchall():
        if not OF_THE_MOMENT.search(relation):
            query = f"select {', '.join(columns)} from {relation}"
            seen[query] = answer(login, query)
    tables = [f"'postbox.{table}'::regclass" for table in (*TABLES, "deposit_pkey", "deposit_lookup")]
    for signature, name, taken in login.execute(CALLABLE).fetchall():
        if not OF_THE_MOMENT.search(signature):
            for argument in tables if taken else ("",):
                query = f"select {name}({argument})"
                seen[query] = answer(login, query)
    return seen


def answer(login, query):
    try:
        return sorted(map(repr, login.execute(query).fetchall()))
    except psycopg.Error as error:
        return error.sqlstate


def test_nothing_that_the_portal_can_read_changes_when_reports_arrive(letterbox, logins):
    drop_in(logins["portal"], 3)
    before = everything_visible(logins["portal"])
    with connect(letterbox.portal_url) as another:
        drop_in(another, 300)
        another.execute("select postbox.put_part(%s, 0, %s, 1000)", [os.urandom(16), os.urandom(1 << 20)])
    with connect(letterbox.admin_url("postbox")) as administrator:
        administrator.execute("vacuum analyze")
        administrator.execute("checkpoint")
    after = everything_visible(logins["portal"])

    assert {query for query in before if before[query] != after.get(query)} == set()
    assert len(before) > 300


def test_an_administrator_does_see_them_so_the_test_above_can_see(letterbox, logins):
    with connect(letterbox.admin_url("postbox")) as administrator:
        before = everything_visible(administrator)
        drop_in(logins["portal"], 30)
        administrator.execute("vacuum analyze")
        after = everything_visible(administrator)

    changed = {query for query in before if before[query] != after.get(query)}
    assert any("reltuples" in query for query in changed)
    assert any("pg_stat_user_tables" in query for query in changed)
