"""Permission, row and key: with one or two of them gone, what is left refuses alone."""

import psycopg
import pytest

from casework.permissions import PERMISSIONS, Permission
from crypto.errors import CannotOpen
from crypto.names import Hash
from crypto.wrap import unwrap_folder_seed
from tests.casework.acting import raw
from tests.seam.shown import FOLDER_TABLES, signed_in_reviewer


def test_with_every_permission_granted_the_other_walls_hold(demo, folder, monitoring_officer, monkeypatch):
    everything = frozenset(Permission)
    monkeypatch.setattr("casework.store.rows.permissions_of", lambda *_, **__: everything)
    assert monitoring_officer.inbox() == []
    assert monitoring_officer.client.get(f"/api/reports/{folder.hex()}").status_code == 404


def test_with_row_security_off_there_is_still_no_wrap_to_open(demo, folder, monitoring_officer):
    with psycopg.connect(demo.databases.admin_url("casework").replace("+psycopg", "")) as admin:
        for table in FOLDER_TABLES:
            admin.execute(f"alter table casework.{table} disable row level security")
    found = monitoring_officer.fetches(folder)
    kid, pk_hash = monitoring_officer.kid(), Hash(bytes.fromhex(found["pk_hash"]))
    assert kid.hex() not in {wrap["id"] for wrap in found["wraps"]}
    for wrap in found["wraps"]:
        with pytest.raises(CannotOpen):
            unwrap_folder_seed(
                demo.instance, folder, 1, kid, pk_hash, monitoring_officer.officer.xseed, raw(wrap["wrap"])
            )


def test_with_row_security_off_a_role_without_the_permission_is_still_refused(demo, folder, monkeypatch):
    reviewer = signed_in_reviewer(demo, folder)
    with psycopg.connect(demo.databases.admin_url("casework").replace("+psycopg", "")) as admin:
        for table in FOLDER_TABLES:
            admin.execute(f"alter table casework.{table} disable row level security")
    monkeypatch.setattr("casework.store.rows.permissions_of", lambda *_, **__: PERMISSIONS["custodian"])
    assert reviewer.client.get("/api/inbox").status_code == 403
    assert reviewer.client.get(f"/api/reports/{folder.hex()}").status_code == 403
