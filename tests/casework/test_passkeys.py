"""Passkeys: a signature made for us, an auth key that only they make, and nothing told to strangers."""

import hashlib
import secrets
from dataclasses import replace

import psycopg
import pytest

from crypto.context import UNROOTED, sha256
from crypto.vault import open_vault, passphrase_keys, unwrap_vault_key, wrap_vault_key
from tests.casework.acting import Actor, b64, post, raw, unlocking
from tests.casework.authenticator import Authenticator
from tests.casework.sql import sql_as


def vault_key(actor: Actor) -> bytes:
    """What the passphrase opens."""
    oid = actor.officer.oid
    method = next(
        each for each in actor.client.get("/api/vault").json["methods"] if each["method"] == "passphrase"
    )
    kek = passphrase_keys(UNROOTED, oid, bytes.fromhex(method["salt"]), actor.officer.passphrase).kek
    return unwrap_vault_key(UNROOTED, oid, b"passphrase", kek, raw(method["wrapped"]))


def handed_in(actor: Actor, device: Authenticator, **choices: object) -> dict:
    """A registration as the officer's browser sends it."""
    oid = actor.officer.oid
    challenge = raw(post(actor.client, "/api/passkeys/challenge").json["challenge"])
    wrapped = wrap_vault_key(UNROOTED, oid, device.credential, device.kek(oid), vault_key(actor))
    return {
        **device.registers(challenge, **choices),
        "auth_key": b64(device.auth_key(oid)),
        "salt": bytes(16).hex(),
        "wrapped": b64(wrapped),
        "name": "Work laptop",
        "by": "",
        "by_auth_key": b64(actor.auth_key()),
    }


def adds(actor: Actor, device: Authenticator, **changes: object):
    return post(actor.client, "/api/passkeys", {**handed_in(actor, device), **changes})


def challenge_of(client) -> bytes:
    return raw(post(client, "/api/sign-in/passkey/challenge").json["challenge"])


def shows(client, device: Authenticator, challenge: bytes, oid: bytes, **choices: object) -> dict:
    return {**device.signs(challenge, oid, **choices), "browser": unlocking(client)}


def tries(demo, device: Authenticator, oid: bytes, **changes: object):
    client = demo.app.test_client()
    shown = {**shows(client, device, challenge_of(client), oid), **changes}
    return client, post(client, "/api/sign-in/passkey", shown)


@pytest.fixture
def device(deputy) -> Authenticator:
    """The deputy's passkey."""
    made = Authenticator()
    assert adds(deputy, made).status_code == 201
    return made


def test_a_passkey_signs_in_and_unlocks_the_vault(demo, deputy, device):
    oid = deputy.officer.oid
    client, answer = tries(demo, device, oid)
    assert (answer.status_code, answer.json) == (200, {"oid": oid.hex()})

    stored = client.get("/api/vault").json
    method = next(each for each in stored["methods"] if raw(each["credential"]) == device.credential)
    key = unwrap_vault_key(UNROOTED, oid, device.credential, device.kek(oid), raw(method["wrapped"]))
    assert open_vault(UNROOTED, key, oid, raw(stored["vault"])).xseed == deputy.officer.xseed
    assert client.get("/api/session").json["passkeys"] == 1


def test_whatever_is_wrong_with_a_passkey_gets_one_answer(demo, deputy, device):
    oid, stranger = deputy.officer.oid, Authenticator()
    other_key = replace(device, key=stranger.key)
    elsewhere = replace(device, origin="https://evil.example", count=5)
    another_site = replace(device, rp_id="evil.example", count=6, secret=device.secret)
    attempts = [
        tries(demo, stranger, oid),
        tries(demo, device, oid, auth_key=b64(bytes(32))),
        tries(demo, other_key, oid),
        tries(demo, elsewhere, oid),
        tries(demo, another_site, oid, auth_key=b64(device.auth_key(oid))),
        tries(demo, device, oid, signature=b64(b"no signature")),
        tries(demo, device, oid, client_data=b64(b"{}")),
        tries(demo, device, oid, challenge=b64(secrets.token_bytes(32))),
    ]
    assert {(answer.status_code, answer.data) for _, answer in attempts[:6]} == {
        (401, attempts[0][1].data),
    }
    assert all("Set-Cookie" not in answer.headers for _, answer in attempts)


