"""Every route: what malformed requests get. One line, and nothing is stored."""

import base64
import json
import re
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.permissions import Permission
from tests.casework.acting import ORIGIN
from tests.casework.addressing import address, refused_in_one_line

TAKE_NOTHING = (
    "custody.draft",
    "account.sign_out",
    "passkeys.challenge",
    "passkeys.begin",
    "sessions.end_others",
)
"""An empty object is what they are for."""
TAKES_BYTES = "scans.put"
MAY_FIT = ("/api/sign-in/salt", "/api/vault", "/api/address", "/api/search/titles")
"""Any line of text may be a name, any bytes a sealed vault, nothing an address, no folder a list of them."""
AS_JSON = {"Origin": ORIGIN, "Content-Type": "application/json"}
ITS_KEYS = re.compile(r"exactly the keys it should: (.+)")
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


def _taking_a_body(app):
    rules = (rule for rule in app.url_map.iter_rules() if rule.methods & {"POST", "PUT"})
    return [rule for rule in rules if rule.endpoint not in TAKE_NOTHING]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(content=st.data())
def test_malformed_requests_get_one_line_and_store_nothing(demo, monitoring_officer, content):
    """Each body goes to every route."""
    body = content.draw(st.binary(max_size=100) | JSON.map(_spelt))
    for rule in _taking_a_body(demo.app):
        method = "PUT" if "PUT" in rule.methods else "POST"
        answer = monitoring_officer.client.open(address(rule), method=method, data=body, headers=AS_JSON)
        refused_in_one_line(answer)


@dataclass(frozen=True)
class Shape:
    """One route that takes a body, by whom it may be called and with which keys."""

    client: FlaskClient
    method: str
    path: str
    keys: tuple[str, ...]


@pytest.fixture
def shapes(demo, monitoring_officer) -> list[Shape]:
    """As each route tells whoever sends other keys."""
    found, reviewer = [], demo.actor("reviewer").signs_in()
    for rule in _taking_a_body(demo.app):
        needs = demo.app.view_functions[rule.endpoint].access
        by = reviewer.client if needs is Permission.OPINION_GIVE else monitoring_officer.client
        method, path = next(iter(rule.methods & {"POST", "PUT"})), address(rule)
        told = by.open(path, method=method, data=b'{"else":0}', headers=AS_JSON).json["error"]
        if rule.endpoint == TAKES_BYTES:
            continue
        keys = ITS_KEYS.search(told)
        assert keys, (rule, told)
        if keys[1] != "none":
            found.append(Shape(by, method, path, tuple(keys[1].split(", "))))
    return found


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(content=st.data())
def test_the_right_keys_with_wrong_values_get_one_line(shapes, content):
    shape = content.draw(st.sampled_from(shapes))
    body = {key: content.draw(VALUES) for key in shape.keys}
    answer = shape.client.open(shape.path, method=shape.method, data=_spelt(body), headers=AS_JSON)
    if not (shape.path in MAY_FIT and answer.status_code in {200, 204}):
        refused_in_one_line(answer)


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
    refused_in_one_line(monitoring_officer.client.get(path))


def test_a_wrong_method_and_a_huge_body_get_one_line(monitoring_officer):
    client = monitoring_officer.client
    refused_in_one_line(client.delete("/api/vault", json={}, headers={"Origin": ORIGIN}))
    huge = b'{"vault":"' + b"A" * (3 << 20) + b'"}'
    headers = {"Origin": ORIGIN, "Content-Type": "application/json"}
    refused_in_one_line(client.put("/api/vault", data=huge, headers=headers))


def _spelt(value: object) -> bytes:
    return json.dumps(value).encode()
