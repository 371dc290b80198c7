"""Ready-made requests: sealed once, then copied under other ids, each with a ticket solved beforehand."""

import http.client
import json
import os
from collections.abc import Iterator

import altcha

from crypto.code import CodeKeys
from crypto.frame import FrameType, pack, unpack
from crypto.names import FolderId
from tests.bench.council import Council, report

LOOKUP_FIELD = 9


class Desk:
    """A client that fetches and solves tickets from one portal over one connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def ticket(self, request: bytes) -> bytes:
        headers = {"Content-Type": "application/octet-stream"}
        self._connection.request("POST", "/api/begin", pack(FrameType.BEGIN, request), headers)
        challenge = altcha.Challenge.from_dict(json.loads(self._connection.getresponse().read()))
        solution = altcha.solve_challenge(challenge)
        return json.dumps(altcha.Payload(challenge, solution).to_dict(), separators=(",", ":")).encode()

    def post(self, path: str, body: bytes) -> tuple[int, bytes]:
        self._connection.request("POST", path, body, {"Content-Type": "application/octet-stream"})
        answer = self._connection.getresponse()
        return answer.status, answer.read()


def sends(desk: Desk, council: Council, count: int) -> Iterator[bytes]:
    """`count` reports without files as `send` frames. Only ids differ: nobody on the way can tell more."""
    payload = report(council)[0].payload
    fields = list(unpack(payload, FrameType.REPORT))
    for _ in range(count):
        fields[0], fields[LOOKUP_FIELD] = FolderId(os.urandom(16)), os.urandom(16)
        yield pack(FrameType.SEND, fields[0], desk.ticket(fields[0]), pack(FrameType.REPORT, *fields))


def asks(desk: Desk, lookup: bytes, auth: bytes, count: int) -> Iterator[bytes]:
    """`count` questions about one mailbox, each with a ticket of its own."""
    for _ in range(count):
        request = os.urandom(16)
        yield pack(FrameType.ASK, request, desk.ticket(request), lookup, auth, bytes(4))


def open_mailbox(desk: Desk, council: Council) -> CodeKeys:
    """Send one report and return its code's keys."""
    sealed, keys = report(council)
    body = pack(FrameType.SEND, sealed.id, desk.ticket(sealed.id), sealed.payload)
    status, answer = desk.post("/api/send", body)
    assert status == http.client.OK, answer
    return keys
