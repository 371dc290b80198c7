"""How a reporter says that things have been, noted in the case."""

from flask import Blueprint, Response, request

from casework import check_ins
from casework.check_ins import Answered, Feeling
from casework.permissions import Permission
from casework.web.access import Visit, requires, today
from casework.web.body import Body
from casework.web.cases import LONGEST_CODE, one_of
from crypto.names import FolderId, ItemId

blueprint = Blueprint("check_ins", __name__, url_prefix="/api/cases/<id:folder>/check-ins")


@blueprint.post("")
@requires(Permission.CASE_WRITE)
def note(visit: Visit, folder: FolderId) -> Response:
    """Note an answer."""
    body = Body.read(request, ["report", "message", "on", "answer"])
    report, message = FolderId(body.hex("report", 16)), ItemId(body.hex("message", 16))
    feeling = one_of(Feeling, body.text("answer", LONGEST_CODE))
    told = Answered(report, message, body.day("on"), feeling)
    check_ins.note(visit.connection, visit.officer, folder, told, today=today())
    return Response("{}", 201, mimetype="application/json")
