"""Officers and reporters without a browser: what theirs would do, in Python, through casework's API."""

import base64
import hashlib
import io
import re
import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache

import psycopg
import pyotp
from flask.testing import FlaskClient

from casework.demo_keys import DemoOfficer
from crypto.code import CodeKeys, derive_keys, new_code
from crypto.context import UNROOTED, Instance, sha256
from crypto.deposit import parse_item_frame, parse_message_frame, parse_report_frame
from crypto.files import NO_FILES, FileStream, SealedFiles
from crypto.keyring import Keyring
from crypto.ledger import Act, Event, sign_event
from crypto.letter import Ack, FolderKey
from crypto.mailbox import MailboxState, SealedMessage, open_state, seal_message
from crypto.names import NO_HASH, FolderId, Hash, Seed
from crypto.opening import OpenedReport, open_report, seal_reply
from crypto.publish import read_keyring
from crypto.report import SealedReport, seal_report
from crypto.seeds import exchange_public, new_id
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
class Reporter:
    """Seals like a browser and posts through the portal's door."""

    portal_url: str
    instance: Instance
    keyring: Keyring
    keys: CodeKeys = None
    state: MailboxState = None
    sealed_state: bytes = b""

    def seals(
        self, text: str, *, leaving_out=(), files: SealedFiles = NO_FILES, folder=None, identity=None
    ) -> SealedReport:
        self.keys = derive_keys(self.instance, new_code())
        sealed = seal_report(
            self.instance,
            self.keyring,
            self.keys,
            folder=FolderId(folder or new_id()),
            answers={"what": text},
            language="en",
            sealed_by="browser",
            left_out=frozenset(officer.oid for officer in leaving_out),
            files=files,
            identity=identity,
        )
        self.state = sealed.state
        return sealed

    def posts(self, sealed: SealedReport | SealedMessage, parts: list[bytes] = ()) -> bytes:
        with psycopg.connect(self.portal_url.replace("+psycopg", "")) as connection:
            for number, part in enumerate(parts):
                connection.execute(
                    "select postbox.put_part(%s, %s, %s, %s)", [sealed.id, number, part, 10_000]
                )
            assert self._send(connection, sealed, len(parts)) == "done"
        return bytes(sealed.id)

    def _send(self, connection, sealed, parts: int) -> str:
        digest = hashlib.sha256(sealed.payload).digest()
        if isinstance(sealed, SealedReport):
            frame = parse_report_frame(sealed.payload)
            self.sealed_state = frame.state
            mailbox = [frame.lookup, frame.auth_hash, frame.state]
            door = "select postbox.send_report(%s, %s, %s, %s, %s, %s, %s)"
        else:
            frame = parse_message_frame(sealed.payload)
            self.sealed_state = frame.state
            mailbox = [frame.lookup, sha256(frame.auth), frame.old_state, frame.state]
            door = "select postbox.send_message(%s, %s, %s, %s, %s, %s, %s, %s)"
        return connection.execute(door, [sealed.id, digest, sealed.payload, parts, *mailbox]).fetchone()[0]

    def reports(self, text: str, **choices: object) -> bytes:
        return self.posts(self.seals(text, **choices))

    def seals_message(self, text: str) -> SealedMessage:
        sealed = seal_message(
            self.instance, self.keyring, self.keys, self.state, self.sealed_state, topic="other", text=text
        )
        self.state = sealed.state
        return sealed

    def writes(self, text: str) -> bytes:
        return self.posts(self.seals_message(text))

    def mailbox(self) -> tuple[MailboxState, list[bytes]]:
        """The state and the four slots of the first page."""
        with psycopg.connect(self.portal_url.replace("+psycopg", "")) as connection:
            rows = connection.execute(
                "select * from postbox.ask(%s, %s, %s, 0)", [new_id(), self.keys.lookup, self.keys.auth_hash]
            ).fetchall()
        state, *slots = (bytes(each) for _, each in rows)
        return open_state(self.instance, self.keys, state), slots


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


def one_file(instance: Instance, folder: bytes, content: bytes) -> tuple[SealedFiles, list[bytes]]:
    """A stream of one file, and its parts."""
    parts: list[bytes] = []
    stream = FileStream(instance, FolderId(folder), lambda _number, part: parts.append(bytes(part)))
    stream.add("photo.jpg", "image/jpeg", io.BytesIO(content))
    return stream.finish(), parts


__all__ = ["Actor", "Reporter", "b64", "one_file", "post", "raw", "unlocking"]
