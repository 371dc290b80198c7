"""Joining by passkey: an account without a passphrase, and nothing that tells so to a stranger."""

import secrets

import pytest

from crypto.context import UNROOTED, Instance
from crypto.enrol import enrol
from crypto.names import NO_HASH, Oid
from crypto.vault import Vault, open_vault, seal_vault, unwrap_vault_key, wrap_vault_key
from tests.casework.acting import b64, post, raw
from tests.casework.authenticator import Authenticator
from tests.casework.newcomer import Newcomer, founders, real
from tests.casework.test_passkeys import challenge_of, tries

__all__ = ["founders", "real"]


def hands_in(newcomer: Newcomer, device: Authenticator, **changes: object) -> dict:
    told = newcomer.look().json
    newcomer.oid, instance = Oid(bytes.fromhex(told["oid"])), Instance(bytes.fromhex(told["iid"]))
    oid, vault_key = newcomer.oid, secrets.token_bytes(32)
    vault = Vault(oid, newcomer.xseed, newcomer.sseed, 0, NO_HASH)
    return {
        **device.registers(challenge_of(newcomer.demo.app.test_client())),
        "token": newcomer.token,
        "enrol": b64(enrol(instance, oid, newcomer.xseed, newcomer.sseed)),
        "auth_key": b64(device.auth_key(oid)),
        "salt": bytes(16).hex(),
        "wrapped": b64(wrap_vault_key(UNROOTED, oid, device.credential, device.kek(oid), vault_key)),
        "vault": b64(seal_vault(UNROOTED, vault_key, vault)),
        "name": "Key ring",
        **changes,
    }


def joins(newcomer: Newcomer, device: Authenticator, **changes: object):
    body = hands_in(newcomer, device, **changes)
    return post(newcomer.demo.app.test_client(), "/api/join/passkey", body)


@pytest.fixture
def device() -> Authenticator:
    return Authenticator()


def test_an_account_may_have_a_passkey_and_no_passphrase(founders, device):
    ann = founders[0]
    assert joins(ann, device).status_code == 201
    assert ann.look().status_code == 404

    client, answer = tries(ann.demo, device, ann.oid)
    assert answer.status_code == 200
    assert client.get("/api/session").json["passphrase"] is False
    stored = client.get("/api/vault").json
    [method] = stored["methods"]
    key = unwrap_vault_key(UNROOTED, ann.oid, device.credential, device.kek(ann.oid), raw(method["wrapped"]))
    assert open_vault(UNROOTED, key, ann.oid, raw(stored["vault"])).sseed == ann.sseed
    only = {"credential": b64(device.credential)}
    assert post(client, "/api/passkeys/removal", only).status_code == 409


def test_a_name_without_a_passphrase_answers_like_one_that_is_not_there(founders, device):
    ann = founders[0]
    joins(ann, device)
    client = ann.demo.app.test_client()
    first, again, nobody = (
        post(client, "/api/sign-in/salt", {"name": name}).json for name in ("ann", "ann", "nobody")
    )
    assert first == again
    assert first["oid"] != ann.oid.hex()
    assert {key: len(value) for key, value in first.items()} == {
        key: len(value) for key, value in nobody.items()
    }
    for code in ("000000", "0" * 16):
        body = {"name": "ann", "auth_key": b64(bytes(32)), "code": code, "browser": "ab" * 32}
        assert post(client, "/api/sign-in", body).status_code == 401


def test_a_passkey_joins_once_and_only_under_a_fresh_challenge(founders, device):
    ann, bob = founders[:2]
    stale = b64(secrets.token_bytes(32))
    assert joins(ann, device, challenge=stale).status_code == 400
    assert joins(ann, Authenticator(origin="https://evil.example")).status_code == 400
    body = hands_in(ann, device)
    with ann.demo.owner.begin() as owner:
        owner.exec_driver_sql("update casework.challenges set until = now() - interval '1 second'")
    assert post(ann.demo.app.test_client(), "/api/join/passkey", body).status_code == 409
    assert ann.look().status_code == 200
    assert joins(ann, device).status_code == 201
    assert joins(bob, device).status_code == 409
    assert bob.look().status_code == 200


def test_whoever_joins_by_passphrase_has_ten_recovery_codes(founders):
    ann = founders[0]
    assert ann.joins(hashes=[secrets.token_hex(32)] * 10).status_code == 400
    assert ann.joins(hashes=[secrets.token_hex(32) for _ in range(9)]).status_code == 400
    assert ann.joins().status_code == 201
    assert ann.signs_in().client.get("/api/recovery-codes").json == {"left": 10}
