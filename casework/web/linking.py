"""Which reports belong to a case."""

from flask import Blueprint, Response, request

from casework import linking
from casework.cases import Field
from casework.linking import Strength
from casework.permissions import Permission
from casework.web.access import Visit, requires, today
from casework.web.body import Body
from casework.web.cases import LONGEST_CODE, office, one_of, sealed
from crypto.names import FolderId

blueprint = Blueprint("linking", __name__, url_prefix="/api/cases/<id:folder>/reports")


@blueprint.post("")
@requires(Permission.CASE_WRITE)
def link(visit: Visit, folder: FolderId) -> Response:
    """Put a report under the case."""
    body = Body.read(request, ["report", "strength", "words"])
    report = FolderId(body.hex("report", 16))
    strength = one_of(Strength, body.text("strength", LONGEST_CODE))
    why = Field(*sealed(body.object("words", ["item", "event"])))
    linking.link(
        visit.connection, visit.officer, folder, report, strength, why, office=office(), today=today()
    )
    return Response("{}", 201, mimetype="application/json")


@blueprint.post("/<id:item>/unlink")
@requires(Permission.CASE_WRITE)
def unlink(visit: Visit, folder: FolderId, item: FolderId) -> Response:
    """Take a report out of the case."""
    why = Field(*sealed(Body.read(request, ["words"]).object("words", ["item", "event"])))
    linking.unlink(visit.connection, visit.officer, folder, item, why, office=office(), today=today())
    return Response("{}", 201, mimetype="application/json")
