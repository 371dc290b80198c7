"""The access matrix as decryption: what each role's own keys open of what the database gives or hides."""

from collections.abc import Iterator

import pytest

from casework.access_matrix import Access, Role, Thing, access, receives
from crypto.deposit import parse_item_frame
from crypto.errors import CannotOpen
from crypto.names import FolderId, Hash, Kid, Seed
from crypto.opening import open_report
from crypto.wrap import unwrap_folder_seed
from tests.casework.every_role import STATES, Office
from tests.casework.sql import session_of, sql

REPORT = "select pk_hash, item from casework.reports where folder = %s"
WRAPS = "select holder, wrap from casework.wraps where folder = %s"


def _seeds(office: Office, role: Role, folder: bytes, pk_hash: bytes, wraps) -> Iterator[Seed]:
    """What this officer's keys open, whoever a wrap says that it is for."""
    own = next(each.kid for each in office.demo.keyring().officers if each.role == role)
    xseed = office.actors[role].officer.xseed
    for holder, wrap in wraps:
        for claimed in {holder, own}:
            place = (FolderId(folder), 1, Kid(claimed), Hash(pk_hash))
            try:
                yield unwrap_folder_seed(office.demo.instance, *place, xseed, wrap)
            except CannotOpen:
                continue


def _words(office: Office, folder: bytes, seed: Seed, item: bytes) -> str:
    rings = [office.demo.keyring()]
    opened = open_report(office.demo.instance, FolderId(folder), seed, parse_item_frame(item), rings)
    return opened.report.answers["what"]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", list(Role))
def test_what_the_database_gives_an_officer_opens_only_where_the_matrix_says(office, role, state):
    folder = office.folders[state]
    with sql(office.demo, "casework_web", session_of(office.actors[role])) as web:
        reports, wraps = web.execute(REPORT, [folder]).fetchall(), web.execute(WRAPS, [folder]).fetchall()
    read = {
        _words(office, folder, seed, item)
        for pk_hash, item in reports
        for seed in _seeds(office, role, folder, pk_hash, wraps)
    }
    may = state == "granted" and Access.READ in access(role, Thing.REPORT)
    assert read == ({state} if may else set())


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", list(Role))
def test_a_stolen_database_opens_to_an_officer_by_their_own_wrap_and_by_nobody_elses(office, role, state):
    folder = office.folders[state]
    with office.admin() as admin:
        pk_hash, item = admin.execute(REPORT, [folder]).fetchone()
        wraps = admin.execute(WRAPS, [folder]).fetchall()
    kids = {each.kid: each.role for each in office.demo.keyring().officers}
    assert {kids[holder] for holder, _ in wraps} == set(Role)
    own = [(holder, wrap) for holder, wrap in wraps if kids[holder] == role]
    others = [(holder, wrap) for holder, wrap in wraps if kids[holder] != role]
    assert not list(_seeds(office, role, folder, pk_hash, others))
    (seed,) = _seeds(office, role, folder, pk_hash, own)
    assert _words(office, folder, seed, item) == state


def test_a_report_is_sealed_to_those_who_receive_it_and_to_nobody_else(office):
    receivers = {each.role for each in office.demo.keyring().officers if each.receives}
    assert receivers == {role for role in Role if receives(role)}
