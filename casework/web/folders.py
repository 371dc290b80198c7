"""Folders of any kind: opening one, reading what is in it, putting something in."""

from typing import Final

from flask import Blueprint, Response, jsonify, request

from casework import folders
from casework.folders import SealedFolder
from casework.permissions import Permission
from casework.store.folders import SeedChain, StoredItem
from casework.web.access import Visit, requires, today
from casework.web.body import Body, as_json, b64
from crypto.frame import MAX_ITEM
from crypto.keyring import MAX_GROUPS, MAX_OFFICERS
from crypto.names import FolderId

blueprint = Blueprint("folders", __name__, url_prefix="/api/folders")
MAX_HOLDERS: Final = MAX_OFFICERS + MAX_GROUPS
LONGEST_NAME: Final = 64


@blueprint.post("")
@requires(Permission.FOLDER_OPEN)
def begin(visit: Visit) -> Response:
    """Open a case, a pack or a privileged folder."""
    body = Body.read(request, ["kind", "event", "wraps"])
    kind, event, wraps = body.line("kind", 16), body.frame("event"), body.frames("wraps", MAX_HOLDERS)
    folders.open_folder(visit.connection, visit.officer, kind, event, wraps, today=today())
    return Response("{}", 201, mimetype="application/json")


@blueprint.get("/<id:folder>")
@requires(Permission.FOLDER_READ)
def show(visit: Visit, folder: FolderId) -> Response:
    """Everything that a browser needs to open and check it."""
    return jsonify(_folder(folders.read(visit.connection, folder)))


@blueprint.post("/<id:folder>/items")
@requires(Permission.ITEM_ADD)
def add(visit: Visit, folder: FolderId) -> Response:
    """A note, evidence, or a field's next version, with the ledger's event of it."""
    body = Body.read(request, ["name", "item", "event"])
    name = None if body.values["name"] is None else body.line("name", LONGEST_NAME)
    item, event = body.frame("item", MAX_ITEM), body.frame("event")
    folders.add_item(visit.connection, visit.officer, folder, name, item, event, today=today())
    return Response("{}", 201, mimetype="application/json")


def _folder(found: SealedFolder) -> dict[str, object]:
    return as_json(
        folder=found.folder.folder,
        kind=found.folder.kind,
        made_on=found.folder.made_on,
        wraps=[as_json(epoch=each.epoch, id=each.holder, wrap=b64(each.wrap)) for each in found.wraps],
        chains=[chain_json(each) for each in found.chains],
        events=[{"frame": b64(each.frame)} for each in found.events],
        items=[_item(each) for each in found.items],
        excluded=sorted(oid.hex() for oid in found.excluded),
    )


def chain_json(chain: SeedChain) -> dict[str, object]:
    """How the key before one opens."""
    return as_json(epoch=chain.epoch, pk_hash=chain.pk_hash, sealed=b64(chain.sealed))


def _item(item: StoredItem) -> dict[str, object]:
    return as_json(
        kind=item.kind,
        name=item.name,
        seq=item.seq,
        by=item.signer,
        on=item.on_day,
        item=b64(item.item),
    )
