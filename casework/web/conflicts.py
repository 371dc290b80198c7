"""Conflicts of interest in one folder: one's own declaration, and what to decide about colleagues'."""

from flask import Blueprint, Response, jsonify, request

from casework import conflicts
from casework.conflicts import Declaration, Ruling
from casework.permissions import Permission
from casework.store.conflicts import Declared
from casework.web.access import Visit, requires
from casework.web.body import Body, as_json
from crypto.names import FolderId

blueprint = Blueprint("conflicts", __name__, url_prefix="/api/folders/<id:folder>/conflicts")
LONGEST_CODE = 32


@blueprint.get("")
@requires(Permission.CONFLICT_READ)
def show(visit: Visit, folder: FolderId) -> Response:
    """What everybody declared."""
    return jsonify(declared=[_declared(each) for each in conflicts.declared(visit.connection, folder)])


@blueprint.post("")
@requires(Permission.CONFLICT_DECLARE)
def declare(visit: Visit, folder: FolderId) -> Response:
    """Say whether one has a conflict."""
    body = Body.read(request, ["answer", "kinds"])
    said = Declaration.parse(body.text("answer", LONGEST_CODE), body.texts("kinds", LONGEST_CODE))
    conflicts.declare(visit.connection, folder, said)
    return Response("{}", 201, mimetype="application/json")


@blueprint.post("/<id:declaration>")
@requires(Permission.CONFLICT_DECIDE)
def decide(visit: Visit, folder: FolderId, declaration: bytes) -> Response:
    """Decide about a colleague's."""
    body = Body.read(request, ["decision", "option"])
    ruling = Ruling.parse(body.text("decision", LONGEST_CODE), body.maybe_text("option", LONGEST_CODE))
    conflicts.decide(visit.connection, folder, declaration, ruling)
    return Response("{}", 201, mimetype="application/json")


def _declared(each: Declared) -> dict[str, object]:
    return as_json(
        declaration=each.declaration,
        oid=each.oid,
        title=each.title,
        answer=each.answer,
        kinds=list(each.kinds),
        declared_on=each.declared_on,
        expires_on=each.expires_on,
        decision=each.decision,
        option=each.option_used,
        message=each.message,
        raised_by=each.raised_by,
        reason=each.reason,
        reads=[day.isoformat() for day in each.reads],
    )
