"""Every route: who may call it, and what every answer carries."""

import pytest

from casework.access_matrix import Role
from casework.permissions import PERMISSIONS, Permission, permissions_of
from casework.web.access import ENGINE
from config.database import engine
from tests.casework.acting import ORIGIN
from tests.casework.addressing import address

OPEN = {
    "account.salt",
    "account.sign_in",
    "joining.invitation",
    "joining.join",
    "joining.join_by_passkey",
    "pages.desk",
    "pages.join",
    "pages.custody",
    "pages.health",
    "passkeys.challenge",
    "passkeys.sign_in",
}


def test_every_route_says_who_may_call_it(demo):
    for rule in demo.app.url_map.iter_rules():
        access = demo.app.view_functions[rule.endpoint].access
        if rule.endpoint in OPEN:
            assert not isinstance(access, Permission)
        else:
            assert isinstance(access, Permission), rule


def test_every_permission_is_used_by_a_route_and_held_by_a_role(demo):
    used = {getattr(view, "access", None) for view in demo.app.view_functions.values()}
    assert set(Permission) <= used
    held = {each for role in Role for each in permissions_of(role, custodian=True)}
    assert held == set(Permission)
    assert set(PERMISSIONS) == set(Role)


def test_without_a_session_every_other_route_answers_401(demo):
    client = demo.app.test_client()
    for rule in demo.app.url_map.iter_rules():
        if rule.endpoint in OPEN:
            continue
        for method in rule.methods - {"OPTIONS", "HEAD"}:
            answer = client.open(address(rule), method=method, json={}, headers={"Origin": ORIGIN})
            assert answer.status_code == 401, rule


@pytest.mark.parametrize("role", list(Role))
def test_a_role_reaches_what_its_permissions_name_and_nothing_else(demo, deputy, role):
    with demo.owner.begin() as connection:
        connection.exec_driver_sql(
            "update casework.officers set role = %s where oid = %s", (str(role), deputy.officer.oid)
        )
    for rule in demo.app.url_map.iter_rules():
        permission = demo.app.view_functions[rule.endpoint].access
        if rule.endpoint in OPEN or rule.endpoint == "account.sign_out":
            continue
        method = next(iter(rule.methods - {"OPTIONS", "HEAD"}))
        answer = deputy.client.open(address(rule), method=method, json={}, headers={"Origin": ORIGIN})
        allowed = permission in permissions_of(role, custodian=False)
        assert (answer.status_code == 403) is not allowed, (rule, answer.status_code)


def test_a_database_that_is_away_is_503_and_says_so(demo, monitoring_officer, monkeypatch):
    nowhere = engine("postgresql+psycopg://casework_web:x@127.0.0.1:9/casework")
    monkeypatch.setitem(demo.app.extensions, ENGINE, nowhere)
    answer = monitoring_officer.client.get("/api/inbox")
    assert (answer.status_code, set(answer.json)) == (503, {"error"})


@pytest.mark.parametrize("path", ["/", "/join", "/custody"])
def test_a_page_is_the_same_bytes_for_everyone(demo, monitoring_officer, path):
    stranger = demo.app.test_client().get(path)
    assert stranger.status_code == 200
    assert monitoring_officer.client.get(path).data == stranger.data
    assert "Set-Cookie" not in stranger.headers


def test_nothing_that_casework_answers_is_kept_by_a_browser(demo, monitoring_officer):
    for path in ("/api/inbox", "/api/session", "/api/vault", "/api/keyring", "/health"):
        headers = monitoring_officer.client.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
