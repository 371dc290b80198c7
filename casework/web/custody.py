"""Custodians sign roots and keyrings."""

from flask import Blueprint, Response, current_app, jsonify, request

from casework import custody, drafting
from casework.permissions import Permission
from casework.store import documents
from casework.store.rows import Person, StoredDocument
from casework.web.access import Visit, requires, today
from casework.web.body import Body, as_json, b64
from crypto.document import decode
from crypto.signed import Signed

blueprint = Blueprint("custody", __name__)
ID, HASH, SIGNATURE = 16, 32, 64


@blueprint.get("/api/custody")
@requires(Permission.KEYRING_SIGN)
def show(visit: Visit) -> Response:
    """Who has joined, what waits for signatures, what counts."""
    connection = visit.connection
    roots, keyrings = (documents.published(connection, kind)[-1:] for kind in ("root", "keyring"))
    return jsonify(
        officers=[_person(each) for each in documents.people(connection)],
        drafts=[_draft(visit, each) for each in documents.drafts(connection)],
        published=as_json(
            root=roots[0].hash if roots else None,
            keyring=keyrings[0].hash if keyrings else None,
            not_after=documents.newest_not_after(connection, "keyring"),
        ),
    )


@blueprint.get("/api/custody/duty")
@requires(Permission.KEYRING_SIGN)
def duty(visit: Visit) -> Response:
    """What waits for this custodian, for the desk."""
    days = current_app.config["KEYRING_REMINDER_DAYS"]
    waiting = custody.duty(visit.connection, today=today(), reminder_days=days)
    return jsonify(to_sign=waiting.to_sign, changed=waiting.changed, remind=waiting.remind)


@blueprint.post("/api/custody/drafts")
@requires(Permission.KEYRING_SIGN)
def draft(visit: Visit) -> Response:
    """Draft what comes next from who has joined."""
    Body.read(request, [])
    drafting.draft(visit.connection, today())
    return Response("{}", 201, mimetype="application/json")


@blueprint.post("/api/custody/signatures")
@requires(Permission.KEYRING_SIGN)
def sign(visit: Visit) -> Response:
    """Add one's signature to a draft."""
    body = Body.read(request, ["hash", "id", "signature"])
    published = custody.sign(
        visit.connection,
        body.hex("hash", HASH),
        body.hex("id", ID),
        body.base64("signature", SIGNATURE, SIGNATURE),
        today=today(),
        demo=current_app.config["DEMO"],
    )
    response = jsonify(published=published)
    response.status_code = 201
    return response


def _person(person: Person) -> dict[str, object]:
    return as_json(
        oid=person.oid,
        title=person.title_en,
        role=person.role,
        enrol=b64(person.enrol) if person.enrol else None,
        iid=_enrolled_under(person.enrol) if person.enrol else None,
        kid=person.kid,
        receives=person.receives,
        replies=person.replies,
        identity=person.identity,
        custodian=person.custodian,
        joined=person.vk is not None,
    )


def _draft(visit: Visit, draft: StoredDocument) -> dict[str, object]:
    signed = documents.signed(visit.connection, draft)
    return as_json(
        kind=draft.kind,
        number=draft.number,
        hash=draft.hash,
        document=b64(draft.document),
        threshold=custody.threshold_of(visit.connection, draft),
        signed=[signer.hex() for signer, _ in signed.signatures],
        iid=custody.instance_for(draft).iid,
    )


def _enrolled_under(enrol: bytes) -> bytes:
    return decode(Signed.unpack(enrol).document, "enrol", ("iid", "oid", "xpk", "vk")).hex("iid", ID)
