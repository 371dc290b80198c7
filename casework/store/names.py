"""Halves of the keys to names, as one holder passes them on to a colleague."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

from casework.store.query import every, run, value
from crypto.names import FolderId, Hash, ItemId, Kid

RELEASES = text("""
    select item_id, asking, to_kid, by_kid, seq, delayed from casework.identity_releases
    where folder = :folder order by seq
""")
RELEASE = text("""
    insert into casework.identity_releases values
        (:folder, :item_id, :asking, :to_kid, :by_kid, :seq, :delayed, :share)
""")
SHARE = text("select casework.released_share(:asking)")
CARRIES_NAME = text("""
    select exists (select from casework.reports where folder = :folder and item_id = :item_id
                   union all select from casework.messages where folder = :folder and item_id = :item_id)
""")


@dataclass(frozen=True, slots=True)
class Release:
    """That a half was passed on, not the half. `delayed`: the reporter is told later, for a reason."""

    item_id: ItemId
    asking: Hash
    to_kid: Kid
    by_kid: Kid
    seq: int
    delayed: bool


def releases(connection: Connection, folder: FolderId) -> tuple[Release, ...]:
    """Who passed a half on to whom."""
    return every(connection, Release, RELEASES, folder=folder)


def add(connection: Connection, folder: FolderId, release: Release, share: bytes) -> None:
    """Keep a half for whoever asked; IntegrityError when this holder has passed it on already."""
    run(
        connection,
        RELEASE,
        folder=folder,
        item_id=release.item_id,
        asking=release.asking,
        to_kid=release.to_kid,
        by_kid=release.by_kid,
        seq=release.seq,
        delayed=release.delayed,
        share=share,
    )


def share(connection: Connection, asking: Hash) -> bytes | None:
    """The half that was passed on to this officer, once it may be handed out."""
    found = value(connection, SHARE, asking=asking)
    return None if found is None else bytes(found)


def may_carry_name(connection: Connection, folder: FolderId, item: ItemId) -> bool:
    """Whether this is a report or message of the folder: each comes with a name or what looks like one."""
    return bool(value(connection, CARRIES_NAME, folder=folder, item_id=item))
