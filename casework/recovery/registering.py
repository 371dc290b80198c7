"""Putting a recovery group on the list from which keyrings are drafted; as the owner's login."""

from datetime import date

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from casework.errors import NotThere, Taken
from casework.recovery.group import Group
from casework.store import recovery
from crypto.keyring import MAX_GROUPS


def register(connection: Connection, group: Group, *, replaces: str | None, today: date) -> None:
    """It stands on the next keyring, in place of the group titled `replaces` if one is named.

    Raises NotThere for a holder or a group that is not there, Taken for a key or title that is.
    """
    known = recovery.oids(connection, group.holders)
    strangers = [name for name in group.holders if name not in known]
    if strangers:
        raise NotThere(f"officer: {', '.join(strangers)}")
    if replaces is not None and not recovery.end(connection, replaces, today):
        raise NotThere(f"live recovery group: {replaces}")
    if len(recovery.live(connection)) >= MAX_GROUPS:
        raise Taken(f"A keyring has room for {MAX_GROUPS} groups: name one of them in --replaces")
    try:
        recovery.add(
            connection,
            xpk=group.xpk,
            title_en=group.title.en,
            title_cy=group.title.cy,
            holders=[known[name] for name in group.holders],
            threshold=group.threshold,
        )
    except IntegrityError as error:
        raise Taken("There is a group with this key or this title already: name it in --replaces") from error
