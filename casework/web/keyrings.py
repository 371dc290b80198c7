"""Roots and keyrings, as the portal serves them."""

from flask import Blueprint, Response

from casework import keyrings
from casework.permissions import Permission
from casework.web.access import Visit, requires

blueprint = Blueprint("keyrings", __name__)
OCTETS = "application/octet-stream"


@blueprint.get("/api/roots")
@requires(Permission.KEYRING_READ)
def roots(visit: Visit) -> Response:
    """All, oldest first."""
    return Response(keyrings.roots(visit.connection), mimetype=OCTETS)


@blueprint.get("/api/keyring")
@requires(Permission.KEYRING_READ)
def newest(visit: Visit) -> Response:
    """The newest."""
    return Response(keyrings.newest(visit.connection), mimetype=OCTETS)


@blueprint.get("/api/keyrings/<hash:named>")
@requires(Permission.KEYRING_READ)
def named(visit: Visit, named: bytes) -> Response:
    """An older one, by the hash of its document."""
    return Response(keyrings.named(visit.connection, named), mimetype=OCTETS)
