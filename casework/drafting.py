"""Drafting the next root and keyring from who has joined; custodians decide by signing (protocol §3)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection

from casework.errors import NotThere, Taken
from casework.store import documents, recovery
from casework.store.recovery import StoredGroup
from casework.store.rows import EndedKey, Installation, Person
from crypto.context import Instance
from crypto.keyring import Collector, EndedOfficer, Officer, RecoveryGroup, Title, kid_of, rid_of
from crypto.names import NO_HASH, Kid
from crypto.publish import new_keyring
from crypto.root import Root, new_root, read_root
from crypto.signed import Signed

ROOT_LIFE: Final = timedelta(days=730)
ROOT_RENEWAL: Final = timedelta(days=90)
KEYRING_LIFE: Final = timedelta(days=44)


def draft(connection: Connection, today: date) -> None:
    """Lay out a new root, where one is needed, and the next keyring; earlier drafts are dropped.

    Raises NotThere before `init`, Taken while too few custodians have joined.
    """
    installation = documents.installation(connection)
    if installation is None:
        raise NotThere("installation: run `python -m casework init` first")
    joined = [person for person in documents.people(connection) if person.vk is not None]
    documents.drop_drafts(connection)
    newest = _roots(connection)[-1:]
    root = _next_root(newest, installation, joined, today)
    if root is not None:
        newest = [read_root(root.document)]
        documents.add_draft(connection, "root", newest[0].number, root, newest[0].not_after)
    keyring = _next_keyring(connection, newest[0], installation, joined, today)
    documents.add_draft(connection, "keyring", _keyrings(connection) + 1, keyring, today + KEYRING_LIFE)


def _next_root(
    newest: Sequence[Root], installation: Installation, joined: Sequence[Person], today: date
) -> Signed | None:
    vks = [person.vk for person in joined if person.custodian and person.vk]
    if len(vks) < installation.threshold:
        raise Taken(f"{installation.threshold} custodians must join first")
    before = newest[0] if newest else None
    if before and set(vks) == set(before.keys.values()) and before.not_after > today + ROOT_RENEWAL:
        return None
    return new_root(
        number=before.number + 1 if before else 1,
        prev=before.hash if before else NO_HASH,
        not_after=today + ROOT_LIFE,
        threshold=installation.threshold,
        custodians=vks,
    )


def _next_keyring(
    connection: Connection, root: Root, installation: Installation, joined: Sequence[Person], today: date
) -> Signed:
    first = (*_roots(connection), root)[0]
    instance = Instance.of(first.document)
    before = documents.published(connection, "keyring")[-1:]
    collector = (installation.collector_xpk, installation.collector_vk)
    return new_keyring(
        instance,
        number=before[0].number + 1 if before else 1,
        prev=before[0].hash if before else NO_HASH,
        root=root,
        not_before=today,
        not_after=today + KEYRING_LIFE,
        collector=Collector(kid_of(instance, *collector), *collector),
        officers=[_officer(instance, person) for person in joined],
        ended=[_ended(key) for key in documents.ended_keys(connection)],
        recovery=[_group(instance, group) for group in recovery.live(connection)],
    )


def _officer(instance: Instance, person: Person) -> Officer:
    if person.xpk is None or person.vk is None:
        raise Taken("somebody on the list has not joined")
    return Officer(
        kid=kid_of(instance, person.xpk, person.vk),
        oid=person.oid,
        xpk=person.xpk,
        vk=person.vk,
        role=person.role,
        title=Title(person.title_en, person.title_cy),
        receives=person.receives,
        replies=person.replies,
        identity=person.identity,
    )


def _ended(key: EndedKey) -> EndedOfficer:
    title = Title(key.title_en, key.title_cy)
    return EndedOfficer(Kid(key.kid), key.oid, key.vk, title, key.replies, key.ended_on)


def _group(instance: Instance, group: StoredGroup) -> RecoveryGroup:
    title = Title(group.title_en, group.title_cy)
    return RecoveryGroup(rid_of(instance, group.xpk), group.xpk, title, tuple(group.holders), group.threshold)


def _roots(connection: Connection) -> list[Root]:
    return [read_root(each.document) for each in documents.published(connection, "root")]


def _keyrings(connection: Connection) -> int:
    return len(documents.published(connection, "keyring"))
