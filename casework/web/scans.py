"""Files that officers add to a folder, in parts."""

from flask import Blueprint, Response, request

from casework import scans
from casework.permissions import Permission
from casework.web.access import Visit, requires
from crypto.names import FolderId, ItemId

blueprint = Blueprint("scans", __name__, url_prefix="/api/folders/<id:folder>/items/<id:item>/parts")


@blueprint.put("/<number:number>")
@requires(Permission.ITEM_ADD)
def put(visit: Visit, folder: FolderId, item: ItemId, number: int) -> Response:
    """Keep one part, as its bytes."""
    scans.put(visit.connection, visit.officer, folder, item, number, request.get_data())
    return Response("{}", 201, mimetype="application/json")


@blueprint.get("/<number:number>")
@requires(Permission.FOLDER_READ)
def show(visit: Visit, folder: FolderId, item: ItemId, number: int) -> Response:
    """One part, as its bytes."""
    return Response(scans.part(visit.connection, folder, item, number), mimetype="application/octet-stream")
