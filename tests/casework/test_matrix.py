"""The access matrix, cell by cell: every role, at every route and in every table."""

import re

import psycopg
import pytest

from casework.access_matrix import Access, Role, Thing, access
from casework.permissions import Permission, permissions_of
from casework.purposes import REACHES, may_hold
from tests.casework.acting import ORIGIN
from tests.casework.every_role import STATES, Office
from tests.casework.sql import folder_tables, rows, session_of, sql

GET_OF_A_REPORT = {"reports.show", "reports.thread", "reports.part", "folders.show", "conflicts.show"}
ANSWERS = {  # to whoever has the permission; a malformed request may be refused before anything is looked at
    "not granted": {400, 404},
    "excluded": {400, 404},
    "expired": {400, 404, 428},
}
# What is of no folder. `auditors`: those shut out of nothing (test_audit.py). `signed in`: whoever is; `own`:
# rows about oneself; `nobody`: doors, other logins; `custodians`: what recovering needs (recovery/).
OTHER_TABLES = {
    "signed in": {"officers", "keys", "installation", "documents", "signatures", "recovery_groups"}
    | {"permitted_moves"},
    "own": {"accounts", "vault_keys", "addresses", "passkeys", "challenges", "recovery_codes"},
    "nobody": {"sessions", "tries", "invitations", "deposits", "beats", "notices", "entering"},
    "auditors": {"heads"},
    "custodians": {"recovery_requests", "recovery_events", "recovery_wraps", "recovery_signatures"},
}


# Ledgers hold no content: whoever audits reads all but those of folders that they are shut out of.
AUDITORS = {Role.AUDITOR, Role.DATA_PROTECTION_OFFICER}


def _audits(role: Role, state: str) -> bool:
    return role in AUDITORS and state != "excluded"


def _reads(role: Role) -> bool:
    return Access.READ in access(role, Thing.REPORT)


def _path(rule, folder: bytes) -> str:
    values = {"folder": folder.hex(), "id": "cd" * 16, "hash": "ef" * 32, "number": "0", "group": "overdue"}
    return re.sub(
        r"<(?:(\w+):)?(\w+)>", lambda found: values.get(found[2]) or values.get(found[1], "x"), rule.rule
    )


def _guarded(office: Office):
    """Every route that asks for a permission, with each of its methods."""
    for rule in office.demo.app.url_map.iter_rules():
        needed = office.demo.app.view_functions[rule.endpoint].access
        if isinstance(needed, Permission) and rule.endpoint != "account.sign_out":
            for method in rule.methods - {"OPTIONS", "HEAD"}:
                yield rule, method, needed


@pytest.mark.parametrize("role", list(Role))
def test_each_route_answers_each_role_in_each_state_as_the_matrix_says(office, role):
    actor = office.actors[role]
    held = permissions_of(role, custodian=actor.officer.custodian)
    for rule, method, needed in _guarded(office):
        of_a_folder = "<id:folder>" in rule.rule
        for state in STATES if of_a_folder else STATES[:1]:
            if rule.endpoint == "conflicts.declare":
                continue  # it is what changes a state: test_conflicts.py
            path = _path(rule, office.folders[state])
            answer = actor.client.open(path, method=method, json={}, headers={"Origin": ORIGIN}).status_code
            where = (role, rule.rule, method, state, answer)
            if rule.endpoint == "ledgers.show" and _audits(role, state):
                assert answer == 200, where
            elif needed not in held:
                assert answer == 403, where
            elif not of_a_folder:
                assert answer not in (401, 403), where
            elif state == "granted" and _reads(role):
                assert answer == 200 if rule.endpoint in GET_OF_A_REPORT else answer not in (401, 428), where
            else:
                assert answer in ANSWERS.get(state, {400, 404}), where
                if rule.endpoint in GET_OF_A_REPORT:
                    assert answer == (428 if state == "expired" and _reads(role) else 404), where


@pytest.mark.parametrize("role", list(Role))
def test_each_table_shows_each_role_in_each_state_as_the_matrix_says(office, role):
    with sql(office.demo, "casework_web", session_of(office.actors[role])) as web:
        for state, folder in office.folders.items():
            seen = {table for table in folder_tables(office.demo) if rows(web, table, folder)}
            if state == "granted" and _reads(role):
                assert seen >= {"folders", "reports", "wraps", "events", "parts", "conflict_declarations"}
                assert rows(web, "wraps", folder) == 1
            else:
                assert seen == ({"events"} if _audits(role, state) else set()), (role, state)


def test_row_security_shows_each_role_the_kinds_of_folder_that_the_matrix_lets_it_hold(office):
    with office.admin() as admin:
        shown = {
            (role, kind)
            for role in Role
            for kind in REACHES
            if admin.execute("select casework.sees(%s, %s)", [role, kind]).fetchone() == (True,)
        }
    assert shown == {(role, kind) for role in Role for kind in REACHES if may_hold(kind, role)}


def test_every_table_is_of_a_folder_or_known_to_be_of_none(office):
    with office.admin() as admin:
        found = admin.execute("select tablename from pg_tables where schemaname = 'casework'").fetchall()
        forced = admin.execute(
            """select relname from pg_class where relnamespace = 'casework'::regnamespace and relkind = 'r'
               and not (relrowsecurity and relforcerowsecurity)"""
        ).fetchall()
    known = set(folder_tables(office.demo)).union(*OTHER_TABLES.values())
    assert {name for (name,) in found} - known == set()
    assert forced == []


@pytest.mark.parametrize("role", list(Role))
def test_what_only_doors_need_is_shown_to_no_role(office, role):
    with sql(office.demo, "casework_web", session_of(office.actors[role])) as web:
        for table in sorted(OTHER_TABLES["nobody"]):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), web.transaction():
                web.execute(f"select 1 from casework.{table}")
        for table in ("accounts", "vault_keys"):
            assert web.execute(f"select count(*), count(distinct oid) from casework.{table}").fetchone() == (
                1,
                1,
            )
