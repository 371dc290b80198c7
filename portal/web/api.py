"""The reporter's browser's door: sealed frames in, frames out, as protocol §12 has them."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final

from flask import Blueprint, Flask, Response, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, NotFound, UnsupportedMediaType

from crypto.errors import Malformed, TooLarge
from portal import intake
from portal.intake import Intake
from portal.postbox import Unavailable
from portal.published import NothingPublished
from portal.tickets import TicketRefused
from portal.web.documents import Document, answer_with

SEALED: Final = "application/octet-stream"
STATUS: Final[Mapping[type[Exception], HTTPStatus]] = {
    Malformed: HTTPStatus.BAD_REQUEST,
    TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    TicketRefused: HTTPStatus.BAD_REQUEST,
    intake.TicketSpent: HTTPStatus.BAD_REQUEST,
    intake.KeyringUnknown: HTTPStatus.BAD_REQUEST,
    intake.Conflict: HTTPStatus.CONFLICT,
    intake.PartsMissing: HTTPStatus.CONFLICT,
    intake.Full: HTTPStatus.SERVICE_UNAVAILABLE,
    NothingPublished: HTTPStatus.SERVICE_UNAVAILABLE,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}

api = Blueprint("api", __name__, url_prefix="/api")


@api.post("/begin")
def begin() -> ResponseReturnValue:
    """A challenge for the id in the frame (5)."""
    return intake.begin(_intake(), _body())


@api.post("/put")
def put() -> ResponseReturnValue:
    """Keep a part (frame 6)."""
    return _sealed(intake.put)


@api.post("/send")
def send() -> ResponseReturnValue:
    """Keep a report or message (frame 7)."""
    return _sealed(intake.send)


@api.post("/ask")
def ask() -> ResponseReturnValue:
    """What lies in a mailbox (frame 8)."""
    return _sealed(intake.ask)


@api.get("/roots")
def roots() -> ResponseReturnValue:
    """Every root, each behind its u32 length, oldest first."""
    return _notice(_intake().published.notices().roots)


@api.get("/keyring")
def keyring() -> ResponseReturnValue:
    """The keyring in force, a signed frame."""
    return _notice(_intake().published.notices().keyring)


@api.get("/<path:unknown>")
def nothing(unknown: str) -> ResponseReturnValue:  # noqa: ARG001 - it is never repeated
    """There are no other notices."""
    raise NotFound


@api.after_request
def leave_no_copy(response: Response) -> Response:
    """No cache keeps what follows a code, or that one was entered."""
    if request.method != "GET":
        response.headers["Cache-Control"] = "no-store"
    return response


def refuse_in_one_line(app: Flask) -> None:
    """Give every refusal one shape: a status and `{"error": one line}` that repeats nothing of the input."""
    for kind, status in STATUS.items():
        app.register_error_handler(kind, _refusal(status))
    app.register_error_handler(HTTPException, _http_refusal)


def _refusal(status: HTTPStatus) -> Callable[[Exception], ResponseReturnValue]:
    def refuse(error: Exception) -> ResponseReturnValue:
        return {"error": str(error)}, status

    return refuse


def _http_refusal(error: Exception) -> ResponseReturnValue:
    if not isinstance(error, HTTPException) or error.code is None:
        raise error
    return {"error": HTTPStatus(error.code).phrase}, error.code


def _intake() -> Intake:
    found: Intake = current_app.extensions["intake"]
    return found


def _body() -> bytes:
    if request.mimetype != SEALED:
        raise UnsupportedMediaType
    return request.get_data(cache=False)


def _sealed(verb: Callable[[Intake, bytes], bytes]) -> ResponseReturnValue:
    return Response(verb(_intake(), _body()), mimetype=SEALED)


def _notice(notice: bytes | None) -> ResponseReturnValue:
    if notice is None:
        raise NothingPublished("no keyring has been published yet")
    return answer_with(Document.of(notice, SEALED, cache="no-cache"))
