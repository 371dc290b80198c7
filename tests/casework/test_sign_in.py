"""Signing in: one answer for every mistake, each code once, and a wait that grows."""

import secrets

import pyotp

from casework.account import TRIES_OF_A_NAME, matching_step
from tests.casework.acting import b64, post

WRONG = b"\x00" * 32


def test_the_right_passphrase_and_code_open_a_session(demo):
    officer = demo.actor("monitoring.officer").signs_in()
    told = officer.client.get("/api/session").json
    assert (told["name"], told["custodian"], told["demo"]) == ("monitoring.officer", True, True)
    assert told["iid"] == demo.instance.iid.hex()


def test_a_session_cookie_is_closed_to_scripts_and_other_sites(demo):
    officer = demo.actor("deputy")
    cookie = officer.tries().headers["Set-Cookie"]
    assert all(word in cookie for word in ("HttpOnly", "SameSite=Strict", "Path=/"))


def test_wrong_name_wrong_passphrase_and_wrong_code_get_one_answer(demo):
    officer = demo.actor("deputy")
    answers = [
        officer.tries(auth_key=WRONG),
        officer.tries(code="000000"),
        officer.tries(name="nobody.here", auth_key=WRONG),
    ]
    assert {(answer.status_code, answer.data) for answer in answers} == {
        (401, answers[0].data),
    }
    assert all("Set-Cookie" not in answer.headers for answer in answers)


def test_an_unknown_name_gets_a_stable_salt_like_any_other(demo):
    client = demo.app.test_client()
    first, second, known = (
        post(client, "/api/sign-in/salt", {"name": name}).json
        for name in ("nobody.here", "nobody.here", "deputy")
    )
    assert first == second
    assert {key: len(value) for key, value in first.items()} == {
        key: len(value) for key, value in known.items()
    }


def test_a_code_is_accepted_once(demo):
    officer = demo.actor("reviewer").signs_in()
    again = demo.actor("reviewer", moment=officer.moment)
    assert again.tries().status_code == 401
    later = demo.actor("reviewer", moment=officer.moment + 30)
    assert later.tries().status_code == 200
    assert again.tries().status_code == 401


def test_a_wrong_passphrase_does_not_spend_the_code(demo):
    officer = demo.actor("reviewer")
    assert officer.tries(auth_key=WRONG).status_code == 401
    assert officer.tries().status_code == 200


def test_after_a_few_tries_one_must_wait_whether_or_not_the_name_exists(demo):
    for name in ("deputy", "nobody.here"):
        actor = demo.actor("deputy")
        answers = [actor.tries(name=name, auth_key=WRONG) for _ in range(TRIES_OF_A_NAME + 2)]
        statuses = [answer.status_code for answer in answers]
        assert statuses == [401] * (TRIES_OF_A_NAME + 1) + [429]
        assert int(answers[-1].headers["Retry-After"]) >= 1
    assert demo.actor("reviewer").tries().status_code == 200


def test_signing_out_ends_the_session_on_the_server(demo, deputy):
    cookie = deputy.client.get_cookie("candour_session").value
    assert post(deputy.client, "/api/sign-out").status_code == 204
    deputy.client.set_cookie("candour_session", cookie)
    assert deputy.client.get("/api/session").status_code == 401


def test_a_session_ends_by_itself(demo, deputy):
    with demo.owner.begin() as connection:
        connection.exec_driver_sql("update casework.sessions set until = now() - interval '1 second'")
    assert deputy.client.get("/api/inbox").status_code == 401


def test_an_invented_session_is_nobodys(demo):
    client = demo.app.test_client()
    for cookie in ("", "0" * 64, secrets.token_hex(32), "'; select 1 --"):
        client.set_cookie("candour_session", cookie)
        assert client.get("/api/inbox").status_code == 401


def test_a_vault_comes_back_as_it_was_stored(demo, deputy):
    newer = secrets.token_bytes(1095)
    stored = deputy.client.put(
        "/api/vault", json={"vault": b64(newer)}, headers={"Origin": "http://localhost:8001"}
    )
    assert stored.status_code == 204
    told = deputy.client.get("/api/vault").json
    assert (told["vault"], told["kid"]) == (b64(newer), deputy.kid().hex())
    assert demo.actor("reviewer").signs_in().client.get("/api/vault").json["vault"] != b64(newer)


def test_a_change_from_another_site_is_refused(demo, deputy):
    elsewhere = ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}, {})
    for headers in elsewhere:
        answer = deputy.client.post("/api/sign-out", json={}, headers=headers)
        assert answer.status_code == 403
    form = deputy.client.post("/api/sign-out", data={"a": "b"}, headers={"Origin": "http://localhost:8001"})
    assert form.status_code == 403
    assert deputy.client.get("/api/session").status_code == 200


def test_only_this_step_and_its_neighbours_match_a_code():
    secret, now = "A" * 32, 3_000_000_015.0
    codes = {offset: pyotp.TOTP(secret).at(int(now) + 30 * offset) for offset in (-2, -1, 0, 1, 2)}
    found = {offset: matching_step(secret, code, now) for offset, code in codes.items()}
    assert found == {-2: None, -1: 99_999_999, 0: 100_000_000, 1: 100_000_001, 2: None}
