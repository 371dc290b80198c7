"""Letting people into a folder and out again, each a signed event (protocol §8). The next key: `rolls`."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection

from casework import ledgers
from casework.access_matrix import Role
from casework.allegations import NotForHr
from casework.errors import NotThere
from casework.permissions import Permission
from casework.purposes import LONGEST, Leaving, Purpose, Renewal, may_hold
from casework.store import access as doors
from casework.store import folders, packs
from casework.store.folders import StoredFolder
from casework.store.rows import Officer
from casework.wraps import check_wraps
from crypto.chain import Ledger
from crypto.errors import Refused
from crypto.keyring import Keyring
from crypto.keyring import Officer as Holder
from crypto.ledger import Act, Event
from crypto.names import FolderId, Kid, Oid, Rid


class Authority(StrEnum):
    """What an officer has to say in who opens a folder."""

    DECIDES = "decides"
    STRANDED = "stranded"  # alone with a report, they may let in somebody who leads cases
    READS = "reads"


def grant(
    connection: Connection,
    officer: Officer,
    folder: FolderId,
    frame: bytes,
    wraps: Sequence[bytes],
    *,
    today: date,
) -> Event:
    """Let those in whom the event names, each by a wrap; a second grant to somebody changes their last day.

    Raises NotThere, Malformed, BadSignature, Taken, NotForHr for a pack about HR itself, or Refused: by the
    ledger's rules, or because the role, the purpose or the last day is not one that may be, or this officer's
    to choose.
    """
    of = stored(connection, folder)
    has = authority(connection, officer, of)
    rings = ledgers.keyrings(connection)
    event, ledger = ledgers.check(connection, officer, folder, frame, Act.GRANT, rings, today=today)
    sealed = check_wraps(event, wraps, rings[-1])
    for holder in event.to:
        _check_holder(connection, of, ledger, event, officer, rings[-1].officer(Kid(holder)), today)
        if not may_choose(has, rings[-1].officer(Kid(holder))):
            raise Refused("somebody whom this officer may not let in")
    if not event.to or event.purpose not in {*Purpose, *Renewal}:
        raise Refused("a grant names somebody, and a purpose by its code")
    ledgers.append(connection, event, frame)
    doors.let_in(connection, folder, ledger.epoch, sealed, event.until)
    return event


def revoke(connection: Connection, officer: Officer, folder: FolderId, frame: bytes, *, today: date) -> Event:
    """Take those out whom the event names: nothing is served to them from now on. Raises as `grant`."""
    stored(connection, folder)
    rings = ledgers.keyrings(connection)
    event, ledger = ledgers.check(connection, officer, folder, frame, Act.REVOKE, rings, today=today)
    if event.purpose not in set(Leaving):
        raise Refused("a revocation gives its reason by a code")
    check_somebody_stays(ledger, rings[-1], today)
    ledgers.append(connection, event, frame)
    doors.take_out(connection, folder, event.to)
    return event


def bar(connection: Connection, officer: Officer, folder: FolderId, frame: bytes, *, today: date) -> Event:
    """Shut those people out whom the event names, for good, with every key and group of theirs.

    Whoever may not grant may still note in the ledger what a declared conflict has done to the rows already.
    Raises as `grant`.
    """
    stored(connection, folder)
    rings = ledgers.keyrings(connection)
    event, ledger = ledgers.check(connection, officer, folder, frame, Act.BAR, rings, today=today)
    if not decides(officer) and not set(event.barred) <= doors.excluded(connection, folder):
        raise Refused("a person who is not shut out of this folder")
    check_somebody_stays(ledger, rings[-1], today)
    ledgers.append(connection, event, frame)
    doors.shut_out(connection, folder, event.barred, _keys_of(rings, frozenset(event.barred)))
    return event


def decides(officer: Officer) -> bool:
    """Whether somebody's role decides who is let in."""
    return Role(officer.role) in {Role.MONITORING_OFFICER, Role.DEPUTY}


def authority(connection: Connection, officer: Officer, of: StoredFolder) -> Authority:
    """What somebody has to say in who opens a folder."""
    if decides(officer):
        return Authority.DECIDES
    alone = officer.may(Permission.GRANT_GIVE) and doors.is_stranded(connection, of.folder)
    return Authority.STRANDED if alone else Authority.READS


def may_choose(has: Authority, holder: Holder | None) -> bool:
    """Whether that covers letting this person in; None stands for a recovery group."""
    leads = holder is not None and may_hold("case", holder.role)
    return has is Authority.DECIDES or (has is Authority.STRANDED and leads)


def stored(connection: Connection, folder: FolderId) -> StoredFolder:
    """The folder; NotThere unless this officer reads it."""
    found = folders.folder(connection, folder)
    if found is None:
        raise NotThere("folder")
    return found


def check_somebody_stays(ledger: Ledger, newest: Keyring, today: date) -> None:
    """Refused if no live officer could open the folder any more."""
    if not any(ledger.may_open(each.kid, today) for each in newest.officers):
        raise Refused("nobody would be left who can open it")


def _check_holder(
    connection: Connection,
    of: StoredFolder,
    ledger: Ledger,
    event: Event,
    officer: Officer,
    holder: Holder | None,
    today: date,
) -> None:
    if holder is None:
        return  # a recovery group, all of whose holders the ledger's rules have checked
    if holder.oid == officer.oid or not may_hold(of.kind, holder.role):
        raise Refused("somebody who may not be let into this by this person")
    if event.until is not None and event.until < today:
        raise Refused("a last day that has passed")
    if Role(holder.role) is Role.HR_LEAD and packs.is_about_hr(connection, of.folder):
        raise NotForHr
    longest = LONGEST.get(Role(holder.role))
    if longest and (event.until is None or event.until > today + longest):
        raise Refused(f"somebody outside is let in for at most {longest.days} days")
    if longest and _was_in(ledger, holder.kid) is not (event.purpose in set(Renewal)):
        raise Refused("more time is given for a reason of its own")


def _was_in(ledger: Ledger, kid: Kid) -> bool:
    """Whether somebody was let in before this ledger's last event."""
    return any(kid in event.to for event in ledger.events[:-1] if event.act is not Act.REVOKE)


def _keys_of(rings: Sequence[Keyring], oids: frozenset[Oid]) -> set[Kid | Rid]:
    """Every key these people ever had, and every group that one of them is in."""
    kids = {each.kid for ring in rings for each in ring.officers if each.oid in oids}
    kids |= {each.kid for ring in rings for each in ring.ended if each.oid in oids}
    return kids | {each.rid for ring in rings for each in ring.recovery if not oids.isdisjoint(each.holders)}
