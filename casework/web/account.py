"""Signing in and out; one's own vault."""

import time

from flask import Blueprint, Response, current_app, jsonify, request

from casework import account
from casework.access_matrix import Role
from casework.errors import SignInAgain
from casework.permissions import Permission
from casework.store import accounts, documents, notices, passkeys
from casework.web.access import BROWSER, COOKIE, Visit, engine, open_to_all, requires
from casework.web.body import Body, as_json, b64

blueprint = Blueprint("account", __name__)
LONGEST_NAME = 64
AUTH_KEY = 32
LONGEST_CODE = 24
TOLD_OF_MAIL = frozenset({Role.MONITORING_OFFICER, Role.ADMINISTRATOR})
LARGEST_VAULT = 16_384


@blueprint.post("/api/sign-in/salt")
@open_to_all("nobody is signed in yet")
def salt() -> Response:
    """What the browser needs to turn a passphrase into keys."""
    name = Body.read(request, ["name"]).line("name", LONGEST_NAME)
    with engine().begin() as connection:
        found = account.salts(connection, name, current_app.config["SIGN_IN_SECRET"])
    return jsonify(as_json(oid=found.oid, salt=found.salt))


@blueprint.post("/api/sign-in")
@open_to_all("nobody is signed in yet")
def sign_in() -> Response:
    """Open a session."""
    body = Body.read(request, ["name", "auth_key", "code", "browser"])
    typed = account.SignIn(
        body.line("name", LONGEST_NAME),
        body.base64("auth_key", AUTH_KEY, AUTH_KEY),
        body.line("code", LONGEST_CODE),
        body.hex("browser", BROWSER),
    )
    return signed_in(account.sign_in(engine(), typed, current_app.config["SIGN_IN_SECRET"], now=time.time()))


def signed_in(secret: str) -> Response:
    """Hand a new session's secret to its browser."""
    with engine().begin() as connection:
        officer = accounts.present(connection, secret)
    if officer is None:
        raise SignInAgain
    response = jsonify(as_json(oid=officer.oid))
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(COOKIE, secret, httponly=True, samesite="Strict", secure=secure, path="/")
    return response


@blueprint.post("/api/sign-out")
@requires(Permission.ACCOUNT_USE, locked=True)
def sign_out(visit: Visit) -> Response:
    """End the session."""
    accounts.close_session(visit.connection)
    response = Response(status=204)
    response.delete_cookie(COOKIE, path="/")
    return response


@blueprint.get("/api/session")
@requires(Permission.ACCOUNT_USE, locked=True)
def session(visit: Visit) -> Response:
    """Who is signed in, and whether the worker is late."""
    officer = visit.officer
    roots = documents.published(visit.connection, "root")
    return jsonify(
        as_json(
            oid=officer.oid,
            name=officer.name,
            title=officer.title,
            role=officer.role,
            custodian=officer.custodian,
            iid=roots[0].hash[:16] if roots else None,
            collector_late=accounts.collector_late(visit.connection),
            notices_stuck=officer.role in TOLD_OF_MAIL and notices.stuck(visit.connection),
            demo=current_app.config["DEMO"],
            passkeys=len(passkeys.own(visit.connection)),
            passphrase=any(key.method == "passphrase" for key in accounts.vault_keys(visit.connection)),
        )
    )


@blueprint.get("/api/vault")
@requires(Permission.ACCOUNT_USE, locked=True)
def vault(visit: Visit) -> Response:
    """One's own keys, sealed."""
    methods = [
        as_json(method=key.method, credential=b64(key.credential), salt=key.salt, wrapped=b64(key.wrapped))
        for key in accounts.vault_keys(visit.connection)
    ]
    sealed = b64(accounts.vault(visit.connection))
    told = as_json(oid=visit.officer.oid, kid=visit.officer.kid, rp_id=current_app.config["SITE"].rp_id)
    return jsonify(**told, methods=methods, vault=sealed)


@blueprint.put("/api/vault")
@requires(Permission.ACCOUNT_USE)
def store_vault(visit: Visit) -> Response:
    """Keep a newer one."""
    sealed = Body.read(request, ["vault"]).base64("vault", 72, LARGEST_VAULT)
    accounts.store_vault(visit.connection, sealed)
    return Response(status=204)
