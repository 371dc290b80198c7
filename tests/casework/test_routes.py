"""Every route: who may call it, and what malformed requests get."""

import base64
import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.access_matrix import Role
from casework.permissions import PERMISSIONS, Permission, permissions_of
from casework.web.access import ENGINE
from config.database import engine
from tests.casework.acting import ORIGIN

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
KEYS = (
    "name",
    "auth_key",
    "code",
    "vault",
    "token",
    "enrol",
    "salt",
    "wrapped",
    "frame",
    "item",
    "event",
    "hash",
    "kind",
    "wraps",
    "browser",
    "by",
    "by_auth_key",
    "hashes",
    "challenge",
    "credential",
    "client_data",
    "attestation",
    "report",
    "number",
    "codes",
    "words",
    "step",
    "replies",
    "silence",
    "pack",
    "of",
    "view",
    "strength",
    "clock",
    "until",
    "reason",
    "purpose",
    "allegations",
    "to",
    "leaving",
)
TAKE_NOTHING = (
    "custody.draft",
    "account.sign_out",
    "passkeys.challenge",
    "passkeys.begin",
    "sessions.end_others",
)
"""An empty object is what they are for."""
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=80),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=8,
)
VALUES = (
    JSON
    | st.binary(max_size=200).map(lambda raw: base64.b64encode(raw).decode())
    | st.binary(min_size=16, max_size=32).map(bytes.hex)
    | st.binary(min_size=32, max_size=80).map(lambda raw: base64.b64encode(b"CND1" + raw).decode())
)
NO_PAGES = re.compile(r"^(?!pages)")


def _rules(app, methods: set[str]):
    rules = (rule for rule in app.url_map.iter_rules() if rule.methods & methods)
    return [rule for rule in rules if NO_PAGES.match(rule.endpoint)]


def _path(rule) -> str:
    values = {"id": "ab" * 16, "hash": "ef" * 32, "number": "0", "group": "overdue"}
    return re.sub(r"<(?:(\w+):)?(\w+)>", lambda found: values.get(found[1]) or values[found[2]], rule.rule)


def _refused_in_one_line(answer) -> None:
    assert 400 <= answer.status_code < 500, (answer.status_code, answer.text)
    assert answer.mimetype == "application/json"
    assert set(answer.json) == {"error"}
    assert "\n" not in answer.json["error"]


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
            answer = client.open(_path(rule), method=method, json={}, headers={"Origin": ORIGIN})
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
        answer = deputy.client.open(_path(rule), method=method, json={}, headers={"Origin": ORIGIN})
        allowed = permission in permissions_of(role, custodian=False)
        assert (answer.status_code == 403) is not allowed, (rule, answer.status_code)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(content=st.data())
def test_malformed_requests_get_one_line_and_store_nothing(demo, monitoring_officer, content):
    """Each body goes to every route."""
    right_keys = st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS, VALUES))
    body = content.draw(st.binary(max_size=100) | JSON.map(_spelt) | right_keys.map(_spelt))
    for rule in _rules(demo.app, {"POST", "PUT"}):
        if rule.endpoint in TAKE_NOTHING:
            continue
        method = "PUT" if "PUT" in rule.methods else "POST"
        answer = monitoring_officer.client.open(
            _path(rule),
            method=method,
            data=body,
            headers={"Origin": ORIGIN, "Content-Type": "application/json"},
        )
        _refused_in_one_line(answer)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(content=st.data())
def test_the_right_keys_with_wrong_values_get_one_line(demo, monitoring_officer, content):
    shapes = {
        "/api/sign-in/salt": ("name",),
        "/api/join/invitation": ("token",),
        "/api/join": ("token", "enrol", "salt", "auth_key", "wrapped", "vault", "code", "hashes"),
        "/api/custody/signatures": ("hash", "id", "signature"),
        f"/api/reports/{'ab' * 16}/events": ("frame",),
        f"/api/reports/{'ab' * 16}/replies": ("item", "event"),
        f"/api/reports/{'ab' * 16}/objections": ("message", "whom"),
        f"/api/reports/{'ab' * 16}/objections/{'cd' * 16}": ("reason", "item", "event"),
        "/api/cases": ("report", "event", "wraps"),
        f"/api/cases/{'ab' * 16}/answers": ("name", "number", "codes", "words"),
        f"/api/cases/{'ab' * 16}/moves": ("step", "number", "replies", "silence"),
        f"/api/cases/{'ab' * 16}/opinions": ("pack", "of"),
        f"/api/cases/{'ab' * 16}/detriments": ("number", "on", "kinds", "wish", "words", "report", "message"),
        f"/api/cases/{'ab' * 16}/check-ins": ("report", "message", "on", "answer"),
        f"/api/cases/{'ab' * 16}/reports": ("report", "strength", "words"),
        f"/api/cases/{'ab' * 16}/holds": ("reason", "words", "replies", "silence"),
        f"/api/cases/{'ab' * 16}/holds/end": ("words", "replies", "silence"),
        f"/api/cases/{'ab' * 16}/extensions": ("clock", "until", "words", "replies", "silence"),
        f"/api/cases/{'ab' * 16}/packs": ("kind", "purpose", "allegations", "event", "wraps"),
        f"/api/cases/{'ab' * 16}/handovers": ("to", "number", "leaving", "words", "replies", "silence"),
        f"/api/cases/packs/{'ab' * 16}/opinion": ("view",),
        "/api/letters": ("event", "wraps", "codes", "words", "leaving"),
        "/api/folders": ("kind", "event", "wraps"),
        f"/api/folders/{'ab' * 16}/items": ("name", "item", "event"),
    }
    path = content.draw(st.sampled_from(sorted(shapes)))
    body = {key: content.draw(VALUES) for key in shapes[path]}
    answer = monitoring_officer.client.post(
        path, data=_spelt(body), headers={"Origin": ORIGIN, "Content-Type": "application/json"}
    )
    if path == "/api/sign-in/salt" and answer.status_code == 200:
        return  # any one line of text may be a name
    _refused_in_one_line(answer)


@pytest.mark.parametrize(
    "path",
    [
        "/api/inbox?page=-1",
        "/api/inbox?page=9999999999999",
        "/api/inbox?page=²",
        "/api/inbox?page=x%00",
        "/api/reports/zz",
        f"/api/reports/{'AB' * 16}",
        f"/api/reports/{'ab' * 16}/parts/99999999999",
        f"/api/reports/{'ab' * 16}/parts/-1",
        f"/api/keyrings/{'ab' * 16}",
        "/nothing/here",
        "/api/reports/%00",
    ],
)
def test_a_strange_address_gets_one_line(monitoring_officer, path):
    _refused_in_one_line(monitoring_officer.client.get(path))


def test_a_wrong_method_and_a_huge_body_get_one_line(monitoring_officer):
    client = monitoring_officer.client
    _refused_in_one_line(client.delete("/api/vault", json={}, headers={"Origin": ORIGIN}))
    huge = b'{"vault":"' + b"A" * (3 << 20) + b'"}'
    headers = {"Origin": ORIGIN, "Content-Type": "application/json"}
    _refused_in_one_line(client.put("/api/vault", data=huge, headers=headers))


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


def _spelt(value: object) -> bytes:
    return json.dumps(value).encode()