def test_a_passkey_that_did_not_check_who_holds_it_is_refused(demo, deputy, device):
    client = demo.app.test_client()
    shown = shows(client, device, challenge_of(client), deputy.officer.oid, verified=False)
    assert post(client, "/api/sign-in/passkey", shown).status_code == 401
    unverified = handed_in(deputy, Authenticator(), verified=False)
    assert post(deputy.client, "/api/passkeys", unverified).status_code == 400


def test_a_challenge_serves_once_and_only_for_what_it_was_made(demo, deputy, device):
    client, oid = demo.app.test_client(), deputy.officer.oid
    challenge = challenge_of(client)
    shown = shows(client, device, challenge, oid)
    assert post(client, "/api/sign-in/passkey", shown).status_code == 200
    assert post(client, "/api/sign-in/passkey", shown).status_code == 401
    assert post(client, "/api/sign-in/passkey", shows(client, device, challenge, oid)).status_code == 401
    to_register = raw(post(deputy.client, "/api/passkeys/challenge").json["challenge"])
    assert post(client, "/api/sign-in/passkey", shows(client, device, to_register, oid)).status_code == 401
    spent = challenge_of(client)
    assert post(client, "/api/sign-in/passkey", shows(client, Authenticator(), spent, oid)).status_code == 401
    assert post(client, "/api/sign-in/passkey", shows(client, device, spent, oid)).status_code == 401


def test_an_old_challenge_is_refused(demo, deputy, device):
    client = demo.app.test_client()
    shown = shows(client, device, challenge_of(client), deputy.officer.oid)
    with demo.owner.begin() as owner:
        owner.exec_driver_sql("update casework.challenges set until = now() - interval '1 second'")
    assert post(client, "/api/sign-in/passkey", shown).status_code == 401


def test_a_copied_authenticator_whose_count_falls_back_is_refused(demo, deputy, device):
    copy = replace(device)
    assert tries(demo, device, deputy.officer.oid)[1].status_code == 200
    assert tries(demo, device, deputy.officer.oid)[1].status_code == 200
    assert tries(demo, copy, deputy.officer.oid)[1].status_code == 401


def test_many_tries_with_one_passkey_must_wait(demo, deputy, device):
    answers = [tries(demo, device, deputy.officer.oid, auth_key=b64(bytes(32)))[1] for _ in range(8)]
    assert answers[-1].status_code == 429


def test_nobody_is_told_who_has_passkeys(demo, deputy, device):
    told = post(demo.app.test_client(), "/api/sign-in/passkey/challenge").json
    assert set(told) == {"challenge", "rp_id"}


def test_a_stolen_session_adds_no_passkey(demo, deputy):
    assert adds(deputy, Authenticator(), by_auth_key=b64(bytes(32))).status_code == 409
    reviewer = demo.actor("reviewer").signs_in()
    assert adds(deputy, Authenticator(), by_auth_key=b64(reviewer.auth_key())).status_code == 409
    assert deputy.client.get("/api/passkeys").json == {"passkeys": []}


def test_one_passkey_vouches_for_the_next(deputy, device):
    oid = deputy.officer.oid
    second = Authenticator()
    by = {"by": b64(device.credential), "by_auth_key": b64(device.auth_key(oid))}
    assert adds(deputy, second, **by).status_code == 201
    assert adds(deputy, second, **by).status_code == 409
    assert [each["name"] for each in deputy.client.get("/api/passkeys").json["passkeys"]] == [
        "Work laptop"
    ] * 2


