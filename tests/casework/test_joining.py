"""A real installation: links, keys made by their officers, custodians who sign, a keyring that counts."""

import secrets

import pytest
from sqlalchemy import text

from casework import founding
from casework.access_matrix import Role
from casework.app import create_app
from casework.demo_keys import OFFICERS
from config.settings import CaseworkSettings
from crypto.context import UNROOTED, Instance
from crypto.keyring import kid_of
from crypto.publish import verify_keyring
from crypto.root import custodian_id, verify_roots
from crypto.seeds import exchange_public, new_seed, sign, verification_key
from tests.casework.acting import b64, post, raw
from tests.casework.newcomer import TODAY, Newcomer, founders, joined, real

__all__ = ["founders", "joined", "real"]


def _publish(founders: list[Newcomer]) -> None:
    assert post(founders[0].client, "/api/custody/drafts").status_code == 201
    for draft in founders[0].client.get("/api/custody").json["drafts"]:
        for founder in founders:
            assert founder.signs(draft).status_code in (201, 404)


def test_a_link_says_whose_it_is_and_works_once(founders):
    ann = founders[0]
    told = ann.look().json
    assert (told["name"], told["custodian"], told["iid"]) == ("ann", True, "00" * 16)
    assert ann.joins().status_code == 201
    assert ann.look().status_code == 404
    assert post(ann.demo.app.test_client(), "/api/join", ann.body).status_code == 404


def test_a_wrong_code_leaves_the_link_good(founders):
    ann = founders[0]
    assert ann.joins(code="000000").status_code == 400
    assert ann.joins().status_code == 201


def test_an_expired_link_is_gone(founders):
    with founders[0].demo.owner.begin() as connection:
        connection.execute(text("update casework.invitations set expires_on = current_date - 1"))
    assert founders[0].look().status_code == 404


def test_keys_of_somebody_else_are_refused(founders):
    ann, bob = founders[:2]
    theirs = bob.hands_in()["enrol"]
    assert ann.joins(enrol=theirs).status_code == 400
    assert ann.look().status_code == 200


def test_founders_join_sign_and_publish_a_keyring_that_browsers_accept(joined):
    ann, bob, cat = joined
    assert post(ann.client, "/api/custody/drafts").status_code == 201
    root, keyring = ann.client.get("/api/custody").json["drafts"]
    assert (root["kind"], root["threshold"], keyring["kind"], keyring["threshold"]) == (
        "root",
        3,
        "keyring",
        2,
    )

    assert [each.signs(root).json for each in (ann, bob, cat)] == [
        {"published": False},
        {"published": False},
        {"published": True},
    ]
    assert [each.signs(keyring).json for each in (bob, cat)] == [{"published": False}, {"published": True}]

    frames, rest = [], ann.client.get("/api/roots").data
    while rest:
        size = int.from_bytes(rest[:4], "big")
        frames.append(rest[4 : 4 + size])
        rest = rest[4 + size :]
    roots = verify_roots(frames, None, TODAY)
    instance = Instance.of(roots[0].document)
    found = verify_keyring(ann.client.get("/api/keyring").data, roots, instance, TODAY)
    assert {officer.oid for officer in found.receivers} == {ann.oid, bob.oid}
    kid = kid_of(instance, exchange_public(ann.xseed), verification_key(ann.sseed))
    assert ann.client.get("/api/vault").json["kid"] == kid.hex()
    ann.demo.carry()


def test_the_keyring_can_be_signed_before_its_root(joined):
    ann, bob, cat = joined
    post(ann.client, "/api/custody/drafts")
    root, keyring = ann.client.get("/api/custody").json["drafts"]
    for draft in (keyring, root):
        for each in (ann, bob, cat):
            assert each.signs(draft).status_code == 201
    assert ann.client.get("/api/custody").json["drafts"] == []


def test_a_signature_that_is_not_ones_own_counts_for_nothing(joined):
    ann, bob, _ = joined
    post(ann.client, "/api/custody/drafts")
    root = ann.client.get("/api/custody").json["drafts"][0]
    signature = b64(sign(UNROOTED, ann.sseed, "root", bytes.fromhex(root["hash"])))
    as_bob = {
        "hash": root["hash"],
        "id": custodian_id(verification_key(bob.sseed)).hex(),
        "signature": signature,
    }
    assert post(ann.client, "/api/custody/signatures", as_bob).status_code == 400
    assert ann.signs(root).status_code == 201
    assert ann.signs(root).status_code == 409


def test_too_few_custodians_draft_nothing(founders):
    ann = founders[0]
    assert ann.joins().status_code == 201
    ann.signs_in()
    assert post(ann.client, "/api/custody/drafts").status_code == 409


def test_somebody_who_joins_later_is_on_the_next_keyring(joined):
    ann, bob, cat = joined
    _publish(joined)
    invitee = founding.Invitee("dan", "Independent Reviewer", "Adolygydd", Role.INDEPENDENT_PERSON, 0, False)
    with ann.demo.owner.begin() as connection:
        link = founding.invite(connection, invitee, public_url="https://c.example", today=TODAY)
    dan = Newcomer(ann.demo, link.address.partition("#")[2], new_seed(), new_seed())
    assert dan.look().json["iid"] == ann.client.get("/api/session").json["iid"]
    assert dan.joins().status_code == 201
    assert dan.signs_in().client.get("/api/custody").status_code == 403

    _publish([ann, bob, cat])
    keyring = ann.demo.keyring()
    assert (keyring.number, len(keyring.officers)) == (2, 4)
    older = ann.client.get(f"/api/keyrings/{keyring.prev.hex()}")
    assert older.status_code == 200
    assert len(ann.demo.keyring().receivers) == 3


def test_a_real_keyring_never_carries_a_demonstrations_key(founders):
    ann, bob, cat = founders
    bob.xseed, bob.sseed = OFFICERS[1].xseed, OFFICERS[1].sseed
    for founder in founders:
        assert founder.joins().status_code == 201
        founder.signs_in()
    post(ann.client, "/api/custody/drafts")
    root, keyring = ann.client.get("/api/custody").json["drafts"]
    for founder in founders:
        founder.signs(root)
    ann.signs(keyring)
    refused = cat.signs(keyring)
    assert refused.status_code == 400
    assert "Deputy Monitoring Officer" in refused.json["error"]
    assert ann.client.get("/api/keyring").status_code == 404


def test_a_real_casework_does_not_start_over_a_demonstrations_keys(demo):
    settings = CaseworkSettings(
        database_url=demo.databases.casework_web_url, sign_in_secret=secrets.token_hex(32)
    )
    with pytest.raises(SystemExit, match="Monitoring Officer"):
        create_app(settings)


def test_custody_shows_enrolments_as_they_were_signed(joined):
    told = joined[0].client.get("/api/custody").json
    assert [each["joined"] for each in told["officers"]] == [True] * 3
    assert raw(told["officers"][0]["enrol"])[:4] == b"CND1"
    assert {each["iid"] for each in told["officers"]} == {"00" * 16}
