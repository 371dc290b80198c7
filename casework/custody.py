"""Custodians: who has joined, what is drafted, and signing it until it counts (protocol §3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from casework import demo_keys
from casework.errors import NotThere, Taken
from casework.store import documents
from casework.store.rows import StoredDocument
from crypto.context import UNROOTED, Instance
from crypto.errors import Malformed, Refused
from crypto.keyring import kid_of
from crypto.publish import read_keyring, verify_keyring
from crypto.root import Root, instance_of, read_root, verify_roots
from crypto.seeds import verify
from crypto.signed import Signed


def instance_for(stored: StoredDocument) -> Instance:
    """Under which instance a draft is signed."""
    return UNROOTED if stored.kind == "root" else Instance(read_keyring(stored.document).iid)


def sign(
    connection: Connection, hashed: bytes, signer: bytes, signature: bytes, *, today: date, demo: bool
) -> bool:
    """Add a custodian's signature to a draft; True when something counts from now on.

    Raises NotThere, BadSignature, Refused (no custodian, or a demonstration's keys), Taken (signed before).
    """
    draft = documents.document(connection, hashed)
    if draft is None or draft.published:
        raise NotThere("draft")
    vks = _custodians(connection)
    if signer not in vks:
        raise Refused("not a custodian of the root")
    verify(instance_for(draft), vks[signer], signature, draft.kind, draft.hash)
    try:
        documents.add_signature(connection, draft.hash, signer, signature)
    except IntegrityError as error:
        raise Taken("You have signed this already") from error
    return publish_ready(connection, today=today, demo=demo)


def publish_ready(connection: Connection, *, today: date, demo: bool) -> bool:
    """Publish each draft that enough custodians have signed, the root before the keyring."""
    published = False
    for draft in documents.drafts(connection):
        signed = documents.signed(connection, draft)
        if _counts(connection, draft, signed, today=today, demo=demo):
            documents.publish(connection, draft.hash)
            published = True
            if (draft.kind, draft.number) == ("root", 1):
                name_keys(connection, Instance.of(draft.document))
    return published


@dataclass(frozen=True, slots=True)
class Duty:
    """What waits for a custodian. `remind`: the newest keyring ends soon, has ended, or there is none."""

    to_sign: int
    changed: bool
    remind: bool


def duty(connection: Connection, *, today: date, reminder_days: int) -> Duty:
    """Whether drafts lack one's signature, people's keys changed since, or the keyring ends so soon."""
    newest = documents.published(connection, "keyring")[-1:]
    listed = {officer.kid for each in newest for officer in read_keyring(each.document).officers}
    live = {person.kid for person in documents.people(connection) if person.vk is not None}
    until = documents.newest_not_after(connection, "keyring")
    return Duty(
        to_sign=documents.unsigned_drafts(connection),
        changed=listed != live,
        remind=until is None or until < today + timedelta(days=reminder_days),
    )


def verified_roots(
    connection: Connection, today: date, *, demo: bool, more: Sequence[bytes] = ()
) -> tuple[Root, ...]:
    """The published roots, with `more` frames after them, verified as a browser would."""
    frames = (*documents.frames(connection, "root"), *more)
    return verify_roots(frames, None, today, least_threshold=1 if demo else 2)


def _counts(
    connection: Connection, draft: StoredDocument, signed: Signed, *, today: date, demo: bool
) -> bool:
    try:
        if draft.kind == "root":
            verified_roots(connection, today, demo=demo, more=[signed.pack()])
            return True
        roots = verified_roots(connection, today, demo=demo)
        keyring = verify_keyring(signed.pack(), roots, instance_of(roots), today)
    except (Refused, Malformed):
        return False  # not enough signatures yet, or its root does not count yet
    if not demo:
        demo_keys.refuse_on(keyring)
    return True


def _custodians(connection: Connection) -> dict[bytes, bytes]:
    stored = (*documents.published(connection, "root")[-1:], *documents.drafts(connection))
    roots = [read_root(each.document) for each in stored if each.kind == "root"]
    return {signer: vk for root in roots for signer, vk in root.keys.items()}


def name_keys(connection: Connection, instance: Instance) -> None:
    """Give each custodian's keys the name that they have in this installation."""
    for person in documents.people(connection):
        if person.custodian_id and person.xpk and person.vk and not person.kid:
            documents.name_key(connection, person.custodian_id, kid_of(instance, person.xpk, person.vk))


def threshold_of(connection: Connection, draft: StoredDocument) -> int:
    """How many custodians must sign a draft: all of them, for the first root."""
    if draft.kind == "keyring":
        named = documents.document(connection, read_keyring(draft.document).root)
        return read_root(named.document).threshold if named else 1
    root = read_root(draft.document)
    return len(root.custodians) if root.number == 1 else root.threshold
