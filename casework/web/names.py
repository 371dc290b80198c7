"""Names given in confidence: asking for one, agreeing, and the half that was passed on."""

from flask import Blueprint, Response, jsonify, request

from casework import names
from casework.names import Passed
from casework.permissions import Permission
from casework.store.names import Release
from casework.web.access import Visit, requires, today
from casework.web.body import Body, as_json, b64
from crypto.frame import SEALED
from crypto.names import FolderId, Hash

blueprint = Blueprint("names", __name__, url_prefix="/api/folders/<id:folder>/releases")
HASH = 32


@blueprint.get("")
@requires(Permission.NAME_OPEN)
def show(visit: Visit, folder: FolderId) -> Response:
    """Who agreed to what."""
    return jsonify(releases=[_release(each) for each in names.releases(visit.connection, folder)])


@blueprint.post("/asked")
@requires(Permission.NAME_OPEN)
def ask(visit: Visit, folder: FolderId) -> Response:
    """Ask for a name."""
    event = Body.read(request, ["event"]).frame("event")
    names.ask(visit.connection, visit.officer, folder, event, today=today())
    return Response("{}", 201, mimetype="application/json")


@blueprint.post("")
@requires(Permission.NAME_OPEN)
def agree(visit: Visit, folder: FolderId) -> Response:
    """Pass one's half on to whoever asked."""
    body = Body.read(request, ["event", "asking", "share"])
    passed = Passed(Hash(body.hex("asking", HASH)), body.base64("share", SEALED, SEALED))
    names.agree(visit.connection, visit.officer, folder, body.frame("event"), passed, today=today())
    return Response("{}", 201, mimetype="application/json")


@blueprint.get("/<hash:named>")
@requires(Permission.NAME_OPEN)
def released(visit: Visit, folder: FolderId, named: bytes) -> Response:
    """The other half, for whoever asked, once the reporter has been told."""
    names.releases(visit.connection, folder)
    return jsonify(share=b64(names.released(visit.connection, Hash(named))))


def _release(release: Release) -> dict[str, object]:
    return as_json(
        item=release.item_id,
        asking=release.asking,
        to=release.to_kid,
        by=release.by_kid,
        delayed=release.delayed,
    )
