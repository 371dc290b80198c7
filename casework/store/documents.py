"""Roots and keyrings, drafted, signed and published, and the people on them."""

from datetime import date

from sqlalchemy import Connection, text

from casework.store.query import every, one, run, value
from casework.store.rows import EndedKey, Installation, Person, StoredDocument
from crypto.names import Hash, Kid
from crypto.signed import Signed

PEOPLE = text("""
    select o.oid, o.title_en, o.title_cy, o.role, o.receives, o.replies, o.identity, o.custodian,
        k.custodian_id, k.kid, k.xpk, k.vk, k.enrol
    from casework.officers o left join casework.keys k on k.oid = o.oid and k.ended_on is null
    where o.left_on is null order by o.name
""")
ENDED = text("""
    select k.kid, k.oid, k.vk, o.title_en, o.title_cy, o.replies, k.ended_on
    from casework.keys k join casework.officers o using (oid)
    where k.ended_on is not null and k.kid is not null
""")
INSTALLATION = text("select collector_xpk, collector_vk, threshold from casework.installation")
PUBLISHED = text("""
    select hash, kind, number, document, published from casework.documents
    where published and kind = :of order by number
""")
DRAFTS = text("""
    select hash, kind, number, document, published from casework.documents
    where not published order by kind desc
""")
DOCUMENT = text("select hash, kind, number, document, published from casework.documents where hash = :hash")
SIGNATURES = text("select id, signature from casework.signatures where hash = :hash order by id")
UNSIGNED = text("""
    select count(*) from casework.documents d where not published and not exists (
        select from casework.signatures s
        where s.hash = d.hash and s.id = any (array(select casework.my_custodian_ids())))
""")
NEWEST_NOT_AFTER = text("""
    select max(not_after) from casework.documents where published and kind = :kind
""")
DROP_DRAFTS = text("delete from casework.documents where not published")
ADD = text("insert into casework.documents values (:hash, :kind, :number, :document, :not_after)")
ADD_SIGNATURE = text("insert into casework.signatures values (:hash, :id, :signature)")
PUBLISH = text("update casework.documents set published = true where hash = :hash")
NAME_KEY = text("update casework.keys set kid = :kid where custodian_id = :custodian_id and kid is null")
UNSENT = text("select exists (select from casework.documents where published and not sent)")
SENT = text("update casework.documents set sent = true where published")


def people(connection: Connection) -> tuple[Person, ...]:
    """Everyone with an account or an invitation."""
    return every(connection, Person, PEOPLE)


def ended_keys(connection: Connection) -> tuple[EndedKey, ...]:
    """Keys that were replaced."""
    return every(connection, EndedKey, ENDED)


def installation(connection: Connection) -> Installation | None:
    """None before `init`."""
    return one(connection, Installation, INSTALLATION)


def published(connection: Connection, kind: str) -> tuple[StoredDocument, ...]:
    """Roots or keyrings that count, oldest first."""
    return every(connection, StoredDocument, PUBLISHED, of=kind)


def drafts(connection: Connection) -> tuple[StoredDocument, ...]:
    """What waits for signatures: a root before a keyring."""
    return every(connection, StoredDocument, DRAFTS)


def newest_not_after(connection: Connection, kind: str) -> date | None:
    """The last day of the newest published root or keyring."""
    last: date | None = value(connection, NEWEST_NOT_AFTER, kind=kind)
    return last


def unsigned_drafts(connection: Connection) -> int:
    """How many drafts lack the signature of whoever asks."""
    return int(value(connection, UNSIGNED))


def document(connection: Connection, named: bytes) -> StoredDocument | None:
    """The document with this hash."""
    return one(connection, StoredDocument, DOCUMENT, hash=named)


def signed(connection: Connection, stored: StoredDocument) -> Signed:
    """The document with the signatures it has."""
    rows = connection.execute(SIGNATURES, {"hash": stored.hash})
    return Signed(stored.document, tuple((bytes(each), bytes(signature)) for each, signature in rows))


def frames(connection: Connection, kind: str) -> tuple[bytes, ...]:
    """The frames of what is published, oldest first."""
    return tuple(signed(connection, each).pack() for each in published(connection, kind))


def drop_drafts(connection: Connection) -> None:
    """Forget what was not published, and its signatures."""
    run(connection, DROP_DRAFTS)


def add_draft(connection: Connection, kind: str, number: int, draft: Signed, not_after: date) -> None:
    """Lay a document out for signing."""
    run(
        connection,
        ADD,
        hash=draft.hash,
        kind=kind,
        number=number,
        document=draft.document,
        not_after=not_after,
    )


def add_signature(connection: Connection, hashed: Hash, signer: bytes, signature: bytes) -> None:
    """IntegrityError when this custodian signed before."""
    run(connection, ADD_SIGNATURE, hash=hashed, id=signer, signature=signature)


def publish(connection: Connection, hashed: Hash) -> None:
    """It counts from now on."""
    run(connection, PUBLISH, hash=hashed)


def name_key(connection: Connection, custodian_id: bytes, kid: Kid) -> None:
    """Give a founder's keys the id that the first root makes known."""
    run(connection, NAME_KEY, custodian_id=custodian_id, kid=kid)


def unsent(connection: Connection) -> bool:
    """Whether the postbox lacks something published."""
    return bool(value(connection, UNSENT))


def mark_sent(connection: Connection) -> None:
    """The postbox has everything published."""
    run(connection, SENT)
