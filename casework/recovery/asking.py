"""Online, as the owner's login: what the offline tool needs, and no sealed word (protocol §9)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection

from casework import ledgers
from casework.errors import NotThere, Taken
from casework.recovery.files import Asked, AskedFolder
from casework.store import documents, recoveries, recovery
from casework.store.recoveries import HeldFolder
from crypto.frame import FrameType, pack
from crypto.keyring import Keyring, Officer, RecoveryGroup
from crypto.names import FolderId, Kid, Rid

NOBODY: Final = bytes(16)
SHORTEST: Final = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is to get folders, by user name. `group`: its title; `folders`: how their ids begin, None: all."""

    names: tuple[str, ...]
    group: str | None
    folders: tuple[str, ...] | None


def ask(connection: Connection, wanted: Wanted, *, today: date) -> tuple[Asked, Iterator[AskedFolder]]:
    """What goes into the file. From now on the owner sees the ledgers of these folders.

    Raises NotThere for a person, group or folder that is not there, Taken for somebody who is not on the
    newest keyring, or who has joined anew and whose keys custodians have not signed yet.
    """
    rings = ledgers.keyrings(connection)
    group = _group(rings, wanted.group)
    to = _live(connection, rings[-1], wanted.names)
    held = _chosen(recoveries.held(connection, group.rid), wanted.folders)
    for each in held:
        recoveries.ask(connection, FolderId(bytes(each.folder)), group.rid, today)
    asked = Asked(
        rid=group.rid,
        to=tuple(sorted(each.kid for each in to)),
        roots=documents.frames(connection, "root"),
        keyrings=documents.frames(connection, "keyring"),
    )
    return asked, (_folder(connection, each, group.rid) for each in held)


def _group(rings: Sequence[Keyring], title: str | None) -> RecoveryGroup:
    """The group of this title that stood on a keyring last; without a title the only one of the newest."""
    if title is None:
        if len(rings[-1].recovery) != 1:
            raise NotThere("single recovery group on the newest keyring: name one by --group")
        return rings[-1].recovery[0]
    found = [group for ring in rings for group in ring.recovery if group.title.en == title]
    if not found:
        raise NotThere(f"recovery group: {title}")
    return found[-1]


def _live(connection: Connection, newest: Keyring, names: tuple[str, ...]) -> tuple[Officer, ...]:
    known = recovery.oids(connection, names)
    for name in names:
        if name not in known:
            raise NotThere(f"officer: {name}")
    officers = {officer.oid: officer for officer in newest.officers}
    keys = {person.oid: person.kid for person in documents.people(connection)}
    for name, oid in known.items():
        if oid not in officers or keys.get(oid) != officers[oid].kid:
            raise Taken(
                f"{name} is not on the newest keyring with their new keys: custodians must sign one first"
            )
    return tuple(officers[oid] for oid in known.values())


def _chosen(held: Iterable[HeldFolder], beginnings: tuple[str, ...] | None) -> tuple[HeldFolder, ...]:
    if beginnings is None:
        return tuple(held)
    by_id = {bytes(each.folder).hex(): each for each in held}
    chosen = {}
    for beginning in beginnings:
        found = [name for name in by_id if name.startswith(beginning.lower())]
        if len(found) != 1 or len(beginning) < SHORTEST:
            raise NotThere(f"single folder of this group that begins with {beginning}")
        chosen[found[0]] = by_id[found[0]]
    return tuple(chosen.values())


def _folder(connection: Connection, held: HeldFolder, rid: Rid) -> AskedFolder:
    folder = FolderId(bytes(held.folder))
    return AskedFolder(
        folder=folder,
        events=recoveries.events(connection, folder),
        wrap=_wrap_frame(folder, held.epoch, rid, bytes(held.wrap)),
        chains=tuple(
            _wrap_frame(folder, epoch, NOBODY, sealed)
            for epoch, sealed in recoveries.chains(connection, folder)
        ),
    )


def _wrap_frame(folder: FolderId, epoch: int, holder: Kid | Rid | bytes, sealed: bytes) -> bytes:
    return pack(FrameType.WRAP, folder, epoch.to_bytes(4, "big"), holder, sealed)
