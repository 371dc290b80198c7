"""Where one's own notices go: shown to nobody else."""

from flask import Blueprint, Response, jsonify, request

from casework import notices
from casework.permissions import Permission
from casework.store import notices as store
from casework.web.access import Visit, requires
from casework.web.body import Body

blueprint = Blueprint("address", __name__)
LONGEST = 254


@blueprint.get("/api/address")
@requires(Permission.ACCOUNT_USE)
def show(visit: Visit) -> Response:
    """One's own, or null."""
    return jsonify(address=store.address(visit.connection))


@blueprint.put("/api/address")
@requires(Permission.ACCOUNT_USE)
def change(visit: Visit) -> Response:
    """Another one, or null for no notices."""
    written = Body.read(request, ["address"]).maybe_text("address", LONGEST)
    store.set_address(visit.connection, None if written is None else notices.read_address(written))
    return Response(status=204)
