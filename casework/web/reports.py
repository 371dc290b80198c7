"""One report: what was sealed, its thread, its files, its ledger."""

from collections.abc import Iterable

from flask import Blueprint, Response, jsonify, request

from casework import cases, ledgers, replies, reports
from casework.cases import Reply
from casework.permissions import Permission
from casework.store.cases import case_of
from casework.store.report_rows import Share, StoredMessage, StoredReply, StoredReport
from casework.web.access import Visit, requires, today
from casework.web.body import Body, as_json, b64
from casework.web.cases import office
from casework.web.folders import chain_json
from crypto.ledger import Act
from crypto.names import FolderId, ItemId

blueprint = Blueprint("reports", __name__, url_prefix="/api/reports/<id:folder>")
OCTETS = "application/octet-stream"


@blueprint.get("")
@requires(Permission.REPORT_READ)
def show(visit: Visit, folder: FolderId) -> Response:
    """The report, with the officer's own wraps."""
    found = reports.read(visit.connection, folder)
    wraps = [as_json(epoch=each.epoch, id=each.holder, wrap=b64(each.wrap)) for each in found.wraps]
    return jsonify(
        **_report(found.report),
        wraps=wraps,
        chains=[chain_json(each) for each in found.chains],
        excluded=sorted(oid.hex() for oid in found.excluded),
        identity_slots=_shares(found.shares, folder),
    )


@blueprint.get("/thread")
@requires(Permission.REPORT_READ)
def thread(visit: Visit, folder: FolderId) -> Response:
    """What was said since, and the ledger."""
    found = reports.thread(visit.connection, folder)
    case = case_of(visit.connection, folder)
    return jsonify(
        case=None if case is None else case.hex(),
        messages=[_message(each, found.shares) for each in found.messages],
        replies=[_reply(each) for each in found.replies],
        events=[{"frame": b64(each.frame)} for each in found.events],
        heeded=sorted(each.hex() for each in found.heeded),
    )


@blueprint.get("/parts/<number:number>")
@requires(Permission.REPORT_READ)
def part(visit: Visit, folder: FolderId, number: int) -> Response:
    """A part of the report's files."""
    return Response(reports.part(visit.connection, folder, folder, number), mimetype=OCTETS)


@blueprint.get("/messages/<id:item>/parts/<number:number>")
@requires(Permission.REPORT_READ)
def message_part(visit: Visit, folder: FolderId, item: ItemId, number: int) -> Response:
    """A part of a message's files."""
    return Response(reports.part(visit.connection, folder, item, number), mimetype=OCTETS)


@blueprint.post("/events")
@requires(Permission.EVENT_ADD)
def add_event(visit: Visit, folder: FolderId) -> Response:
    """Note in the ledger that it was opened."""
    frame = Body.read(request, ["frame"]).frame("frame")
    ledgers.add(visit.connection, visit.officer, folder, frame, Act.READ, today=today())
    return Response("{}", 201, mimetype="application/json")


@blueprint.post("/replies")
@requires(Permission.REPLY_WRITE)
def reply(visit: Visit, folder: FolderId) -> Response:
    """Answer the reporter."""
    body = Body.read(request, ["item", "event"])
    item, event = body.frame("item"), body.frame("event")
    sent = Reply(folder, item, event)
    cases.reply(visit.connection, visit.officer, sent, office=office(), today=today())
    return Response("{}", 201, mimetype="application/json")


@blueprint.post("/notices")
@requires(Permission.REPLY_WRITE)
def notice(visit: Visit, folder: FolderId) -> Response:
    """Tell the reporter the report's next key, and who can open it now, without words."""
    body = Body.read(request, ["item", "event"])
    item, event = body.frame("item"), body.frame("event")
    replies.answer(visit.connection, visit.officer, folder, item, event, today=today(), answers=False)
    return Response("{}", 201, mimetype="application/json")


def _report(report: StoredReport) -> dict[str, object]:
    return as_json(
        folder=report.folder,
        received_on=report.received_on,
        keyring=report.keyring,
        pk_hash=report.pk_hash,
        identity=b64(report.identity),
        parts=report.parts,
        tree=report.tree,
        item=b64(report.item),
        author=report.author,
    )


def _message(message: StoredMessage, shares: Iterable[Share]) -> dict[str, object]:
    return as_json(
        item=b64(message.item),
        seq=message.seq,
        received_on=message.received_on,
        keyring=message.keyring,
        identity=b64(message.identity),
        identity_slots=_shares(shares, message.item_id),
        parts=message.parts,
        tree=message.tree,
    )


def _reply(reply: StoredReply) -> dict[str, object]:
    return as_json(
        item=b64(reply.item), seq=reply.seq, by=reply.signer, on=reply.on_day, delivered=reply.delivered
    )


def _shares(shares: Iterable[Share], deposit: bytes) -> list[dict[str, object]]:
    return [as_json(kid=each.holder, slot=b64(each.share)) for each in shares if each.deposit == deposit]
