"""The next key of a folder: after somebody has left it, what comes is sealed to a key they never had."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from casework import ledgers
from casework.errors import Taken
from casework.grants import stored
from casework.store import access as doors
from casework.store.rows import Officer
from casework.wraps import WrapFrame, check_wraps
from crypto.chain import Ledger
from crypto.errors import Refused
from crypto.keyring import Keyring
from crypto.ledger import Act, Event
from crypto.names import FolderId, Kid, Rid

NOBODY: Final = bytes(16)


def roll(
    connection: Connection,
    officer: Officer,
    folder: FolderId,
    frame: bytes,
    wraps: Sequence[bytes],
    chain: bytes,
    *,
    today: date,
) -> Event:
    """Keep the next key's wraps for all who stay, and the seed chain that opens the key before.

    Raises NotThere, Malformed, BadSignature, Refused, or Taken when somebody else has rolled meanwhile.
    Whether the chain opens only a holder can see: their browser refuses one that does not.
    """
    stored(connection, folder)
    rings = ledgers.keyrings(connection)
    before = ledgers.replay(connection, folder, [], rings)
    event, after = ledgers.check(connection, officer, folder, frame, Act.ROLL, rings, today=today)
    if set(event.to) != staying(before, rings[-1], today) or event.epoch is None or event.pk is None:
        raise Refused("a roll keeps exactly those who may open the folder")
    sealed = check_wraps(event, wraps, rings[-1])
    untils = [after.members[holder] for holder, _ in sealed]
    ledgers.append(connection, event, frame)
    try:
        doors.roll(connection, folder, event.epoch, event.pk, _chain(event, chain), sealed, untils)
    except IntegrityError as error:
        raise Taken(ledgers.MOVED_ON) from error
    return event


def staying(ledger: Ledger, newest: Keyring, today: date) -> frozenset[Kid | Rid]:
    """Members on that day whose keys are live on the newest keyring."""
    live = {*(each.kid for each in newest.officers), *(each.rid for each in newest.recovery)}
    return frozenset(each for each in ledger.members if each in live and ledger.may_open(each, today))


def is_due(ledger: Ledger, newest: Keyring, today: date) -> bool:
    """Whether somebody has left since the folder got its key."""
    since = ledger.events
    for number, event in enumerate(ledger.events):
        if event.act is Act.ROLL:
            since = ledger.events[number + 1 :]
    left = any(event.act in (Act.REVOKE, Act.BAR) for event in since)
    return left or staying(ledger, newest, today) != ledger.members.keys()


def _chain(event: Event, frame: bytes) -> bytes:
    chain = WrapFrame.parse(frame)
    if (chain.folder, chain.epoch, chain.holder) != (event.folder, event.epoch, NOBODY):
        raise Refused("a seed chain of another folder or key")
    return chain.sealed
