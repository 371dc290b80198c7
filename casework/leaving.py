"""An account that ends: for good, or to begin again with new keys. Neither gives anybody a key (§7)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from casework import founding
from casework.errors import NotThere
from casework.founding import Link
from casework.store import documents, leaving
from casework.store.rows import Held, Named


@dataclass(frozen=True, slots=True)
class Handover:
    """What somebody could open, and whether enough custodians stay."""

    title: str
    held: tuple[Held, ...]
    custodians: int
    threshold: int

    @property
    def lost(self) -> tuple[Held, ...]:
        """Folders that nobody else can open: only the recovery group, if they were sealed to it."""
        return tuple(each for each in self.held if not each.others)


def reset(connection: Connection, name: str, *, public_url: str, today: date) -> tuple[Link, Handover]:
    """End somebody's keys and make them a link for new ones. As the owner's login.

    What was wrapped to the old key stays so: the new one opens nothing until another holder grants it again.
    Raises NotThere.
    """
    known = _known(connection, name)
    handover = _handover(connection, known)
    leaving.end(connection, known.oid, today)
    link = founding.new_link(connection, known.oid, known.title, public_url=public_url, today=today)
    return link, handover


def leave(connection: Connection, name: str, *, today: date) -> Handover:
    """End somebody's access at once; the next keyring tells it. As the owner's login. Raises NotThere."""
    known = _known(connection, name)
    handover = _handover(connection, known)
    leaving.end(connection, known.oid, today)
    leaving.leave(connection, known.oid, today)
    return Handover(known.title, handover.held, leaving.custodians(connection), handover.threshold)


def _known(connection: Connection, name: str) -> Named:
    known = leaving.officer(connection, name)
    if known is None:
        raise NotThere("user name")
    return known


def _handover(connection: Connection, known: Named) -> Handover:
    installation = documents.installation(connection)
    return Handover(
        known.title,
        leaving.held(connection, known.oid),
        leaving.custodians(connection),
        installation.threshold if installation else 0,
    )
