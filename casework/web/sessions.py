"""Where an officer is signed in."""

from flask import Blueprint, Response, jsonify, request

from casework import account, sessions
from casework.permissions import Permission
from casework.store import sessions as store
from casework.web.access import BROWSER, Visit, engine, requires
from casework.web.body import Body, as_json

blueprint = Blueprint("sessions", __name__)
LARGEST_CREDENTIAL = 1023


@blueprint.post("/api/session/browser")
@requires(Permission.ACCOUNT_USE, locked=True)
def bind(visit: Visit) -> Response:
    """Go on with a session after unlocking in this browser."""
    body = Body.read(request, ["by", "by_auth_key", "browser"])
    by, auth_key = body.base64("by", 0, LARGEST_CREDENTIAL), body.base64("by_auth_key", 32, 32)
    browser = body.hex("browser", BROWSER)
    with engine().begin() as connection:
        account.count_try(connection, b"unlock " + visit.officer.oid)
    sessions.bind(visit.connection, visit.officer.name, by, auth_key, browser)
    return Response(status=204)


@blueprint.get("/api/sessions")
@requires(Permission.ACCOUNT_USE)
def show(visit: Visit) -> Response:
    """One's own."""
    found = [
        as_json(mine=each.mine, how=each.how, opened_on=each.opened_on, seen_on=each.seen_on)
        for each in store.own(visit.connection)
    ]
    return jsonify(sessions=found)


@blueprint.post("/api/sessions/end-others")
@requires(Permission.ACCOUNT_USE)
def end_others(visit: Visit) -> Response:
    """Sign out everywhere else."""
    Body.read(request, [])
    return jsonify(ended=store.end_others(visit.connection))