def test_a_passkey_registered_elsewhere_or_under_anothers_id_is_refused(deputy):
    assert adds(deputy, Authenticator(origin="https://evil.example")).status_code == 400
    assert adds(deputy, Authenticator(), credential=b64(secrets.token_bytes(32))).status_code == 400
    assert adds(deputy, Authenticator(), attestation=b64(b"\xff" * 40)).status_code == 400


def test_a_passkey_is_renamed_and_removed_by_its_owner_only(demo, deputy, device):
    named = {"credential": b64(device.credential)}
    reviewer = demo.actor("reviewer").signs_in()
    assert reviewer.client.get("/api/passkeys").json == {"passkeys": []}
    assert post(reviewer.client, "/api/passkeys/name", {**named, "name": "Mine"}).status_code == 404
    assert post(reviewer.client, "/api/passkeys/removal", named).status_code == 409

    assert post(deputy.client, "/api/passkeys/name", {**named, "name": "Key ring"}).status_code == 204
    assert deputy.client.get("/api/passkeys").json["passkeys"][0]["name"] == "Key ring"
    assert post(deputy.client, "/api/passkeys/removal", named).status_code == 204
    assert tries(demo, device, deputy.officer.oid)[1].status_code == 401
    assert len(deputy.client.get("/api/vault").json["methods"]) == 1


def test_the_last_way_to_unlock_stays(demo, deputy, device):
    with demo.owner.begin() as owner:
        owner.exec_driver_sql("delete from casework.vault_keys where method = 'passphrase'")
    named = {"credential": b64(device.credential)}
    assert post(deputy.client, "/api/passkeys/removal", named).status_code == 409


def test_injected_sql_opens_no_session_with_a_passkey_that_nobody_touched(demo, deputy, device):
    """It can make challenges and claim that signatures were checked, but not the auth key."""
    challenge, secret = secrets.token_bytes(32), hashlib.sha256(b"mine").digest()
    guesses = (bytes(32), sha256(b""), secrets.token_bytes(32))
    with psycopg.connect(demo.databases.casework_web_url.replace("+psycopg", "")) as web:
        for guess in guesses:
            assert web.execute("select casework.add_challenge(%s, false)", [challenge]).fetchone()[0]
            named = [challenge, device.credential, guess]
            assert web.execute("select * from casework.passkey_of(%s, %s, %s)", named).fetchall() == []
            opened = "select casework.open_session_by_passkey(%s, %s, %s, 99999, %s)"
            assert web.execute(opened, [*named, secret]).fetchone() == (False,)


@pytest.mark.parametrize("column", ["proof", "public_key", "sign_count", "*"])
def test_what_checks_a_passkey_cannot_be_read_back(demo, deputy, device, column):
    with sql_as(demo, deputy) as web:
        assert web.execute("select name from casework.passkeys").fetchall() == [("Work laptop",)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute(f"select {column} from casework.passkeys")


def test_the_database_too_refuses_a_count_that_does_not_rise(demo, deputy, device):
    """Whatever the web program says that it verified."""
    proof, secret = sha256(device.auth_key(deputy.officer.oid)), hashlib.sha256(b"mine").digest()
    assert tries(demo, device, deputy.officer.oid)[1].status_code == 200
    with psycopg.connect(demo.databases.casework_web_url.replace("+psycopg", "")) as web:
        for count, opened in ((0, False), (device.count, False), (device.count + 1, True)):
            challenge = secrets.token_bytes(32)
            named = [challenge, device.credential, proof]
            web.execute("select casework.add_challenge(%s, false)", [challenge])
            assert web.execute("select * from casework.passkey_of(%s, %s, %s)", named).fetchone()
            door = "select casework.open_session_by_passkey(%s, %s, %s, %s, %s)"
            assert web.execute(door, [*named, count, secret]).fetchone() == (opened,)
