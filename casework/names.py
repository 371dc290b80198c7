"""A name given in confidence opens to two people together, for a reason in the ledger (protocol §6)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from casework import ledgers
from casework.errors import NotThere, Taken
from casework.grants import stored
from casework.purposes import Agreeing, Unmasking
from casework.store import names
from casework.store.names import Release
from casework.store.rows import Officer
from crypto.chain import Ledger
from crypto.errors import Refused
from crypto.keyring import Keyring
from crypto.ledger import Act, Event
from crypto.names import FolderId, Hash


@dataclass(frozen=True, slots=True)
class Passed:
    """One half on its way: sealed to whoever signed the event `asking`."""

    asking: Hash
    share: bytes


def ask(connection: Connection, officer: Officer, folder: FolderId, frame: bytes, *, today: date) -> Event:
    """Ask for the name that came with a report or message; nothing is shown yet.

    Raises NotThere, Malformed, BadSignature, Taken, or Refused: for somebody who holds no half, without a
    reason from the list, or for an item that cannot carry a name.
    """
    event, _, rings = _unmasking(connection, officer, folder, frame, today)
    if event.purpose not in set(Unmasking) or not _group(rings[-1], event):
        raise Refused("a name is asked for by a holder of one half, for a reason from the list")
    ledgers.append(connection, event, frame)
    return event


def agree(
    connection: Connection,
    officer: Officer,
    folder: FolderId,
    frame: bytes,
    passed: Passed,
    *,
    today: date,
) -> Event:
    """Pass one's half on to whoever asked; only a holder of the other group can. Raises as `ask`."""
    event, ledger, rings = _unmasking(connection, officer, folder, frame, today)
    asked = next((each for each in ledger.events if each.document_hash == passed.asking), None)
    if asked is None or asked.purpose not in set(Unmasking) or asked.item != event.item:
        raise Refused("nobody asked for this name so")
    groups = {_group(rings[-1], event), _group(rings[-1], asked)}
    if event.purpose not in set(Agreeing) or groups != {1, 2} or not ledger.may_open(asked.by, today):
        raise Refused("a name opens to one person of each group together")
    ledgers.append(connection, event, frame)
    delayed = event.purpose != Agreeing.TELL
    release = Release(asked.item, passed.asking, asked.by, event.by, event.seq, delayed)  # type: ignore[arg-type]
    try:
        names.add(connection, folder, release, passed.share)
    except IntegrityError as error:
        raise Taken("This half was passed on already") from error
    return event


def releases(connection: Connection, folder: FolderId) -> tuple[Release, ...]:
    """Who has agreed to what; NotThere unless this officer reads the folder."""
    stored(connection, folder)
    return names.releases(connection, folder)


def released(connection: Connection, asking: Hash) -> bytes:
    """The other half, for whoever asked; NotThere before the reporter is told, unless that is delayed."""
    found = names.share(connection, asking)
    if found is None:
        raise NotThere("half of a name, or the reporter has not been told yet")
    return found


def _unmasking(
    connection: Connection, officer: Officer, folder: FolderId, frame: bytes, today: date
) -> tuple[Event, Ledger, tuple[Keyring, ...]]:
    stored(connection, folder)
    rings = ledgers.keyrings(connection)
    event, ledger = ledgers.check(connection, officer, folder, frame, Act.UNMASK, rings, today=today)
    if event.item is None or not names.may_carry_name(connection, folder, event.item):
        raise Refused("no name came with this")
    return event, ledger, rings


def _group(newest: Keyring, event: Event) -> int:
    holder = newest.officer(event.by)
    return holder.identity if holder else 0
