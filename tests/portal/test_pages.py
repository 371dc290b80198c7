"""The reporter's pages: the same bytes for everybody, honest headers, no cookie."""

import gzip

import brotli
import pytest

from portal.web.pages import PAGES

VISITORS = (
    {},
    {"User-Agent": "one", "Accept-Language": "cy", "Cookie": "a=b"},
    {"User-Agent": "two", "Referer": "https://example.org/", "X-Forwarded-For": "192.0.2.7", "DNT": "1"},
)


@pytest.mark.parametrize("path", PAGES)
def test_every_visitor_gets_the_same_bytes_and_headers(client, path):
    answers = [client.get(path, headers=visitor) for visitor in VISITORS for _ in range(2)]

    assert len({answer.data for answer in answers}) == 1
    assert len({tuple(answer.headers.items()) for answer in answers}) == 1
    assert answers[0].status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_every_encoding_holds_the_same_bytes(client, path):
    whole = client.get(path).data
    packed = client.get(path, headers={"Accept-Encoding": "gzip, deflate, br"})
    older = client.get(path, headers={"Accept-Encoding": "gzip"})

    assert (packed.headers["Content-Encoding"], older.headers["Content-Encoding"]) == ("br", "gzip")
    assert brotli.decompress(packed.data) == gzip.decompress(older.data) == whole


@pytest.mark.parametrize(
    "path", [*PAGES, "/nothing-here", "/leave", "/health", "/api/keyring", "/api/nothing"]
)
def test_no_answer_sets_a_cookie_and_every_answer_is_guarded(client, path):
    headers = client.get(path).headers

    assert "Set-Cookie" not in headers
    assert "Server" not in headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["form-action"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert policy["trusted-types"] == "candour-worker"
    assert "unsafe" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/report", "/check"])
def test_what_reporters_write_in_is_not_cached(client, path):
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_a_page_that_did_not_change_is_not_sent_again(client):
    first = client.get("/rights")
    again = client.get("/rights", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", ["/report", "/check"])
def test_sealing_pages_hold_no_form_and_carry_the_first_roots_hash(client, office, path):
    text = client.get(path).text

    assert "<form" not in text
    assert office.root.hash.hex() in text


def test_leaving_takes_along_what_the_browser_kept(client):
    answer = client.get("/leave")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("https://")
    assert '"storage"' in answer.headers["Clear-Site-Data"]


def test_roots_and_keyring_are_served_as_published(client, office):
    assert client.get("/api/roots").data == office.roots_notice
    assert client.get("/api/keyring").data[:4] == b"CND1"
    assert client.get("/api/keyring").headers["Cache-Control"] == "no-cache"


def test_before_anything_is_published_reports_wait(app, client, owner):
    owner.execute("delete from postbox.published")
    app.extensions["intake"].published.refresh()

    answer = client.get("/api/keyring")

    assert (answer.status_code, answer.get_json()) == (503, {"error": "no keyring has been published yet"})
    assert client.get("/").status_code == 200


def test_pages_stay_up_when_the_postbox_does_not_answer_and_the_api_says_so(app, client, databases, sender):
    report = sender.seal()
    ticket = sender.ticket(report.id)
    with databases.server.connect() as administrator:
        administrator.execute(f"alter database {databases.postbox} allow_connections false")
        administrator.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [databases.postbox]
        )
        assert client.get("/report").status_code == 200
        assert sender.send(report, ticket).status_code == 503
        assert client.get("/health").status_code == 503
        administrator.execute(f"alter database {databases.postbox} allow_connections true")
    assert sender.send(report, ticket).status_code == 200


def test_visits_leave_only_daily_counters(app, client, sender, owner):
    sender.send(sender.seal())
    client.get("/rights")
    app.extensions["intake"].counts.write()

    counted = dict(owner.execute("select name, total from postbox.day_count").fetchall())
    assert counted == {"tickets": 1, "reports": 1, "pages": 1}


@pytest.mark.parametrize("path", ["/report", "/plain/report"])
def test_whoever_unticks_people_is_told_what_happens_when_only_a_reviewer_stays(client, path):
    assert (
        "If only a reviewer stays, they find somebody from outside to deal with it." in client.get(path).text
    )
