"""Requests that no page of ours makes: refused, and nothing of who sent them reaches our code."""

import re
from urllib.parse import quote

import pytest
from flask import request
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crypto.frame import FrameType, pack

ROUTES = ("begin", "put", "send", "ask")
HEADERS = ("Accept-Encoding", "If-None-Match", "Content-Type", "Cookie", "Range", "Host", "Accept")
PATHS = ("/", "/check", "/api/keyring", "/leave", "/health", "/plain/report", "/plain/check")
SHARED_FIXTURES = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def assert_refused(answer, *statuses):
    assert answer.status_code in statuses, answer.data
    assert list(answer.get_json()) == ["error"]


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("mimetype", ["text/plain", "application/json", "multipart/form-data", ""])
def test_only_octet_streams_are_read_so_no_other_site_can_send(client, route, mimetype):
    answer = client.post(f"/api/{route}", data=b"x", content_type=mimetype)

    assert_refused(answer, 415)


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
@pytest.mark.parametrize("route", ROUTES)
def test_other_methods_are_refused(client, route, method):
    assert_refused(getattr(client, method)(f"/api/{route}"), 404, 405)


@SHARED_FIXTURES
@given(path=st.text(max_size=40), method=st.sampled_from(["GET", "POST", "HEAD", "OPTIONS", "TRACE"]))
def test_no_path_and_no_method_breaks_anything(client, path, method):
    # Quoted, as every client sends it; and an unquoted "//name" would be a host to the test's own client.
    answer = client.open("/" + quote(path), method=method, data=b"\xff\x00")

    assert answer.status_code < 500


@SHARED_FIXTURES
@given(
    headers=st.dictionaries(
        st.sampled_from(HEADERS),
        st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40),
    ),
    path=st.sampled_from(PATHS),
)
def test_no_header_breaks_a_page(client, headers, path):
    assert client.get(path, headers=headers).status_code < 500


def test_no_code_of_ours_sees_an_address_an_agent_a_referrer_or_a_cookie(app, sender):
    seen = []
    inner = app.view_functions["api.send"]
    app.view_functions["api.send"] = lambda: (seen.append(dict(request.environ)), inner())[1]
    marks = {
        "User-Agent": "marked",
        "Referer": "marked",
        "Cookie": "marked=1",
        "X-Forwarded-For": "marked",
        "X-Real-Ip": "marked",
        "Forwarded": "for=marked",
        "Accept-Language": "marked",
    }
    report = sender.seal()
    frame = pack(FrameType.SEND, report.id, sender.ticket(report.id), report.payload)

    answer = sender.post("send", frame, headers=marks, environ_base={"REMOTE_ADDR": "192.0.2.77"})

    assert answer.status_code == 200
    assert len(seen) == 1
    found = [name for name, value in seen[0].items() if re.search(r"marked|192\.0\.2\.77", str(value))]
    assert found == []
