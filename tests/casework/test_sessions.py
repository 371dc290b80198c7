"""Sessions: short, listed, ended elsewhere, and of no use to whoever copied a cookie."""

import secrets

import pytest

from tests.casework.acting import Actor, b64, post, unlocking

AGO = "update casework.sessions set seen_at = now() - interval '{}'"
ALLOWED_WHILE_LOCKED = {"/api/session", "/api/vault"}


def binds(actor: Actor, client, **changes: object):
    body = {"by": "", "by_auth_key": b64(actor.auth_key()), "browser": unlocking(client), **changes}
    return post(client, "/api/session/browser", body)


@pytest.fixture
def thief(demo, deputy):
    """A browser that somebody copied the deputy's cookie into."""
    client = demo.app.test_client()
    client.set_cookie("candour_session", deputy.client.get_cookie("candour_session").value)
    return client


def test_a_copied_cookie_is_of_no_use_without_unlocking(demo, deputy, thief):
    for _ in range(2):
        for path in ("/api/inbox", "/api/sessions", "/api/passkeys", "/api/keyring", "/api/recovery-codes"):
            assert thief.get(path).status_code == 401
        assert post(thief, "/api/sessions/end-others").status_code == 401
        unlocking(thief)
    assert {thief.get(path).status_code for path in ALLOWED_WHILE_LOCKED} == {200}
    assert deputy.inbox() == []


def test_a_browser_goes_on_with_a_session_by_unlocking(demo, deputy, thief):
    assert binds(deputy, thief, by_auth_key=b64(bytes(32))).status_code == 401
    assert thief.get("/api/inbox").status_code == 401
    assert binds(deputy, thief).status_code == 204
    assert thief.get("/api/inbox").status_code == 200
    assert deputy.client.get("/api/inbox").status_code == 200


def test_somebody_elses_key_unlocks_nothing(demo, deputy, thief):
    reviewer = demo.actor("reviewer").signs_in()
    assert binds(reviewer, thief).status_code == 401
    assert thief.get("/api/inbox").status_code == 401


def test_guessing_a_key_for_a_copied_cookie_must_wait(demo, deputy, thief):
    answers = [binds(deputy, thief, by_auth_key=b64(secrets.token_bytes(32))) for _ in range(8)]
    assert answers[-1].status_code == 429


def test_whoever_unlocks_with_the_right_key_never_waits_however_often(demo, deputy, thief):
    assert {binds(deputy, thief).status_code for _ in range(12)} == {204}
    answers = [binds(deputy, thief, by_auth_key=b64(secrets.token_bytes(32))) for _ in range(8)]
    assert answers[-1].status_code == 429
    assert binds(deputy, thief).status_code == 429, "not even then by the right one"


def test_a_session_ends_after_an_hour_without_use(demo, deputy):
    with demo.owner.begin() as owner:
        owner.exec_driver_sql(AGO.format("59 minutes"))
    assert deputy.client.get("/api/inbox").status_code == 200
    with demo.owner.begin() as owner:
        assert owner.exec_driver_sql("select now() - seen_at < '1 minute' from casework.sessions").scalar()
        owner.exec_driver_sql(AGO.format("61 minutes"))
    assert deputy.client.get("/api/inbox").status_code == 401


def test_a_session_ends_after_eight_hours_however_busy(demo, deputy):
    with demo.owner.begin() as owner:
        left = owner.exec_driver_sql("select until - now() <= '8 hours' from casework.sessions").scalar()
    assert left
    assert deputy.client.get("/api/inbox").status_code == 200


def test_signing_out_everywhere_else_ends_the_others_only(demo, deputy):
    reviewer = demo.actor("reviewer").signs_in()
    elsewhere = demo.actor("deputy", moment=deputy.moment + 30).signs_in()
    told = deputy.client.get("/api/sessions").json["sessions"]
    assert [(each["mine"], each["how"]) for each in told] == [(True, "passphrase"), (False, "passphrase")]

    assert post(deputy.client, "/api/sessions/end-others").json == {"ended": 1}
    assert elsewhere.client.get("/api/inbox").status_code == 401
    assert deputy.client.get("/api/inbox").status_code == 200
    assert reviewer.client.get("/api/inbox").status_code == 200
    assert len(reviewer.client.get("/api/sessions").json["sessions"]) == 1
