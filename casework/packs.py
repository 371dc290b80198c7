"""Packs: what somebody who never sees the letter gets instead, made by whoever leads the case."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection

from casework import cases, folders
from casework.permissions import Permission
from casework.purposes import Purpose
from casework.store import cases as case_rows
from casework.store import packs as rows
from casework.store.packs import Held, Pack
from casework.store.rows import Officer
from crypto.errors import Refused
from crypto.names import FolderId

ALLEGATION: Final = re.compile(r"allegation_[1-9][0-9]*")
KINDS: Final = frozenset({"pack", "privileged"})
MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Making:
    """A pack as it arrives. `allegations`: the tasks whose words it will hold."""

    kind: str
    purpose: Purpose
    allegations: Sequence[str]
    event: bytes
    wraps: Sequence[bytes]


def make(
    connection: Connection, officer: Officer, folder: FolderId, making: Making, *, today: date
) -> FolderId:
    """Open a pack or a lawyer's folder for a case, barred to everybody whom that bars.

    Raises NotThere unless this officer can open the case, Refused for another kind of folder or an allegation
    that there is not, and like open_folder.
    """
    cases.read(connection, folder)
    answered = {row.name for row in case_rows.answers(connection, folder)}
    if making.kind not in KINDS or not set(making.allegations) <= set(filter(ALLEGATION.fullmatch, answered)):
        raise Refused("a pack of something that the case does not hold")
    barring = cases.barred_from(connection, folder)
    frames = (making.event, making.wraps)
    opened = folders.open_folder(connection, officer, making.kind, *frames, today=today, barring=barring)
    rows.make(
        connection,
        opened.folder,
        folder,
        kind=making.kind,
        purpose=making.purpose,
        allegations=making.allegations,
        on=today,
    )
    return opened.folder


def of_case(connection: Connection, folder: FolderId) -> tuple[Pack, ...]:
    """The packs of a case; NotThere unless this officer can open that."""
    cases.read(connection, folder)
    return rows.of_case(connection, folder)


def held(connection: Connection, officer: Officer) -> tuple[Held, ...]:
    """What is open to this officer besides reports, or waits for their declaration."""
    return rows.held(connection, leads=officer.may(Permission.CASE_READ), size=MOST)
