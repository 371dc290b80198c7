"""The documents that an officer's browser loads: the same bytes for everyone, and never kept."""

from typing import Final

from flask import Blueprint, Flask, Response, current_app, jsonify, render_template
from sqlalchemy import text

from casework.web.access import engine, open_to_all

blueprint = Blueprint("pages", __name__)
RENDERED: Final = "candour.documents"
DOCUMENTS: Final = ("desk", "join", "custody")


@blueprint.get("/")
@open_to_all("says nothing before somebody signs in")
def desk() -> Response:
    """Signing in, inbox, report, thread."""
    return _page("desk")


@blueprint.get("/join")
@open_to_all("the link's token is in the fragment")
def join() -> Response:
    """Following a one-time link."""
    return _page("join")


@blueprint.get("/custody")
@open_to_all("says nothing before somebody signs in")
def custody() -> Response:
    """Signing roots and keyrings."""
    return _page("custody")


@blueprint.get("/health")
@open_to_all("a watchman has no session")
def health() -> Response:
    """Whether the database answers."""
    with engine().begin() as connection:
        connection.execute(text("select 1"))
    return jsonify(ok=True)


def render_once(app: Flask) -> None:
    """Render each document at start-up, so that everybody gets the same bytes."""
    with app.test_request_context():
        app.extensions[RENDERED] = {
            name: render_template(f"casework/{name}.html", demo=app.config["DEMO"]).encode()
            for name in DOCUMENTS
        }


def _page(name: str) -> Response:
    return Response(current_app.extensions[RENDERED][name], mimetype="text/html")
