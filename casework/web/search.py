"""Searching titles in the browser: a light list of every case, then the titles not opened yet."""

from typing import Final

from flask import Blueprint, Response, jsonify, request

from casework.permissions import Permission
from casework.store import queue
from casework.web.access import Visit, requires
from casework.web.body import Body, as_json
from casework.web.queue import line_of, standing
from crypto.errors import Malformed
from crypto.names import FolderId

blueprint = Blueprint("search", __name__, url_prefix="/api/search")
PAGE: Final = 1000
MOST_TITLES: Final = 50


@blueprint.get("/<number:number>")
@requires(Permission.CASE_READ)
def show(visit: Visit, number: int) -> Response:
    """A page of all cases that this officer may open: nothing sealed, but each title's item by its id."""
    lines = queue.listed(visit.connection, start=number * PAGE, size=PAGE + 1)
    return jsonify(more=len(lines) > PAGE, cases=[_listed(each) for each in lines[:PAGE]])


@blueprint.post("/titles")
@requires(Permission.CASE_READ)
def titles(visit: Visit) -> Response:
    """Some of them with their sealed titles. Raises Malformed for more than 50."""
    folders = [FolderId(each) for each in Body.read(request, {"folders"}).hexes("folders", 16)]
    if len(folders) > MOST_TITLES:
        raise Malformed(f"at most {MOST_TITLES} titles are given at a time")
    return jsonify(cases=[line_of(each) for each in queue.chosen(visit.connection, folders)])


def _listed(line: queue.Listed) -> dict[str, object]:
    return as_json(**standing(line), title=line.title)
