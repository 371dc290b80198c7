"""Officers without a browser: what theirs would do, in Python, through casework's API."""

import base64
import re
import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache

import pyotp
from flask.testing import FlaskClient

from casework.demo_keys import DemoOfficer
from crypto.context import UNROOTED, Instance, sha256
from crypto.deposit import parse_item_frame
from crypto.keyring import Keyring
from crypto.ledger import Act, Event, sign_event
from crypto.letter import Ack, FolderKey
from crypto.names import NO_HASH, FolderId, Hash, Seed
from crypto.opening import OpenedReport, open_report, seal_reply
from crypto.publish import read_keyring
from crypto.seeds import exchange_public
from crypto.signed import Signed
from crypto.vault import passphrase_keys
from crypto.wrap import unwrap_folder_seed

ORIGIN = "http://localhost:8001"
TODAY = datetime.now(UTC).date()


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def raw(text: str) -> bytes:
    return base64.b64decode(text)


def post(client: FlaskClient, path: str, body: object = None, **headers: str):
    return client.post(path, json={} if body is None else body, headers={"Origin": ORIGIN, **headers})


def unlocking(client: FlaskClient) -> str:
    """A browser's key for its session, which it shows with every request from now on."""
    key = secrets.token_hex(32)
    client.environ_base["HTTP_X_CANDOUR_BROWSER"] = key
    return key


class DeclaringClient(FlaskClient):
    """Declares wherever it is asked that there is no conflict, and carries on."""

    declares = True

    def open(self, *args: object, **kwargs: object):
        answer = super().open(*args, **kwargs)
        if answer.status_code != 428 or not self.declares:
            return answer
        folder = re.search("[0-9a-f]{32}", answer.request.path).group()
        assert declares(self, bytes.fromhex(folder), "none").status_code == 201
        return super().open(*args, **kwargs)


def declares(client: FlaskClient, folder: bytes, answer: str, *kinds: str):
    """Say whether one has a conflict of interest."""
    return post(client, f"/api/folders/{folder.hex()}/conflicts", {"answer": answer, "kinds": list(kinds)})


@cache
def stretched(oid: bytes, salt: bytes, passphrase: str) -> bytes:
    """The auth key; the stretching is slow on purpose, and each test signs somebody in."""
    return passphrase_keys(UNROOTED, oid, salt, passphrase).auth_key


@dataclass
class Actor:
    """A demonstration officer at a client of their own."""

    officer: DemoOfficer
    client: FlaskClient
    instance: Instance
    moment: float = field(default_factory=time.time)

    def auth_key(self) -> bytes:
        salts = post(self.client, "/api/sign-in/salt", {"name": self.officer.name}).json
        oid, salt = bytes.fromhex(salts["oid"]), bytes.fromhex(salts["salt"])
        return stretched(oid, salt, self.officer.passphrase)

    def code(self) -> str:
        return pyotp.TOTP(self.officer.totp_secret).at(int(self.moment))

    def tries(self, *, auth_key: bytes | None = None, code: str | None = None, name: str | None = None):
        body = {
            "name": name or self.officer.name,
            "auth_key": b64(auth_key or self.auth_key()),
            "code": code or self.code(),
            "browser": unlocking(self.client),
        }
        return post(self.client, "/api/sign-in", body)

    def signs_in(self) -> "Actor":
        answer = self.tries()
        assert answer.status_code == 200, answer.text
        return self

    def inbox(self) -> list[dict]:
        return self.client.get("/api/inbox").json["reports"]

    def fetches(self, folder: bytes) -> dict:
        answer = self.client.get(f"/api/reports/{folder.hex()}")
        assert answer.status_code == 200, answer.text
        return answer.json

    def keyring(self) -> Keyring:
        return read_keyring(Signed.unpack(self.client.get("/api/keyring").data).document)

    def kid(self):
        return next(each.kid for each in self.keyring().officers if each.oid == self.officer.oid)

    def opens(self, folder: bytes) -> OpenedReport:
        found = self.fetches(folder)
        return open_report(
            self.instance,
            FolderId(folder),
            self.folder_seed(folder),
            parse_item_frame(raw(found["item"])),
            [self.keyring()],
        )

    def folder_seed(self, folder: bytes) -> Seed:
        found = self.fetches(folder)
        wrap = found["wraps"][0]
        pk_hash = Hash(bytes.fromhex(found["pk_hash"]))
        kid, sealed = bytes.fromhex(wrap["id"]), raw(wrap["wrap"])
        return unwrap_folder_seed(
            self.instance, FolderId(folder), wrap["epoch"], kid, pk_hash, self.officer.xseed, sealed
        )

    def thread(self, folder: bytes) -> dict:
        return self.client.get(f"/api/reports/{folder.hex()}/thread").json

    def event(self, folder: bytes, act: Act, **fields: object) -> bytes:
        last = Signed.unpack(raw(self.thread(folder)["events"][-1]["frame"]))
        seq = len(self.thread(folder)["events"])
        fields = {"seq": seq, "prev": last.hash, "by": self.kid(), "on": TODAY, **fields}
        return sign_event(
            self.instance, Event(folder=FolderId(folder), act=act, **fields), self.officer.sseed
        )

    def reading(self, folder: bytes, **fields: object) -> bytes:
        item = parse_item_frame(raw(self.fetches(folder)["item"])).id
        return self.event(folder, Act.READ, **{"item": item, **fields})

    def adds_event(self, folder: bytes, frame: bytes):
        return post(self.client, f"/api/reports/{folder.hex()}/events", {"frame": b64(frame)})

    def notes_reading(self, folder: bytes, **fields: object):
        frame = self.reading(folder, **fields)
        return self.adds_event(folder, frame)

    def seals_reply(self, folder: bytes, text: str, *, seq: int = 1, ack: Ack | None = None) -> bytes:
        seed = self.folder_seed(folder)
        return seal_reply(
            self.instance,
            self.opens(folder),
            seq=seq,
            by=self.kid(),
            sseed=self.officer.sseed,
            on=TODAY,
            prev=NO_HASH,
            ack=ack,
            text=text,
            status="looking",
            next_date=None,
            readers=(),
            folder=FolderKey(1, exchange_public(seed)),
        )

    def sends_reply(self, folder: bytes, frame: bytes, event: bytes | None = None):
        item = parse_item_frame(frame)
        noted = event or self.event(folder, Act.ADD, item=item.id, hash=sha256(frame))
        body = {"item": b64(frame), "event": b64(noted)}
        return post(self.client, f"/api/reports/{folder.hex()}/replies", body)
