"""The documents that an officer's browser loads: the same bytes for everyone, and never kept."""

from flask import Blueprint, Response, current_app, jsonify, render_template
from sqlalchemy import text

from casework.web.access import engine, open_to_all

blueprint = Blueprint("pages", __name__)


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


def _page(name: str) -> Response:
    rendered = render_template(f"casework/{name}.html", demo=current_app.config["DEMO"])
    return Response(rendered, headers={"Cache-Control": "no-store"})
