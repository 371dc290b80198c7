"""An office with one officer of each role and one report in each state, for the access matrix."""

import secrets
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event

import psycopg
import pytest

from casework import demonstration
from casework.access_matrix import Role
from casework.app import STATIC, create_app
from casework.demo_keys import DemoOfficer
from casework.worker import Worker
from config.database import engine
from config.settings import CaseworkSettings
from crypto.names import FolderId
from crypto.wrap import wrap_folder_seed
from tests.casework.acting import TODAY, Actor, declares
from tests.casework.fixtures import KEY
from tests.casework.founded import Founded, collector_of
from tests.casework.reporting import one_file
from tests.databases import fresh

# `expired`: one's word that there is no conflict; `ended`: the grant itself, whose last day was yesterday.
STATES = ("granted", "not granted", "excluded", "expired", "ended")


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


@contextmanager
def open_office(server, passwords, templates) -> Iterator[Office]:
    officers = tuple(_officer(role) for role in Role)
    with pytest.MonkeyPatch.context() as patch, fresh(server, passwords, templates) as databases:
        patch.setattr("config.templates.manifest", lambda _program: defaultdict(lambda: "built"))
        STATIC.mkdir(exist_ok=True)
        owner = engine(databases.casework_owner_url)
        with owner.begin() as connection:
            demonstration.found(connection, KEY, today=TODAY, people=officers)
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
