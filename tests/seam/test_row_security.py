"""What SQL can and cannot do as casework's logins, with the other two walls out of the way."""

import hashlib
import secrets
from contextlib import contextmanager

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege, RaiseException

from casework.permissions import PERMISSIONS, Permission
from crypto.errors import CannotOpen
from crypto.names import Hash
from crypto.wrap import unwrap_folder_seed
from tests.casework.acting import declares, raw
from tests.casework.keeping import opens_folder, writes_note

FOLDER_TABLES = (
    *("reports", "wraps", "identity_shares", "messages", "parts", "replies", "events"),
    *("folders", "items", "seed_chains"),
)


def _tables(demo) -> list[str]:
    with psycopg.connect(demo.databases.admin_url("casework").replace("+psycopg", "")) as admin:
        rows = admin.execute("select tablename from pg_tables where schemaname = 'casework'")
        return [name for (name,) in rows]


@contextmanager
def _sql(demo, login: str, session: str | None = None):
    with psycopg.connect(getattr(demo.databases, f"{login}_url").replace("+psycopg", "")) as connection:
        if session is not None:
            connection.execute("select set_config('candour.session', %s, false)", [session])
        yield connection


def _rows(connection, table: str) -> int:
    """How many rows a login sees; a table it may not read shows none."""
    try:
        with connection.transaction():
            return connection.execute(f"select count(*) from casework.{table}").fetchone()[0]
    except InsufficientPrivilege:
        return 0


def _session(actor) -> str:
    return actor.client.get_cookie("candour_session").value


@pytest.fixture
def folder(demo, reporter, monitoring_officer) -> bytes:
    """A report that leaves the Monitoring Officer out, with a message and a reply."""
    folder = reporter.reports("It is the Monitoring Officer", leaving_out=[monitoring_officer.officer])
    demo.carry()
    deputy = demo.actor("deputy").signs_in()
    assert deputy.sends_reply(folder, deputy.seals_reply(folder, "Thank you")).status_code == 201
    reporter.writes("There is more")
    demo.carry()
    return folder


def _reviewer(demo, folder: bytes):
    """Signed in, with no conflict of interest in the report."""
    reviewer = demo.actor("reviewer").signs_in()
    assert declares(reviewer.client, folder, "none").status_code == 201
    return reviewer


@pytest.mark.parametrize("session", [None, "", "0" * 64, "' or true --"])
def test_without_a_session_every_table_is_empty(demo, folder, session):
    with _sql(demo, "casework_web", session) as web:
        assert {table: _rows(web, table) for table in _tables(demo)} == dict.fromkeys(_tables(demo), 0)


def test_an_officer_left_out_sees_no_row_of_the_report_in_any_table(demo, folder, monitoring_officer):
    with _sql(demo, "casework_web", _session(monitoring_officer)) as web:
        assert {table: _rows(web, table) for table in FOLDER_TABLES} == dict.fromkeys(FOLDER_TABLES, 0)
        assert _rows(web, "officers") == 3


def test_an_officer_without_a_wrap_sees_no_row_of_a_colleagues_case(demo, reporter, deputy):
    case = opens_folder(deputy)
    assert writes_note(deputy, case, "Ring the finance team").status_code == 201
    reviewer = demo.actor("reviewer").signs_in()
    with _sql(demo, "casework_web", _session(reviewer)) as web:
        assert {table: _rows(web, table) for table in FOLDER_TABLES} == dict.fromkeys(FOLDER_TABLES, 0)
    with _sql(demo, "casework_web", _session(deputy)) as web:
        assert [_rows(web, table) for table in ("folders", "items", "events", "wraps")] == [1, 1, 2, 1]


def test_injected_sql_opens_no_folder_that_its_own_officer_could_not_see(demo, monitoring_officer, deputy):
    door = "select casework.open_folder(%s, %s, %s::bytea[], %s::bytea[])"
    for kind, holder in (("case", deputy), ("report", monitoring_officer)):
        values = [secrets.token_bytes(16), kind, [holder.kid()], [bytes(1168)]]
        with (
            _sql(demo, "casework_web", _session(monitoring_officer)) as web,
            pytest.raises(InsufficientPrivilege),
        ):
            web.execute(door, values)


def test_an_officer_with_a_wrap_sees_its_own_wraps_and_no_others(demo, folder):
    reviewer = _reviewer(demo, folder)
    with _sql(demo, "casework_web", _session(reviewer)) as web:
        assert [_rows(web, table) for table in ("reports", "wraps", "messages", "replies")] == [1, 1, 1, 1]
        holders = web.execute("select distinct holder from casework.identity_shares").fetchall()
        assert [bytes(each) for (each,) in holders] == [reviewer.kid()]


