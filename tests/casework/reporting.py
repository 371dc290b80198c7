"""Somebody who reports without a browser: what theirs would do, in Python, through the portal's door."""

import hashlib
import io
from dataclasses import dataclass

import psycopg

from crypto.code import CodeKeys, derive_keys, new_code
from crypto.context import Instance, sha256
from crypto.deposit import parse_message_frame, parse_report_frame
from crypto.files import NO_FILES, FileStream, SealedFiles
from crypto.keyring import Keyring
from crypto.mailbox import MailboxState, SealedMessage, open_state, seal_message
from crypto.names import FolderId
from crypto.report import SealedReport, seal_report
from crypto.seeds import new_id


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


def one_file(instance: Instance, folder: bytes, content: bytes) -> tuple[SealedFiles, list[bytes]]:
    """A stream of one file, and its parts."""
    parts: list[bytes] = []
    stream = FileStream(instance, FolderId(folder), lambda _number, part: parts.append(bytes(part)))
    stream.add("photo.jpg", "image/jpeg", io.BytesIO(content))
    return stream.finish(), parts
