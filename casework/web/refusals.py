"""Every refusal is one line of JSON that repeats nothing; what cannot be explained is logged by its place."""

from http import HTTPStatus

from flask import Flask, Response, jsonify
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from casework.allegations import NotAHandler, NotForHr
from casework.case import IllegalMove, MissingEvidence, NotForThisRole, ReporterNotTold
from casework.clocks import NotLonger
from casework.errors import DeclareFirst, NotThere, SignInAgain, Taken, TooManyTries, Undecided, WrongSignIn
from casework.permissions import NotPermitted
from casework.triage import NotRecorded
from config.logs import logger, place
from crypto.errors import CandourError, TooLarge

STATUS = {
    SignInAgain: HTTPStatus.UNAUTHORIZED,
    WrongSignIn: HTTPStatus.UNAUTHORIZED,
    NotPermitted: HTTPStatus.FORBIDDEN,
    NotThere: HTTPStatus.NOT_FOUND,
    DeclareFirst: HTTPStatus.PRECONDITION_REQUIRED,
    Undecided: HTTPStatus.LOCKED,
    Taken: HTTPStatus.CONFLICT,
    IllegalMove: HTTPStatus.CONFLICT,
    NotForThisRole: HTTPStatus.FORBIDDEN,
    MissingEvidence: HTTPStatus.BAD_REQUEST,
    ReporterNotTold: HTTPStatus.BAD_REQUEST,
    NotLonger: HTTPStatus.BAD_REQUEST,
    NotRecorded: HTTPStatus.BAD_REQUEST,
    NotForHr: HTTPStatus.BAD_REQUEST,
    NotAHandler: HTTPStatus.BAD_REQUEST,
    TooManyTries: HTTPStatus.TOO_MANY_REQUESTS,
    TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    CandourError: HTTPStatus.BAD_REQUEST,
}


def with_refusals(app: Flask) -> None:
    """Answer each kind of error with its status."""
    for kind, status in STATUS.items():
        app.register_error_handler(kind, _refusal(status))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _away)
    app.register_error_handler(Exception, _unexplained)


def _refusal(status: HTTPStatus):  # type: ignore[no-untyped-def] # noqa: ANN202 - Flask's own union of types
    def refuse(error: Exception) -> Response:
        response = _line(str(error), status)
        if isinstance(error, TooManyTries):
            response.headers["Retry-After"] = str(error.seconds)
        return response

    return refuse


def _http(error: HTTPException) -> Response:
    return _line(error.name, error.code or HTTPStatus.BAD_REQUEST)


def _away(error: OperationalError) -> Response:
    logger("casework.web").error("database away", **place(error))
    return _line("The service is not available: try again in a minute", HTTPStatus.SERVICE_UNAVAILABLE)


def _unexplained(error: Exception) -> Response:
    logger("casework.web").error("unexplained", **place(error))
    return _line("Something went wrong here: nothing was changed", HTTPStatus.INTERNAL_SERVER_ERROR)


def _line(reason: str, status: int) -> Response:
    response = jsonify(error=reason)
    response.status_code = status
    return response
