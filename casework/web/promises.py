"""A case's promises changed: its clocks put on hold, let run again, given more time."""

from flask import Blueprint, Response, jsonify, request

from casework import promises
from casework.cases import Field, Reply
from casework.clocks import Clock, PauseReason
from casework.permissions import Permission
from casework.promises import Change
from casework.states import Silence
from casework.web.access import Visit, requires, today
from casework.web.body import Body
from casework.web.cases import LONGEST_CODE, MOST_REPLIES, office, one_of, sealed
from crypto.errors import Malformed
from crypto.names import FolderId

blueprint = Blueprint("promises", __name__, url_prefix="/api/cases")
CHANGE = ("words", "replies", "silence")


@blueprint.post("/<id:folder>/holds")
@requires(Permission.PROMISE_CHANGE)
def hold(visit: Visit, folder: FolderId) -> Response:
    """Let the clocks stand still, for one of two reasons."""
    body = Body.read(request, ["reason", *CHANGE])
    reason = one_of(PauseReason, body.text("reason", LONGEST_CODE))
    told = change(body)
    promises.hold(visit.connection, visit.officer, folder, reason, told, office=office(), today=today())
    return _made()


@blueprint.post("/<id:folder>/holds/end")
@requires(Permission.PROMISE_CHANGE)
def go_on(visit: Visit, folder: FolderId) -> Response:
    """Let them run again."""
    told = change(Body.read(request, CHANGE))
    promises.go_on(visit.connection, visit.officer, folder, told, office=office(), today=today())
    return _made()


@blueprint.post("/<id:folder>/extensions")
@requires(Permission.PROMISE_CHANGE)
def extend(visit: Visit, folder: FolderId) -> Response:
    """Give one promise a later last day."""
    body = Body.read(request, ["clock", "until", *CHANGE])
    clock, until = one_of(Clock, body.text("clock", LONGEST_CODE)), body.day("until")
    told = change(body)
    promises.extend(
        visit.connection, visit.officer, folder, clock, until, told, office=office(), today=today()
    )
    return _made()


def change(body: Body) -> Change:
    """Why, and what reporters hear; raises Malformed."""
    written = body.objects("replies", ["report", "item", "event"])
    if len(written) > MOST_REPLIES:
        raise Malformed("too many replies")
    silence = body.maybe_text("silence", LONGEST_CODE)
    return Change(
        Field(*sealed(body.object("words", ["item", "event"]))),
        [Reply(FolderId(each.hex("report", 16)), *sealed(each)) for each in written],
        None if silence is None else one_of(Silence, silence),
    )


def _made() -> Response:
    response = jsonify({})
    response.status_code = 201
    return response
