"""What SQL as casework's web login shows of sessions, second factors, vaults and drafts."""

import hashlib
import secrets

import pytest
from psycopg.errors import InsufficientPrivilege

from tests.casework.sql import sql, sql_as
from tests.seam.shown import rows


def test_injected_sql_opens_no_session_without_the_passphrase(demo, monitoring_officer):
    oid, secret = monitoring_officer.officer.oid, hashlib.sha256(b"mine").digest()
    with sql(demo, "casework_web") as web:
        opened = web.execute(
            "select casework.open_session(%s, %s, 99999999999, %s)", [oid, secrets.token_bytes(32), secret]
        ).fetchone()
        factor = web.execute("select casework.second_factor(%s, %s)", [oid, bytes(32)]).fetchone()
    assert (opened, factor) == ((False,), (None,))


@pytest.mark.parametrize("table", ["sessions", "tries", "invitations", "mailboxes", "deposits", "beats"])
def test_the_web_login_cannot_read_what_only_doors_need(demo, monitoring_officer, table):
    with sql_as(demo, monitoring_officer) as web, pytest.raises(InsufficientPrivilege):
        web.execute(f"select * from casework.{table}")


@pytest.mark.parametrize("column", ["proof", "proof_salt", "totp_secret", "totp_step", "*"])
def test_nobody_reads_a_second_factor_back_not_even_their_own(demo, monitoring_officer, column):
    with sql_as(demo, monitoring_officer) as web, pytest.raises(InsufficientPrivilege):
        web.execute(f"select {column} from casework.accounts")


def test_an_officer_sees_their_own_vault_only(demo, monitoring_officer):
    with sql_as(demo, monitoring_officer) as web:
        assert web.execute("select oid from casework.accounts").fetchall() == [
            (monitoring_officer.officer.oid,)
        ]
        assert rows(web, "vault_keys") == 1


def test_an_officer_who_is_no_custodian_drafts_and_signs_nothing(demo, deputy):
    draft = "insert into casework.documents values (%s, 'root', 2, 'x', current_date)"
    sign = "insert into casework.signatures values (%s, %s, %s)"
    with sql_as(demo, deputy) as web:
        hashed = web.execute("select hash from casework.documents limit 1").fetchone()[0]
        for statement, values in ((draft, [bytes(32)]), (sign, [hashed, bytes(16), bytes(64)])):
            with pytest.raises(InsufficientPrivilege), web.transaction():
                web.execute(statement, values)
