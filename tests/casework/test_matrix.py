"""The access matrix, cell by cell: every role, at every route, in every table, and with its own keys."""

import re
import secrets
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Event

import psycopg
import pytest

from casework import demonstration
from casework.access_matrix import Access, Role, Thing, access, receives
from casework.app import STATIC, create_app
from casework.demo_keys import DemoOfficer
from casework.permissions import Permission, permissions_of
from casework.worker import Worker
from config.database import engine
from config.settings import CaseworkSettings
from crypto.errors import CannotOpen
from crypto.names import FolderId, Hash
from crypto.wrap import unwrap_folder_seed, wrap_folder_seed
from tests.casework.acting import ORIGIN, TODAY, Actor, declares, one_file
from tests.casework.fixtures import KEY
from tests.casework.founded import Founded, collector_of
from tests.casework.sql import folder_tables, rows, session_of, sql
from tests.databases import fresh

# `expired`: one's word that there is no conflict; `ended`: the grant itself, whose last day was yesterday.
STATES = ("granted", "not granted", "excluded", "expired", "ended")
GET_OF_A_REPORT = {"reports.show", "reports.thread", "reports.part", "folders.show", "conflicts.show"}
ANSWERS = {  # to whoever has the permission; a malformed request may be refused before anything is looked at
    "not granted": {400, 404},
    "excluded": {400, 404},
    "expired": {400, 404, 428},
}
# What is of no folder. `auditors`: those shut out of nothing (test_audit.py). `signed in`: whoever is; `own`:
# rows about oneself; `nobody`: doors, other logins; `custodians`: what recovering needs (test_recovery*.py).
OTHER_TABLES = {
    "signed in": {"officers", "keys", "installation", "documents", "signatures", "recovery_groups"}
    | {"permitted_moves"},
    "own": {"accounts", "vault_keys", "addresses", "passkeys", "challenges", "recovery_codes"},
    "nobody": {"sessions", "tries", "invitations", "deposits", "beats", "notices", "entering"},
    "auditors": {"heads"},
    "custodians": {"recovery_requests", "recovery_events", "recovery_wraps", "recovery_signatures"},
}


def _officer(role: Role) -> DemoOfficer:
    return DemoOfficer(
        name=role.replace("_", "."),
        title_en=role,
        title_cy=role,
        role=role,
        identity=0,
        custodian=role is Role.MONITORING_OFFICER,
        passphrase=f"seven words of the {role}",
        totp_secret="DEMODEMODEMODEMODEMODEMODEMODEMO",
    )


@dataclass
class Office:
    """One officer of each role, signed in, and one report in each state."""

    demo: Founded
    actors: dict[Role, Actor]
    folders: dict[str, bytes]

    def admin(self) -> psycopg.Connection:
        return psycopg.connect(
            self.demo.databases.admin_url("casework").replace("+psycopg", ""), autocommit=True
        )


@pytest.fixture(scope="module")
def office(server, passwords, templates) -> Iterator[Office]:
    officers = tuple(_officer(role) for role in Role)
    with pytest.MonkeyPatch.context() as patch, fresh(server, passwords, templates) as databases:
        patch.setattr(demonstration, "OFFICERS", officers)
        patch.setattr("config.templates.manifest", lambda _program: defaultdict(lambda: "built"))
        STATIC.mkdir(exist_ok=True)
        owner = engine(databases.casework_owner_url)
        with owner.begin() as connection:
            demonstration.found(connection, KEY, today=TODAY)
        settings = CaseworkSettings(
            database_url=databases.casework_web_url, sign_in_secret=secrets.token_hex(32), demo=True
        )
        worker = Worker(collector_of(databases, KEY), Event(), True)
        demo = Founded(databases, owner, worker, create_app(settings))
        made = Office(demo, _signed_in(demo, officers), {})
        _fill(made)
        yield made
        demo.close()


def _signed_in(demo: Founded, officers: tuple[DemoOfficer, ...]) -> dict[Role, Actor]:
    return {each.role: Actor(each, demo.app.test_client(), demo.instance).signs_in() for each in officers}


def _fill(office: Office) -> None:
    """A report in each state, with a true wrap for everybody: roles, not luck, must keep them apart."""
    office.demo.carry()
    for state in STATES:
        folder = secrets.token_bytes(16)
        files, parts = one_file(office.demo.instance, folder, b"seen by few")
        reporter = office.demo.reporter()
        reporter.posts(reporter.seals(state, files=files, folder=folder), parts)
        office.folders[state] = folder
    office.demo.carry()
    for folder in office.folders.values():
        _wrap_to_everybody(office, folder)
    for actor in office.actors.values():
        for folder in office.folders.values():
            declares(actor.client, folder, "none")
        actor.client.declares = False
    with office.admin() as admin:
        where = "where folder = %s"
        admin.execute(f"update casework.wraps set live = false {where}", [office.folders["not granted"]])
        admin.execute(
            f"update casework.conflict_declarations set expires_on = current_date - 1 {where}",
            [office.folders["expired"]],
        )
        admin.execute(
            f"update casework.wraps set until = current_date - 1 {where}", [office.folders["ended"]]
        )
        admin.execute(
            "insert into casework.exclusions select %s, oid, 'conflict', current_date from casework.officers",
            [office.folders["excluded"]],
        )


def _wrap_to_everybody(office: Office, folder: bytes) -> None:
    handler = office.actors[Role.MONITORING_OFFICER]
    seed, ring = handler.folder_seed(folder), handler.keyring()
    with office.admin() as admin:
        for each in ring.officers:
            sealed = wrap_folder_seed(office.demo.instance, FolderId(folder), 1, each.kid, each.xpk, seed)
            admin.execute(
                "insert into casework.wraps values (%s, 1, %s, %s) on conflict do nothing",
                [folder, each.kid, sealed],
            )


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


def test_a_wrap_opens_with_its_holders_keys_and_with_no_others(office):
    folder = office.folders["granted"]
    pk_hash = Hash(bytes.fromhex(office.actors[Role.DEPUTY].fetches(folder)["pk_hash"]))
    kids = {each.kid: each.role for each in office.demo.keyring().officers}
    with office.admin() as admin:
        stored = admin.execute(
            "select holder, wrap from casework.wraps where folder = %s", [folder]
        ).fetchall()
    assert {kids[holder] for holder, _ in stored} == set(Role)
    for holder, wrap in stored:
        for role, actor in office.actors.items():
            keys = (1, holder, pk_hash, actor.officer.xseed, wrap)
            if kids[holder] == role:
                unwrap_folder_seed(office.demo.instance, FolderId(folder), *keys)
            else:
                with pytest.raises(CannotOpen):
                    unwrap_folder_seed(office.demo.instance, FolderId(folder), *keys)


def test_a_report_is_sealed_to_those_who_receive_it_and_to_nobody_else(office):
    receivers = {each.role for each in office.demo.keyring().officers if each.receives}
    assert receivers == {role for role in Role if receives(role)}
