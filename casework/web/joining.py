"""Following a one-time link. Its token stands in the page's fragment and in bodies, never in an address."""

import time

import pyotp
from flask import Blueprint, Response, current_app, jsonify, request

from casework import joining
from casework.passkeys import NewPasskey
from casework.web.access import engine, open_to_all
from casework.web.body import Body, as_json
from casework.web.passkeys import NEW_PASSKEY, new_passkey, site
from casework.web.recovery_codes import hashes_of

blueprint = Blueprint("joining", __name__)
TOKEN = 32
LARGEST_WRAPPED = 1023
LARGEST_VAULT = 16_384
JOINING = ("token", "enrol", "vault")


@blueprint.post("/api/join/invitation")
@open_to_all("the link itself is what admits")
def invitation() -> Response:
    """What the link is for."""
    token = Body.read(request, ["token"]).hex("token", TOKEN)
    with engine().begin() as connection:
        found = joining.invited(connection, token)
    uri = pyotp.TOTP(found.totp_secret).provisioning_uri(
        name=found.name, issuer_name=current_app.config["SERVICE"]
    )
    return jsonify(
        as_json(
            oid=found.oid,
            name=found.name,
            title=found.title,
            role=found.role,
            custodian=found.custodian,
            iid=joining.instance_for(found).iid,
            totp_secret=found.totp_secret,
            totp_uri=uri,
        )
    )


@blueprint.post("/api/join")
@open_to_all("the link itself is what admits")
def join() -> Response:
    """Make the account and use the link up."""
    body = Body.read(request, [*JOINING, "salt", "auth_key", "wrapped", "code", "hashes"])
    by = joining.ByPassphrase(
        salt=body.hex("salt", 16),
        auth_key=body.base64("auth_key", 32, 32),
        wrapped=body.base64("wrapped", 72, LARGEST_WRAPPED),
        code=body.line("code", 16),
        hashes=hashes_of(body),
    )
    return _joined(body, by)


@blueprint.post("/api/join/passkey")
@open_to_all("the link itself is what admits")
def join_by_passkey() -> Response:
    """The same, without a passphrase."""
    body = Body.read(request, [*JOINING, *NEW_PASSKEY])
    return _joined(body, new_passkey(body))


def _joined(body: Body, by: joining.ByPassphrase | NewPasskey) -> Response:
    handed_in = joining.Joining(
        token=body.hex("token", TOKEN),
        enrol=body.frame("enrol"),
        vault=body.base64("vault", 72, LARGEST_VAULT),
        by=by,
    )
    with engine().begin() as connection:
        joined = joining.join(connection, handed_in, site(), now=time.time())
    return jsonify(as_json(oid=joined.oid, kid=joined.kid)), 201  # type: ignore[return-value]
