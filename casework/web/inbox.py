"""The inbox."""

from flask import Blueprint, Response, jsonify, request

from casework import inbox
from casework.permissions import Permission
from casework.store.report_rows import InboxLine
from casework.web.access import Visit, requires
from casework.web.body import as_json
from crypto.errors import Malformed

blueprint = Blueprint("inbox", __name__)
LONGEST_NUMBER = 6


@blueprint.get("/api/inbox")
@requires(Permission.REPORT_LIST)
def show(visit: Visit) -> Response:
    """One page of it."""
    written = request.args.get("page", "0")
    if not written.isascii() or not written.isdigit() or len(written) > LONGEST_NUMBER:
        raise Malformed("page is a number from 0")
    page = inbox.page(visit.connection, int(written))
    return jsonify(as_json(page=page.number, more=page.more, reports=[_line(each) for each in page.lines]))


def _line(line: InboxLine) -> dict[str, object]:
    """`next_date` is sealed inside replies: the server cannot know it."""
    return as_json(
        folder=line.folder,
        kind=line.kind,
        standing=line.standing,
        received_on=line.received_on,
        opened=line.opened,
        replies=line.replies,
        messages=line.messages,
        waiting=line.waiting,
        next_date=None,
    )
