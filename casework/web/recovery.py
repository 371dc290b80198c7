"""Custodians sign recoveries: which folders, for whom, under which group."""

from typing import Final

from flask import Blueprint, Response, jsonify, request

from casework.permissions import Permission
from casework.recovery import signing
from casework.store import recoveries
from casework.store.recoveries import LaidOut
from casework.web.access import Visit, requires
from casework.web.body import Body, as_json, b64
from crypto.errors import Malformed
from crypto.names import Hash

blueprint = Blueprint("recovery", __name__, url_prefix="/api/custody/recoveries")
ID, HASH, SIGNATURE = 16, 32, 64
MOST: Final = 5000


@blueprint.get("")
@requires(Permission.KEYRING_SIGN)
def show(visit: Visit) -> Response:
    """The events that wait for signatures, as documents, with whoever has signed."""
    waiting = [each for each in recoveries.laid(visit.connection) if each.refused is None]
    return jsonify(events=[_event(visit, each) for each in waiting])


@blueprint.post("/signatures")
@requires(Permission.KEYRING_SIGN)
def sign(visit: Visit) -> Response:
    """Add one's signatures to some of them."""
    body = Body.read(request, ["id", "signatures"])
    given = [Body(each.values, each.where) for each in body.objects("signatures", ("hash", "signature"))]
    if not 1 <= len(given) <= MOST:
        raise Malformed(f"1 to {MOST} signatures at once")
    signatures = {
        Hash(each.hex("hash", HASH)): each.base64("signature", SIGNATURE, SIGNATURE) for each in given
    }
    signing.sign(visit.connection, body.hex("id", ID), signatures)
    return Response("{}", 201, mimetype="application/json")


def _event(visit: Visit, laid: LaidOut) -> dict[str, object]:
    signed = recoveries.signatures(visit.connection, laid.doc_hash)
    return as_json(
        hash=laid.doc_hash,
        document=b64(laid.document),
        signed=[signer.hex() for signer, _ in signed],
    )
