"""Passkeys: signing in with one, and one's own."""

from flask import Blueprint, Response, current_app, jsonify, request

from casework import passkeys
from casework.permissions import Permission
from casework.store import passkeys as store
from casework.store.rows import Passkey
from casework.web.access import BROWSER, Visit, engine, open_to_all, requires
from casework.web.account import signed_in
from casework.web.body import Body, as_json, b64

blueprint = Blueprint("passkeys", __name__)
LEAST_CREDENTIAL, LARGEST_CREDENTIAL = 16, 1023
LARGEST_PROOF = 16_384
LONGEST_NAME = 60
NEW_PASSKEY = ("challenge", "credential", "client_data", "attestation", "auth_key", "salt", "wrapped", "name")


@blueprint.post("/api/sign-in/passkey/challenge")
@open_to_all("nobody is signed in yet")
def challenge() -> Response:
    """Something to sign, the same for everybody: no name is asked for, so none is told."""
    Body.read(request, [])
    with engine().begin() as connection:
        made = passkeys.challenge(connection, signed_in=False)
    return jsonify(challenge=b64(made), rp_id=site().rp_id)


@blueprint.post("/api/sign-in/passkey")
@open_to_all("nobody is signed in yet")
def sign_in() -> Response:
    """Open a session."""
    body = Body.read(
        request,
        ["challenge", "credential", "client_data", "authenticator_data", "signature", "auth_key", "browser"],
    )
    shown = passkeys.Assertion(
        challenge=body.base64("challenge", 32, 32),
        credential=_credential(body),
        client_data=body.base64("client_data", 1, LARGEST_PROOF),
        authenticator_data=body.base64("authenticator_data", 1, LARGEST_PROOF),
        signature=body.base64("signature", 1, LARGEST_PROOF),
        auth_key=body.base64("auth_key", 32, 32),
        browser=body.hex("browser", BROWSER),
    )
    return signed_in(passkeys.sign_in(engine(), shown, site()))


@blueprint.get("/api/passkeys")
@requires(Permission.ACCOUNT_USE)
def show(visit: Visit) -> Response:
    """One's own."""
    return jsonify(passkeys=[_line(each) for each in store.own(visit.connection)])


@blueprint.post("/api/passkeys/challenge")
@requires(Permission.ACCOUNT_USE)
def begin(visit: Visit) -> Response:
    """What an authenticator needs to make one more."""
    Body.read(request, [])
    made = passkeys.challenge(visit.connection, signed_in=True)
    known = [b64(each.credential) for each in store.own(visit.connection)]
    officer = visit.officer
    return jsonify(
        **as_json(rp_id=site().rp_id, oid=officer.oid, name=officer.name, title=officer.title),
        challenge=b64(made),
        known=known,
    )


@blueprint.post("/api/passkeys")
@requires(Permission.ACCOUNT_USE)
def add(visit: Visit) -> Response:
    """Keep one more."""
    body = Body.read(request, [*NEW_PASSKEY, "by", "by_auth_key"])
    by, by_auth_key = body.base64("by", 0, LARGEST_CREDENTIAL), body.base64("by_auth_key", 32, 32)
    passkeys.add(visit.connection, visit.officer.name, by, by_auth_key, new_passkey(body), site())
    return Response("{}", 201, mimetype="application/json")


def new_passkey(body: Body) -> passkeys.NewPasskey:
    """One that was just made, from a body with the keys of NEW_PASSKEY."""
    return passkeys.NewPasskey(
        challenge=body.base64("challenge", 32, 32),
        credential=_credential(body),
        client_data=body.base64("client_data", 1, LARGEST_PROOF),
        attestation=body.base64("attestation", 1, LARGEST_PROOF),
        auth_key=body.base64("auth_key", 32, 32),
        salt=body.hex("salt", 16),
        wrapped=body.base64("wrapped", 72, 1023),
        name=body.line("name", LONGEST_NAME),
    )


@blueprint.post("/api/passkeys/name")
@requires(Permission.ACCOUNT_USE)
def rename(visit: Visit) -> Response:
    """Call one something else."""
    body = Body.read(request, ["credential", "name"])
    passkeys.rename(visit.connection, _credential(body), body.line("name", LONGEST_NAME))
    return Response(status=204)


@blueprint.post("/api/passkeys/removal")
@requires(Permission.ACCOUNT_USE)
def remove(visit: Visit) -> Response:
    """Forget one."""
    passkeys.remove(visit.connection, _credential(Body.read(request, ["credential"])))
    return Response(status=204)


def _credential(body: Body) -> bytes:
    return body.base64("credential", LEAST_CREDENTIAL, LARGEST_CREDENTIAL)


def _line(passkey: Passkey) -> dict[str, object]:
    return {
        **as_json(name=passkey.name, made_on=passkey.made_on, used_on=passkey.used_on),
        "credential": b64(passkey.credential),
    }


def site() -> passkeys.Site:
    """What passkeys of this installation are bound to."""
    found: passkeys.Site = current_app.config["SITE"]
    return found
