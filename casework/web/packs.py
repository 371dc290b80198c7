"""Packs of a case, and what is open to an officer besides reports."""

from flask import Blueprint, Response, jsonify, request

from casework import packs
from casework.packs import Making
from casework.permissions import Permission
from casework.purposes import Purpose
from casework.web.access import Visit, requires, today
from casework.web.body import Body, as_json
from casework.web.cases import LONGEST_CODE, MOST_CODES, one_of
from casework.web.folders import MAX_HOLDERS
from crypto.errors import Malformed
from crypto.names import FolderId

blueprint = Blueprint("packs", __name__)


@blueprint.get("/api/folders")
@requires(Permission.FOLDER_READ)
def held(visit: Visit) -> Response:
    """What is open to this officer: ids, days, and no word."""
    found = packs.held(visit.connection, visit.officer)
    return jsonify(
        folders=[
            as_json(
                folder=each.folder,
                kind=each.kind,
                made_on=each.made_on,
                standing=each.standing,
                until=each.until,
                asked=each.asked,
            )
            for each in found
        ]
    )


@blueprint.get("/api/cases/<id:folder>/packs")
@requires(Permission.CASE_READ)
def index(visit: Visit, folder: FolderId) -> Response:
    """Those of one case."""
    found = packs.of_case(visit.connection, folder)
    return jsonify(
        packs=[
            as_json(pack=each.pack, kind=each.kind, purpose=each.purpose, made_on=each.made_on)
            for each in found
        ]
    )


@blueprint.post("/api/cases/<id:folder>/packs")
@requires(Permission.PACK_MAKE)
def make(visit: Visit, folder: FolderId) -> Response:
    """A new one."""
    body = Body.read(request, ["kind", "purpose", "allegations", "event", "wraps"])
    allegations = body.texts("allegations", LONGEST_CODE)
    if len(allegations) > MOST_CODES:
        raise Malformed("too many allegations for one pack")
    making = Making(
        body.line("kind", 16),
        one_of(Purpose, body.text("purpose", LONGEST_CODE)),
        allegations,
        body.frame("event"),
        body.frames("wraps", MAX_HOLDERS),
    )
    pack = packs.make(visit.connection, visit.officer, folder, making, today=today())
    return Response(f'{{"pack":"{pack.hex()}"}}', 201, mimetype="application/json")
