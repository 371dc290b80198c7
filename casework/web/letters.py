"""Letters that the chief executive's office enters."""

from flask import Blueprint, Response, current_app, jsonify, request

from casework import letters
from casework.cases import Field
from casework.letters import Letter
from casework.permissions import Permission
from casework.web.access import Visit, requires, today
from casework.web.body import Body, as_json
from casework.web.cases import LONGEST_CODE, office, sealed
from casework.web.folders import MAX_HOLDERS

blueprint = Blueprint("letters", __name__, url_prefix="/api/letters")


@blueprint.post("")
@requires(Permission.LETTER_ENTER)
def enter(visit: Visit) -> Response:
    """Seal a letter to the officers, and be taken out of it."""
    body = Body.read(request, ["event", "wraps", "codes", "words", "leaving"])
    letter = Letter(
        body.frame("event"),
        body.frames("wraps", MAX_HOLDERS),
        body.texts("codes", LONGEST_CODE),
        Field(*sealed(body.object("words", ["item", "event"]))),
        body.frame("leaving"),
    )
    areas = current_app.config["AREAS"]
    folder = letters.enter(
        visit.connection, visit.officer, letter, office=office(), areas=areas, today=today()
    )
    response = jsonify(as_json(folder=folder))
    response.status_code = 201
    return response
