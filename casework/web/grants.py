"""Who may open a folder: letting people in and out, and its next key."""

from flask import Blueprint, Response, jsonify, request

from casework import grants, ledgers, rolls
from casework.permissions import Permission
from casework.purposes import LONGEST, may_hold
from casework.web.access import Visit, requires, today
from casework.web.body import Body, as_json
from casework.web.folders import MAX_HOLDERS
from crypto.keyring import Officer
from crypto.names import FolderId

blueprint = Blueprint("grants", __name__, url_prefix="/api/folders/<id:folder>")


@blueprint.get("/access")
@requires(Permission.FOLDER_READ)
def show(visit: Visit, folder: FolderId) -> Response:
    """What this officer may change and whom they may let in; the ledger says who is in."""
    of = grants.stored(visit.connection, folder)
    rings = ledgers.keyrings(visit.connection)
    ledger = ledgers.replay(visit.connection, folder, [], rings)
    others = (each for each in rings[-1].officers if each.oid != visit.officer.oid)
    has = grants.authority(visit.connection, visit.officer, of)
    offered = (each for each in others if may_hold(of.kind, each.role) and grants.may_choose(has, each))
    return jsonify(
        as_json(
            authority=has,
            roll_due=rolls.is_due(ledger, rings[-1], today()),
            candidates=[_candidate(each) for each in offered],
        )
    )


@blueprint.post("/grants")
@requires(Permission.GRANT_GIVE)
def grant(visit: Visit, folder: FolderId) -> Response:
    """Let somebody in."""
    body = Body.read(request, ["event", "wraps"])
    event, wraps = body.frame("event"), body.frames("wraps", MAX_HOLDERS)
    grants.grant(visit.connection, visit.officer, folder, event, wraps, today=today())
    return _done()


@blueprint.post("/revocations")
@requires(Permission.GRANT_END)
def revoke(visit: Visit, folder: FolderId) -> Response:
    """Take somebody out."""
    event = Body.read(request, ["event"]).frame("event")
    grants.revoke(visit.connection, visit.officer, folder, event, today=today())
    return _done()


@blueprint.post("/bars")
@requires(Permission.FOLDER_READ)
def bar(visit: Visit, folder: FolderId) -> Response:
    """Shut somebody out for good; whoever may not decide that may note what a conflict has decided."""
    event = Body.read(request, ["event"]).frame("event")
    grants.bar(visit.connection, visit.officer, folder, event, today=today())
    return _done()


@blueprint.post("/rolls")
@requires(Permission.FOLDER_READ)
def roll(visit: Visit, folder: FolderId) -> Response:
    """The next key."""
    body = Body.read(request, ["event", "wraps", "chain"])
    event, wraps, chain = body.frame("event"), body.frames("wraps", MAX_HOLDERS), body.frame("chain")
    rolls.roll(visit.connection, visit.officer, folder, event, wraps, chain, today=today())
    return _done()


def _candidate(officer: Officer) -> dict[str, object]:
    longest = next((each.days for role, each in LONGEST.items() if role == officer.role), None)
    return as_json(kid=officer.kid, longest=longest)


def _done() -> Response:
    return Response("{}", 201, mimetype="application/json")
