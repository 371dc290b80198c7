"""Recovery codes for the second factor."""

from flask import Blueprint, Response, jsonify, request

from casework import recovery_codes
from casework.permissions import Permission
from casework.store import recovery_codes as store
from casework.web.access import Visit, requires
from casework.web.body import Body
from crypto.errors import Malformed

blueprint = Blueprint("recovery_codes", __name__)
LARGEST_CREDENTIAL = 1023


@blueprint.get("/api/recovery-codes")
@requires(Permission.ACCOUNT_USE)
def show(visit: Visit) -> Response:
    """How many are left."""
    return jsonify(left=store.left(visit.connection))


@blueprint.put("/api/recovery-codes")
@requires(Permission.ACCOUNT_USE)
def renew(visit: Visit) -> Response:
    """Ten new ones."""
    body = Body.read(request, ["hashes", "by", "by_auth_key"])
    by, auth_key = body.base64("by", 0, LARGEST_CREDENTIAL), body.base64("by_auth_key", 32, 32)
    recovery_codes.renew(visit.connection, visit.officer.name, by, auth_key, hashes_of(body))
    return Response(status=204)


def hashes_of(body: Body) -> tuple[bytes, ...]:
    """Ten different hashes, or Malformed."""
    hashes = body.hexes("hashes", 32)
    if len(set(hashes)) != recovery_codes.CODES:
        raise Malformed("hashes are ten, each another")
    return hashes
