"""An office that published its keyring, and a sender who seals like a browser."""

import datetime as dt
import json
from dataclasses import dataclass, field

import altcha
import psycopg
from flask.testing import FlaskClient

from crypto.code import CodeKeys, derive_keys, new_code
from crypto.context import Instance
from crypto.deposit import ReportFrame, parse_report_frame
from crypto.files import NO_FILES, FileStream, SealedFiles
from crypto.frame import FrameType, pack, unpack
from crypto.keyring import Collector, Keyring, Officer, RecoveryGroup, Title, kid_of, rid_of
from crypto.mailbox import MailboxState, SealedMessage, open_state, seal_message
from crypto.names import Oid, Seed
from crypto.publish import new_keyring, sign_keyring
from crypto.report import SealedReport, seal_report
from crypto.root import new_root, read_root, sign_root
from crypto.seeds import exchange_public, new_id, new_seed, verification_key
from crypto.signed import Signed

TODAY = dt.datetime.now(dt.UTC).date()
SEALED = "application/octet-stream"
ROLES = (("Monitoring Officer", 1), ("Deputy Monitoring Officer", 2), ("Independent Reviewer", 0))


@dataclass(frozen=True)
class Desk:
    """One officer's secrets."""

    xseed: Seed
    sseed: Seed
    oid: Oid


@dataclass(frozen=True)
class Office:
    """A root with one custodian, a keyring with three officers, and everybody's seeds."""

    custodian: Seed
    root: Signed
    instance: Instance
    desks: tuple[Desk, ...]
    collector: Desk

    @classmethod
    def found(cls) -> "Office":
        custodian = new_seed()
        root = sign_root(
            new_root(
                not_after=TODAY + dt.timedelta(days=700),
                threshold=1,
                custodians=[verification_key(custodian)],
            ),
            custodian,
        )
        desks = tuple(Desk(new_seed(), new_seed(), Oid(new_id())) for _ in ROLES)
        collector = Desk(new_seed(), new_seed(), Oid(new_id()))
        return cls(custodian, root, Instance.of(root.document), desks, collector)

    def officer(self, number: int) -> Officer:
        desk, (title, identity) = self.desks[number], ROLES[number]
        xpk, vk = exchange_public(desk.xseed), verification_key(desk.sseed)
        kid = kid_of(self.instance, xpk, vk)
        return Officer(kid, desk.oid, xpk, vk, "officer", Title(title, title), True, True, identity)

    def group(self, seed: Seed) -> RecoveryGroup:
        """Two officers, who can act together only."""
        xpk, title = exchange_public(seed), Title("Recovery group", "Grŵp adfer")
        holders = tuple(desk.oid for desk in self.desks[1:])
        return RecoveryGroup(rid_of(self.instance, xpk), xpk, title, holders, 2)

    def keyring_frame(
        self, number: int = 1, prev: bytes = bytes(32), officers: int = 3, group: Seed | None = None
    ) -> bytes:
        xpk, vk = exchange_public(self.collector.xseed), verification_key(self.collector.sseed)
        signed = new_keyring(
            self.instance,
            number=number,
            prev=prev,
            root=read_root(self.root.document),
            not_before=TODAY,
            not_after=TODAY + dt.timedelta(days=40),
            collector=Collector(kid_of(self.instance, xpk, vk), xpk, vk),
            officers=[self.officer(each) for each in range(officers)],
            recovery=[self.group(group)] if group else [],
        )
        return sign_keyring(self.instance, signed, self.custodian).pack()

    @property
    def roots_notice(self) -> bytes:
        frame = self.root.pack()
        return len(frame).to_bytes(4, "big") + frame


def publish(collector_url: str, name: str, notice: bytes) -> None:
    with psycopg.connect(collector_url.replace("+psycopg", "")) as collector:
        collector.execute("select postbox.publish(%s, %s)", [name, notice])


@dataclass
class Sender:
    """What a reporter's browser does, without the browser."""

    client: FlaskClient
    office: Office
    keyring: Keyring
    entropy: bytes = field(default_factory=new_code)

    def __post_init__(self) -> None:
        self.keys: CodeKeys = derive_keys(self.office.instance, self.entropy)

    def post(self, name: str, frame: bytes, **options: object):
        return self.client.post(f"/api/{name}", data=frame, content_type=SEALED, **options)

    def ticket(self, request: bytes) -> bytes:
        answer = self.post("begin", pack(FrameType.BEGIN, request))
        challenge = altcha.Challenge.from_dict(answer.get_json())
        solution = altcha.solve_challenge(challenge)
        return json.dumps({"challenge": challenge.to_dict(), "solution": solution.to_dict()}).encode()

    def seal(
        self, text: str = "Something is wrong", files: SealedFiles = NO_FILES, folder: bytes | None = None
    ) -> SealedReport:
        return seal_report(
            self.office.instance,
            self.keyring,
            self.keys,
            folder=folder or new_id(),
            answers={"what": text},
            language="en",
            sealed_by="browser",
            files=files,
        )

    def seal_files(self, folder: bytes, *contents: bytes) -> tuple[SealedFiles, list[bytes]]:
        parts: list[bytes] = []
        stream = FileStream(self.office.instance, folder, lambda _number, part: parts.append(bytes(part)))
        for number, content in enumerate(contents):
            stream.begin(f"file-{number}.txt", "text/plain")
            stream.write(content)
            stream.end()
        return stream.finish(), parts

    def put(self, deposit: bytes, number: int, part: bytes, ticket: bytes | None = None):
        ticket = ticket or self.ticket(deposit)
        return self.post("put", pack(FrameType.PUT, deposit, ticket, number.to_bytes(4, "big"), part))

    def send(self, sealed: SealedReport | SealedMessage, ticket: bytes | None = None):
        frame = pack(FrameType.SEND, sealed.id, ticket or self.ticket(sealed.id), sealed.payload)
        return self.post("send", frame)

    def ask(self, *, lookup: bytes | None = None, auth: bytes | None = None, page: int = 0):
        request = new_id()
        frame = pack(
            FrameType.ASK,
            request,
            self.ticket(request),
            lookup or self.keys.lookup,
            auth or self.keys.auth,
            page.to_bytes(4, "big"),
        )
        return self.post("ask", frame)

    def mailbox(self) -> tuple[bytes, MailboxState]:
        sealed, *_ = unpack(self.ask().data, FrameType.ANSWER)
        return sealed, open_state(self.office.instance, self.keys, sealed)

    def message(self, text: str = "One more thing") -> SealedMessage:
        sealed, state = self.mailbox()
        return seal_message(
            self.office.instance, self.keyring, self.keys, state, sealed, topic="more", text=text
        )

    def frame_of(self, sealed: SealedReport) -> ReportFrame:
        return parse_report_frame(sealed.payload)
