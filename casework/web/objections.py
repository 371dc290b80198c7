"""Objections of reporters to somebody who can open their report."""

from flask import Blueprint, Response, request

from casework import objections
from casework.objections import Answer, Reason
from casework.permissions import Permission
from casework.web.access import Visit, requires, today
from casework.web.body import Body
from casework.web.cases import LONGEST_CODE, one_of
from crypto.names import FolderId, ItemId, Oid

blueprint = Blueprint("objections", __name__, url_prefix="/api/reports/<id:folder>/objections")


@blueprint.post("")
@requires(Permission.REPORT_READ)
def heed(visit: Visit, folder: FolderId) -> Response:
    """Freeze whom a message objects to: asked by the browser that has just opened it."""
    body = Body.read(request, ["message", "whom"])
    message, whom = ItemId(body.hex("message", 16)), Oid(body.hex("whom", 16))
    objections.heed(visit.connection, folder, message, whom)
    return Response("{}", 201, mimetype="application/json")


@blueprint.post("/<id:message>")
@requires(Permission.CONFLICT_DECIDE)
def decide(visit: Visit, folder: FolderId, message: ItemId) -> Response:
    """Decide about a colleague, and tell the reporter."""
    body = Body.read(request, ["reason", "item", "event"])
    reason = one_of(Reason, body.text("reason", LONGEST_CODE))
    told = Answer(body.frame("item"), body.frame("event"))
    objections.decide(visit.connection, visit.officer, folder, message, reason, told, today=today())
    return Response("{}", 201, mimetype="application/json")
