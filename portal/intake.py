"""What the portal does with a request's bytes: check their form, keep them, answer. It opens none.

Everything raises: `Malformed` and `TooLarge` for bytes that are not as protocol §12 has them, `TicketRefused`
and what stands below. Nothing is stored unless a verb returns.
"""

import os
from dataclasses import dataclass
from typing import Any, Final

from crypto.body import opened_length
from crypto.code import auth_hash
from crypto.context import sha256
from crypto.deposit import (
    MAX_PARTS,
    MessageFrame,
    ReportFrame,
    parse_message_frame,
    parse_report_frame,
    without_auth,
)
from crypto.errors import Malformed
from crypto.frame import STATE, FrameType, pack, unpack
from crypto.keyring import slots
from crypto.names import Hash
from crypto.padding import FLOOR_REPORT, round_up
from portal.day_counts import DayCounts
from portal.postbox import Outcome, Postbox, Said
from portal.published import Published
from portal.tickets import Tickets

KIND_AT: Final = 4


class KeyringUnknown(Exception):
    """Sealed to neither the current nor the previous keyring, or with other slots than it has."""


class Conflict(Exception):
    """This id holds other bytes, or the mailbox has moved on. Nothing was changed."""


class PartsMissing(Exception):
    """A `send` came before all its parts; the message names the first twenty numbers that are missing."""


class Full(Exception):
    """Too many files wait to be collected. Words without files are still taken."""


class TicketSpent(Exception):
    """A code was asked about with a ticket that was used before."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What the verbs below work with. `quota`: how many parts of 1 MiB may wait at once."""

    postbox: Postbox
    published: Published
    tickets: Tickets
    counts: DayCounts
    quota: int


def begin(intake: Intake, frame: bytes) -> dict[str, Any]:
    """A challenge for the id in a `begin` frame."""
    (request,) = unpack(frame, FrameType.BEGIN)
    intake.counts.add("tickets")
    return intake.tickets.challenge(request)


def put(intake: Intake, frame: bytes) -> bytes:
    """Keep one part of a deposit's files; the answer is `done` with H(part)."""
    deposit, ticket, number, part = unpack(frame, FrameType.PUT)
    intake.tickets.check(ticket, deposit)
    keep_part(intake, deposit, int.from_bytes(number, "big"), part)
    return pack(FrameType.DONE, deposit, sha256(part))


def keep_part(intake: Intake, deposit: bytes, number: int, part: bytes) -> None:
    """Keep one part, once; raises Conflict or Full."""
    if number >= MAX_PARTS:
        raise Malformed("a part's number is too high")
    _demand(intake.postbox.put_part(deposit, number, part, quota=intake.quota))
    intake.counts.add("parts")


def send(intake: Intake, frame: bytes) -> bytes:
    """Keep a whole report or message; the answer is `done` with H(payload)."""
    deposit, ticket, payload = unpack(frame, FrameType.SEND)
    intake.tickets.check(ticket, deposit)
    keep = send_message if payload[KIND_AT : KIND_AT + 1] == bytes((FrameType.MESSAGE,)) else send_report
    digest = keep(intake, deposit, payload)
    intake.tickets.pressure.add()
    return pack(FrameType.DONE, deposit, digest)


def send_report(intake: Intake, deposit: bytes, payload: bytes) -> Hash:
    """Keep a report (frame 3) and open its mailbox; H(payload). Raises Conflict, PartsMissing."""
    report = parse_report_frame(payload)
    if report.folder != deposit:
        raise Malformed("a report's folder is not its deposit's id")
    _check_report(intake, report)
    mailbox = (report.lookup, report.auth_hash, report.state)
    digest = sha256(payload)
    _demand(intake.postbox.send_report(deposit, digest, payload, report.parts, mailbox))
    intake.counts.add("reports")
    return digest


def send_message(intake: Intake, deposit: bytes, payload: bytes) -> Hash:
    """Keep a message (frame 4) and move its mailbox on; H(payload). Raises Conflict, PartsMissing."""
    message = parse_message_frame(payload)
    if message.id != deposit:
        raise Malformed("a message's id is not its deposit's")
    _check_message(intake, message)
    mailbox = (message.lookup, auth_hash(message.auth), message.old_state, message.state)
    digest, kept = sha256(payload), without_auth(payload)
    _demand(intake.postbox.send_message(deposit, digest, kept, message.parts, mailbox))
    intake.counts.add("messages")
    return digest


def ask(intake: Intake, frame: bytes) -> bytes:
    """One page of the mailbox that lookup and auth name, or as many random bytes."""
    request, ticket, lookup, auth, page = unpack(frame, FrameType.ASK)
    intake.tickets.check(ticket, request)
    fields = read_mailbox(intake, request, lookup, auth, int.from_bytes(page, "big"))
    intake.tickets.pressure.add()
    return pack(FrameType.ANSWER, *fields)


def read_mailbox(intake: Intake, request: bytes, lookup: bytes, auth: bytes, page: int) -> tuple[bytes, ...]:
    """State and four slots. Random bytes are made for every field each time: the same work every time."""
    found = intake.postbox.ask(request, lookup, auth_hash(auth), page)
    if found is None:
        raise TicketSpent("the ticket was used before: begin again")
    intake.counts.add("asks")
    drawn = [(genuine, field, os.urandom(len(field))) for genuine, field in found.fields]
    return tuple(field if genuine else chance for genuine, field, chance in drawn)


def _check_report(intake: Intake, report: ReportFrame) -> None:
    keyring = intake.published.keyring(report.keyring)
    if keyring is None or len(report.slots) != len(slots(keyring)):
        raise KeyringUnknown("the report is not sealed to the keyring in force")
    length = opened_length(len(report.item.body))
    if length != FLOOR_REPORT and (length < FLOOR_REPORT or length != round_up(length)):
        raise Malformed("a report's item has a length no padding gives")


def _check_message(intake: Intake, message: MessageFrame) -> None:
    keyring = intake.published.keyring(message.keyring)
    if keyring is None or len(message.identity_slots) != len(keyring.identity_holders):
        raise KeyringUnknown("the message is not sealed to the keyring in force")
    if len(message.item.body) != STATE:
        raise Malformed("a message's item has a length no message has")


def _demand(said: Said) -> None:
    """Raise unless the postbox said `done`."""
    match said.outcome:
        case Outcome.CONFLICT:
            raise Conflict("something else is stored under this id, or the mailbox has changed since")
        case Outcome.MISSING:
            raise PartsMissing(f"parts are missing: {','.join(map(str, said.missing))}")
        case Outcome.FULL:
            raise Full("there is no room for files at the moment; words are still taken")
