"""People with a one-time link, in a real installation: they hand in keys only they have, sign in and sign."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event

import pyotp
import pytest

from casework import founding
from casework.access_matrix import Role
from casework.app import create_app
from casework.collector_key import CollectorKey
from casework.worker import Worker
from config.database import engine
from config.settings import CaseworkSettings
from crypto.context import UNROOTED, Instance
from crypto.enrol import enrol
from crypto.names import NO_HASH, Oid, Seed
from crypto.root import custodian_id
from crypto.seeds import new_seed, sign, verification_key
from crypto.vault import Vault, passphrase_keys, seal_vault, wrap_vault_key
from tests.casework.acting import b64, post, unlocking
from tests.casework.founded import Founded, collector_of

TODAY = datetime.now(UTC).date()
FOUNDERS = founding.Founding(
    2,
    (
        founding.Invitee("ann", "Monitoring Officer", "Swyddog Monitro", Role.MONITORING_OFFICER, 1, True),
        founding.Invitee("bob", "Deputy Monitoring Officer", "Dirprwy", Role.DEPUTY, 2, True),
        founding.Invitee("cat", "Chief Executive", "Prif Weithredwr", Role.CUSTODIAN, 0, True),
    ),
)


@dataclass
class Newcomer:
    """Somebody with a link, and keys that only they have."""

    demo: Founded
    token: str
    xseed: Seed
    sseed: Seed
    moment: int = 0

    def look(self):
        return post(self.demo.app.test_client(), "/api/join/invitation", {"token": self.token})

    def hands_in(self, **changes: object) -> dict:
        told = self.look().json
        self.oid, instance = Oid(bytes.fromhex(told["oid"])), Instance(bytes.fromhex(told["iid"]))
        self.totp, self.name = told["totp_secret"], told["name"]
        salt, vault_key = secrets.token_bytes(16), secrets.token_bytes(32)
        keys = passphrase_keys(UNROOTED, self.oid, salt, "some words")
        vault = Vault(self.oid, self.xseed, self.sseed, 0, NO_HASH)
        return {
            "token": self.token,
            "enrol": b64(enrol(instance, self.oid, self.xseed, self.sseed)),
            "salt": salt.hex(),
            "auth_key": b64(keys.auth_key),
            "wrapped": b64(wrap_vault_key(UNROOTED, self.oid, b"passphrase", keys.kek, vault_key)),
            "vault": b64(seal_vault(UNROOTED, vault_key, vault)),
            "code": pyotp.TOTP(self.totp).now(),
            "hashes": [secrets.token_hex(32) for _ in range(10)],
            **changes,
        }

    def joins(self, **changes: object):
        self.body = self.hands_in(**changes)
        return post(self.demo.app.test_client(), "/api/join", self.body)

    def signs_in(self) -> "Newcomer":
        self.client = self.demo.app.test_client()
        self.moment += 30
        code = pyotp.TOTP(self.totp).at(int(datetime.now(UTC).timestamp()) + self.moment)
        body = {
            "name": self.name,
            "auth_key": self.body["auth_key"],
            "code": code,
            "browser": unlocking(self.client),
        }
        answer = post(self.client, "/api/sign-in", body)
        assert answer.status_code == 200, answer.text
        return self

    def signs(self, draft: dict):
        instance = Instance(bytes.fromhex(draft["iid"]))
        signature = sign(instance, self.sseed, draft["kind"], bytes.fromhex(draft["hash"]))
        signer = custodian_id(verification_key(self.sseed)).hex()
        body = {"hash": draft["hash"], "id": signer, "signature": b64(signature)}
        return post(self.client, "/api/custody/signatures", body)


@pytest.fixture
def real(databases, unbuilt):
    settings = CaseworkSettings(database_url=databases.casework_web_url, sign_in_secret=secrets.token_hex(32))
    key = CollectorKey.new()
    owner = engine(databases.casework_owner_url)
    made = Founded(databases, owner, Worker(collector_of(databases, key), Event()), create_app(settings))
    made.key = key
    yield made
    made.close()


@pytest.fixture
def founders(real) -> list[Newcomer]:
    with real.owner.begin() as connection:
        links = founding.found(connection, FOUNDERS, real.key, public_url="https://c.example", today=TODAY)
    assert all(link.address.startswith("https://c.example/join#") for link in links)
    return [Newcomer(real, link.address.partition("#")[2], new_seed(), new_seed()) for link in links]


@pytest.fixture
def joined(founders) -> list[Newcomer]:
    for founder in founders:
        assert founder.joins().status_code == 201
    return [founder.signs_in() for founder in founders]
