"""Recovery groups: registered by the owner, read by whoever drafts a keyring and whoever watches."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from casework.store.query import every, run
from crypto.names import Oid

LIVE = text("""
    select xpk, title_en, title_cy, holders, threshold, used_on
    from casework.recovery_groups where ended_on is null order by title_en
""")
OIDS = text("select name, oid from casework.officers where name = any (:names)")
ADD = text("""
    insert into casework.recovery_groups values (:xpk, :title_en, :title_cy, :holders, :threshold)
""")
USED = text("""
    select xpk, title_en, ended_on is null as live from casework.recovery_groups
    where used_on is not null order by title_en
""")
MARK_USED = text("""
    update casework.recovery_groups set used_on = :on where xpk = :xpk and used_on is null
""")
END = text("""
    update casework.recovery_groups set ended_on = :on where title_en = :title and ended_on is null
""")


@dataclass(frozen=True, slots=True)
class StoredGroup:
    """A live group. `used_on`: the day on which its shares were put together, or None."""

    xpk: bytes
    title_en: str
    title_cy: str
    holders: tuple[Oid, ...]
    threshold: int
    used_on: date | None


@dataclass(frozen=True, slots=True)
class UsedGroup:
    """A group whose key was whole for a moment. `live`: nothing replaces it yet."""

    xpk: bytes
    title_en: str
    live: bool


def live(connection: Connection) -> tuple[StoredGroup, ...]:
    """The groups that belong on the next keyring."""
    return every(connection, StoredGroup, LIVE)


def oids(connection: Connection, names: tuple[str, ...]) -> dict[str, Oid]:
    """The people with these user names, as far as there are any."""
    return {row.name: Oid(row.oid) for row in connection.execute(OIDS, {"names": list(names)})}


def add(connection: Connection, **columns: Any) -> None:
    """A group; IntegrityError when its key or its title is on the list already."""
    run(connection, ADD, **columns)


def end(connection: Connection, title: str, on: date) -> bool:
    """Take the live group of this title off; False when there is none."""
    return run(connection, END, title=title, on=on) == 1


def used(connection: Connection) -> tuple[UsedGroup, ...]:
    """Groups whose shares were put together, also those that were replaced."""
    return every(connection, UsedGroup, USED)


def mark_used(connection: Connection, xpk: bytes, on: date) -> None:
    """Its shares were put together."""
    run(connection, MARK_USED, xpk=xpk, on=on)
