"""Cases that change hands."""

from flask import Blueprint, Response, jsonify, request

from casework import handover
from casework.handover import Handover
from casework.permissions import Permission
from casework.web.access import Visit, requires, today
from casework.web.body import Body, as_json
from casework.web.cases import office
from casework.web.promises import CHANGE, change
from crypto.names import FolderId, Oid

blueprint = Blueprint("handovers", __name__, url_prefix="/api")


@blueprint.post("/cases/<id:folder>/handovers")
@requires(Permission.CASE_HAND_OVER)
def hand_over(visit: Visit, folder: FolderId) -> Response:
    """Give a case another handler."""
    body = Body.read(request, ["to", "number", "leaving", *CHANGE])
    to, number, told = Oid(body.hex("to", 16)), body.number("number", 1, 10_000), change(body)
    leaving = None if body.values["leaving"] is None else body.frame("leaving")
    asked = Handover(to, number, told.words, told.replies, told.silence, leaving)
    handover.hand_over(visit.connection, visit.officer, folder, asked, office=office(), today=today())
    response = jsonify({})
    response.status_code = 201
    return response


@blueprint.get("/queue/handovers")
@requires(Permission.CASE_HAND_OVER)
def waiting(visit: Visit) -> Response:
    """Cases that nobody leads any more."""
    found = handover.waiting(visit.connection)
    return jsonify(cases=[as_json(folder=each.folder, ref=each.ref, state=each.state) for each in found])