def test_whoever_holds_no_half_of_a_name_sees_none(demo, reporter, deputy):
    folder = reporter.reports("Anything")
    demo.carry()
    assert deputy.client.get(f"/api/reports/{folder.hex()}").status_code == 200
    with _sql(demo, "casework_web", _session(deputy)) as web:
        assert (_rows(web, "reports"), _rows(web, "identity_shares")) == (1, 0)


def test_a_wrap_that_is_no_longer_live_hides_the_whole_folder(demo, folder):
    reviewer = _reviewer(demo, folder)
    with _sql(demo, "casework_owner") as owner:
        owner.execute("update casework.wraps set live = false")
    with _sql(demo, "casework_web", _session(reviewer)) as web:
        assert [_rows(web, table) for table in FOLDER_TABLES] == [0] * len(FOLDER_TABLES)


def test_the_owner_itself_reads_no_sealed_report(demo, folder):
    """Ledgers it does read, to export them: they hold no word."""
    with _sql(demo, "casework_owner") as owner:
        assert [_rows(owner, table) for table in ("reports", "messages", "replies", "parts", "items")] == [
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
            with _sql(demo, login) as connection, pytest.raises((InsufficientPrivilege, RaiseException)):
                connection.execute(statement)


def test_nobody_adds_to_a_folder_that_is_not_theirs_nor_in_anothers_name(demo, folder, monitoring_officer):
    insert = "insert into casework.events values (%s, 9, 'read', %s, current_date, null, %s, 'x')"
    reviewer = _reviewer(demo, folder)
    attempts = ((monitoring_officer, monitoring_officer.kid()), (reviewer, monitoring_officer.kid()))
    for actor, signer in attempts:
        with (
            _sql(demo, "casework_web", _session(actor)) as web,
            pytest.raises(InsufficientPrivilege),
        ):
            web.execute(insert, [folder, signer, bytes(32)])


def test_injected_sql_opens_no_session_without_the_passphrase(demo, monitoring_officer):
    oid, secret = monitoring_officer.officer.oid, hashlib.sha256(b"mine").digest()
    with _sql(demo, "casework_web") as web:
        opened = web.execute(
            "select casework.open_session(%s, %s, 99999999999, %s)", [oid, secrets.token_bytes(32), secret]
        ).fetchone()
        factor = web.execute("select casework.second_factor(%s, %s)", [oid, bytes(32)]).fetchone()
    assert (opened, factor) == ((False,), (None,))


@pytest.mark.parametrize("table", ["sessions", "tries", "invitations", "mailboxes", "deposits", "beats"])
def test_the_web_login_cannot_read_what_only_doors_need(demo, monitoring_officer, table):
    with (
        _sql(demo, "casework_web", _session(monitoring_officer)) as web,
        pytest.raises(InsufficientPrivilege),
    ):
        web.execute(f"select * from casework.{table}")


@pytest.mark.parametrize("column", ["proof", "proof_salt", "totp_secret", "totp_step", "*"])
def test_nobody_reads_a_second_factor_back_not_even_their_own(demo, monitoring_officer, column):
    with (
        _sql(demo, "casework_web", _session(monitoring_officer)) as web,
        pytest.raises(InsufficientPrivilege),
    ):
        web.execute(f"select {column} from casework.accounts")


def test_an_officer_sees_their_own_vault_only(demo, monitoring_officer):
    with _sql(demo, "casework_web", _session(monitoring_officer)) as web:
        assert web.execute("select oid from casework.accounts").fetchall() == [
            (monitoring_officer.officer.oid,)
        ]
        assert _rows(web, "vault_keys") == 1


def test_an_officer_who_is_no_custodian_drafts_and_signs_nothing(demo, deputy):
    draft = "insert into casework.documents values (%s, 'root', 2, 'x', current_date)"
    sign = "insert into casework.signatures values (%s, %s, %s)"
    with _sql(demo, "casework_web", _session(deputy)) as web:
        hashed = web.execute("select hash from casework.documents limit 1").fetchone()[0]
        for statement, values in ((draft, [bytes(32)]), (sign, [hashed, bytes(16), bytes(64)])):
            with pytest.raises(InsufficientPrivilege), web.transaction():
                web.execute(statement, values)


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
    with _sql(demo, "casework_worker") as worker, pytest.raises(InsufficientPrivilege):
        worker.execute(statement)


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
    reviewer = _reviewer(demo, folder)
    with psycopg.connect(demo.databases.admin_url("casework").replace("+psycopg", "")) as admin:
        for table in FOLDER_TABLES:
            admin.execute(f"alter table casework.{table} disable row level security")
    monkeypatch.setattr("casework.store.rows.permissions_of", lambda *_, **__: PERMISSIONS["custodian"])
    assert reviewer.client.get("/api/inbox").status_code == 403
    assert reviewer.client.get(f"/api/reports/{folder.hex()}").status_code == 403
