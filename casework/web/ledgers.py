"""Ledgers without any content: all of them for an auditor, for others those of folders that they may open."""

from flask import Blueprint, Response, jsonify

from casework import export, ledgers
from casework.permissions import Permission
from casework.web.access import Visit, requires, today
from casework.web.body import b64
from crypto.names import FolderId

blueprint = Blueprint("ledgers", __name__, url_prefix="/api/ledgers")


@blueprint.get("")
@requires(Permission.LEDGER_READ)
def index(visit: Visit) -> Response:
    """Which there are."""
    return jsonify(folders=[folder.hex() for folder in ledgers.listed(visit.connection)])


@blueprint.get("/export")
@requires(Permission.LEDGER_READ)
def whole(visit: Visit) -> Response:
    """All that this officer may read, in the form that `python -m casework verify` checks."""
    return Response(export.export_ledgers(visit.connection, today=today()), mimetype="application/json")


@blueprint.get("/<id:folder>")
@requires(Permission.LEDGER_READ)
def show(visit: Visit, folder: FolderId) -> Response:
    """One of them, event by event."""
    frames = ledgers.frames(visit.connection, folder)
    return jsonify(events=[{"frame": b64(frame)} for frame in frames])
