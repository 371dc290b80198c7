"""Cases: begun from a report, answered task by task, moved by the procedure, seen by a second person."""

from enum import StrEnum
from typing import Final, TypeVar

from flask import Blueprint, Response, current_app, jsonify, request

from casework import cases, detriments, opinions
from casework.cases import Asked, Field, Reply
from casework.clocks import Office
from casework.detriments import Raised
from casework.folders import FIELD_CODE
from casework.opinions import View as OpinionView
from casework.permissions import Permission
from casework.states import Silence, Step
from casework.web import case_json
from casework.web.access import Visit, requires, today
from casework.web.body import Body, as_json
from casework.web.folders import MAX_HOLDERS
from crypto.errors import Malformed
from crypto.fields import Fields
from crypto.frame import MAX_ITEM
from crypto.names import FolderId, ItemId, Oid

blueprint = Blueprint("cases", __name__, url_prefix="/api/cases")
OFFICE: Final = "candour.office"
LONGEST_CODE: Final = 40
MOST_CODES: Final = 40
MOST_REPLIES: Final = 50
Kind = TypeVar("Kind", bound=StrEnum)


@blueprint.post("")
@requires(Permission.CASE_OPEN)
def begin(visit: Visit) -> Response:
    """Open a case's folder, for a report or for what came on paper, by telephone or in person."""
    body = Body.read(request, ["report", "event", "wraps"])
    report, event, wraps = (
        body.maybe_hex("report", 16),
        body.frame("event"),
        body.frames("wraps", MAX_HOLDERS),
    )
    folder = cases.begin(
        visit.connection,
        visit.officer,
        FolderId(report) if report else None,
        event,
        wraps,
        office=office(),
        today=today(),
    )
    return _made(jsonify(as_json(folder=folder)))


@blueprint.get("/<id:folder>")
@requires(Permission.CASE_READ)
def show(visit: Visit, folder: FolderId) -> Response:
    """Where it stands, what is recorded, what may be done next and what is missing for it."""
    return jsonify(case_json.whole(visit, folder, office(), today()))


@blueprint.post("/<id:folder>/answers")
@requires(Permission.CASE_WRITE)
def answer(visit: Visit, folder: FolderId) -> Response:
    """Record what was found out about one thing."""
    body = Body.read(request, ["name", "number", "codes", "words"])
    name, codes = body.line("name", 64), body.texts("codes", LONGEST_CODE)
    if not FIELD_CODE.fullmatch(name) or len(codes) > MOST_CODES:
        raise Malformed("a task has a code, and at most forty codes answer it")
    written = body.maybe_object("words", ["item", "event"])
    cases.answer(
        visit.connection,
        visit.officer,
        folder,
        name,
        body.number("number", 1, 10_000),
        codes,
        Field(*sealed(written)) if written else None,
        office=office(),
        areas=current_app.config["AREAS"],
        today=today(),
    )
    return _made()


@blueprint.post("/<id:folder>/moves")
@requires(Permission.CASE_MOVE)
def move(visit: Visit, folder: FolderId) -> Response:
    """Take it a step further; its reporters hear of it, or a reason says why not."""
    body = Body.read(request, ["step", "number", "replies", "silence"])
    written = body.objects("replies", ["report", "item", "event"])
    if len(written) > MOST_REPLIES:
        raise Malformed("too many replies")
    silence = body.maybe_text("silence", LONGEST_CODE)
    asked = Asked(
        one_of(Step, body.text("step", LONGEST_CODE)),
        body.number("number", 1, 10_000),
        [Reply(FolderId(each.hex("report", 16)), *sealed(each)) for each in written],
        None if silence is None else one_of(Silence, silence),
    )
    state = cases.move(visit.connection, visit.officer, folder, asked, office=office(), today=today())
    return _made(jsonify(state=state))


@blueprint.post("/<id:folder>/opinions")
@requires(Permission.CASE_WRITE)
def ask(visit: Visit, folder: FolderId) -> Response:
    """Ask somebody independent, by a pack that is open to them."""
    body = Body.read(request, ["pack", "of"])
    pack, of = FolderId(body.hex("pack", 16)), Oid(body.hex("of", 16))
    opinions.ask(visit.connection, visit.officer, folder, pack, of, office=office(), today=today())
    return _made()


@blueprint.post("/<id:folder>/reminders")
@requires(Permission.CASE_WRITE)
def remind(visit: Visit, folder: FolderId) -> Response:
    """Note that they were reminded."""
    Body.read(request, [])
    opinions.remind(visit.connection, folder, office=office(), today=today())
    return _made()


@blueprint.post("/<id:folder>/detriments")
@requires(Permission.CASE_WRITE)
def detriment(visit: Visit, folder: FolderId) -> Response:
    """Note that the reporter is treated badly."""
    body = Body.read(request, ["number", "on", "kinds", "wish", "words", "report", "message"])
    kinds = body.texts("kinds", LONGEST_CODE)
    if len(kinds) > len(detriments.Kind):
        raise Malformed("too many kinds of bad treatment")
    raised = Raised(
        body.number("number", 1, 10_000),
        body.day("on"),
        [one_of(detriments.Kind, each) for each in kinds],
        one_of(detriments.Wish, body.text("wish", LONGEST_CODE)),
        _told_in(body),
    )
    words = Field(*sealed(body.object("words", ["item", "event"])))
    detriments.note(visit.connection, visit.officer, folder, raised, words, office=office(), today=today())
    return _made()


@blueprint.post("/<id:folder>/detriments/<number:number>")
@requires(Permission.CASE_WRITE)
def detriment_goes_on(visit: Visit, folder: FolderId, number: int) -> Response:
    """Note that they were answered, or that it has ended."""
    progress = one_of(detriments.Progress, Body.read(request, ["progress"]).text("progress", LONGEST_CODE))
    detriments.go_on(visit.connection, folder, number, progress, office=office(), today=today())
    return _made()


@blueprint.get("/packs/<id:folder>")
@requires(Permission.FOLDER_READ)
def asked(visit: Visit, folder: FolderId) -> Response:
    """What a pack asks, for whoever is asked."""
    return jsonify(case_json.opinion(opinions.asked_by(visit.connection, folder), office()))


@blueprint.post("/packs/<id:folder>/opinion")
@requires(Permission.OPINION_GIVE)
def give(visit: Visit, folder: FolderId) -> Response:
    """Give the opinion that was asked for."""
    view = one_of(OpinionView, Body.read(request, ["view"]).text("view", LONGEST_CODE))
    opinions.give(visit.connection, visit.officer, folder, view, today=today())
    return _made()


def office() -> Office:
    """The council's clocks and calendar."""
    found: Office = current_app.extensions[OFFICE]
    return found


def one_of(kind: type[Kind], written: str) -> Kind:
    """The code, or Malformed."""
    try:
        return kind(written)
    except ValueError as error:
        raise Malformed(f"not one of the known codes of a {kind.__name__.lower()}") from error


def sealed(written: Fields) -> tuple[bytes, bytes]:
    """A sealed item and the ledger's event of it."""
    body = Body(written.values, written.where)
    return body.frame("item", MAX_ITEM), body.frame("event")


def _told_in(body: Body) -> tuple[FolderId, ItemId] | None:
    """The report and the message by which its reporter told us; None if in another way."""
    report, message = body.maybe_hex("report", 16), body.maybe_hex("message", 16)
    if (report is None) is not (message is None):
        raise Malformed("a message is one of a report")
    return None if report is None or message is None else (FolderId(report), ItemId(message))


def _made(response: Response | None = None) -> Response:
    response = response or jsonify({})
    response.status_code = 201
    return response
