"""The queue, group by group."""

from flask import Blueprint, Response, jsonify

from casework import queue
from casework.permissions import Permission
from casework.queue import Group
from casework.store.queue import CaseLine, QueueLine
from casework.web.access import Visit, requires, today
from casework.web.body import as_json, b64
from casework.web.cases import office, one_of
from crypto.ledger import Event
from crypto.signed import Signed

blueprint = Blueprint("queue", __name__, url_prefix="/api/queue")


@blueprint.get("/<group>/<number:number>")
@requires(Permission.CASE_READ)
def show(visit: Visit, group: str, number: int) -> Response:
    """One page of a group."""
    page = queue.page(visit.connection, one_of(Group, group), number, office=office(), today=today())
    return jsonify(more=page.more, cases=[line_of(each) for each in page.lines])


@blueprint.get("/broken")
@requires(Permission.CASE_READ)
def broken(visit: Visit) -> Response:
    """How many cases wait for which late promise."""
    found = queue.broken(visit.connection, today())
    return jsonify(broken=[as_json(clock=each.clock, cases=each.cases) for each in found])


@blueprint.get("/asked")
@requires(Permission.OPINION_GIVE)
def asked(visit: Visit) -> Response:
    """Second opinions that this officer owes."""
    return jsonify(
        asked=[as_json(pack=each.pack, asked_on=each.asked_on) for each in queue.asked(visit.connection)]
    )


def line_of(line: QueueLine) -> dict[str, object]:
    """A case, with its sealed title and what opens it."""
    return as_json(**standing(line), title=b64(line.title) if line.title else None, key=_key(line))


def standing(line: CaseLine) -> dict[str, object]:
    """Where a case stands and what it waits for."""
    return as_json(
        folder=line.folder,
        ref=line.ref,
        state=line.state,
        due_on=line.due_on,
        due_clock=line.due_clock,
        waiting=line.waiting,
    )


def _key(line: QueueLine) -> dict[str, object] | None:
    """What opens the title: the officer's own wrap, and the hash of the key that its ledger names."""
    if line.wrap is None or line.holder is None or line.key_event is None:
        return None
    event = Event.decode(Signed.unpack(line.key_event).document)
    return as_json(epoch=line.epoch, id=line.holder, wrap=b64(line.wrap), pk_hash=event.pk)
