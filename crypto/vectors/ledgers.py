"""Vectors of ledgers: whole chains, and broken ones."""

from datetime import timedelta
from typing import Any, Final

from crypto.context import sha256
from crypto.ledger import Act, Event, sign_event, sign_recovery
from crypto.names import NO_HASH, FolderId, Hash, ItemId, Kid, Oid, Rid, Seed
from crypto.seeds import exchange_public
from crypto.vectors.case import Case, flipped, ok, refused
from crypto.vectors.cast import (
    CLERK,
    COLLECTOR,
    CUSTODIANS,
    DEPUTY,
    FORMER,
    GROUP,
    INSTANCE,
    KEYRING,
    MONITORING,
    REVIEWER,
    ROOT,
    STRANGER,
    TODAY,
    Person,
    seed,
    short,
)

FOLDER = FolderId(short("folder of the ledger"))
ITEM = ItemId(short("item of the ledger"))
KNOWN: Final = {"iid": INSTANCE.iid, "folder": FOLDER}
DAY: Final = timedelta(days=1)


class Chain:
    """A ledger being written: each event follows the one before unless told otherwise."""

    def __init__(self, *frames: bytes, head: Hash = NO_HASH) -> None:
        self.frames, self.head = frames, head

    def then(self, act: Act, by: Person = MONITORING, sseed: Seed | None = None, **parts: Any) -> "Chain":
        """One more event."""
        known = {"folder": FOLDER, "seq": len(self.frames), "on": TODAY, "prev": self.head}
        event = Event(**{**known, **parts}, act=act, by=by.kid)
        return Chain(*self.frames, sign_event(INSTANCE, event, sseed or by.sseed), head=event.document_hash)

    def recovers(
        self,
        *to: Person,
        by: Kid | Rid = GROUP.rid,
        custodians: tuple[Seed, ...] = CUSTODIANS[:2],
        **parts: Any,
    ) -> "Chain":
        """The office's keys were lost: custodians let the group give the folder to new ones."""
        known = {"folder": FOLDER, "seq": len(self.frames), "on": TODAY, "prev": self.head}
        kids = tuple(person.kid for person in to)
        event = Event(**{**known, **parts}, act=Act.RECOVER, by=Kid(by), to=kids)
        return Chain(*self.frames, sign_recovery(INSTANCE, event, custodians), head=event.document_hash)


def _pk(label: str) -> Hash:
    return sha256(exchange_public(seed(label)))


def received() -> Chain:
    """A report that the deputy is barred from."""
    key: dict[str, Any] = {"epoch": 1, "pk": _pk("one"), "hash": sha256(b"payload"), "item": ITEM}
    to = (MONITORING.kid, REVIEWER.kid)
    return Chain().then(Act.RECEIVED, COLLECTOR, **key, to=to, barred=(DEPUTY.oid,))


ONE: Final[dict[str, Any]] = {"epoch": 1, "pk": _pk("one")}
TWO: Final[dict[str, Any]] = {"epoch": 2, "pk": _pk("two")}
PLANTED: Final[dict[str, Any]] = {"epoch": 1, "pk": _pk("planted")}
ADDED: Final[dict[str, Any]] = {"item": ITEM, "hash": sha256(b"frame")}
BOTH: Final = (MONITORING.kid, REVIEWER.kid)
START: Final = received()
WRITTEN_TO: Final = START.then(Act.ADD, COLLECTOR, **ADDED)
GRANTED: Final = WRITTEN_TO.then(Act.READ, item=ITEM).then(
    Act.GRANT, **ONE, to=(CLERK.kid,), until=TODAY + DAY
)
GROUPED: Final = START.then(Act.GRANT, **ONE, to=(GROUP.rid,))


def ledgers() -> list[Case]:
    """Whole chains with `members` and `barred` at their end, then those that are refused."""
    broken = forged_grants() | forged_acts() | broken_chains() | forged_recoveries()
    broken["a flipped signature"] = Chain(flipped(START.frames[0], -1))
    return [
        *whole(),
        *(refused(name, "verify_chain", name, **KNOWN, frames=each.frames) for name, each in broken.items()),
    ]


def stands(
    name: str,
    chain: Chain,
    *members: Kid | Rid,
    barred: tuple[Oid, ...] = (DEPUTY.oid,),
    epoch: int = 1,
    **more: Any,
) -> Case:
    """A chain that is whole, and who may open its folder at its end."""
    end = {"members": sorted(members), "barred": sorted(barred), "epoch": epoch}
    return ok(name, "verify_chain", **KNOWN, **more, frames=chain.frames, **end)


def whole() -> list[Case]:
    """Chains that stand."""
    keyring: dict[str, Any] = {"keyring_documents": [KEYRING.document], "root_documents": [ROOT.document]}
    rolled = GRANTED.then(Act.REVOKE, to=(CLERK.kid,)).then(Act.ROLL, **TWO, to=BOTH)
    opened = Chain().then(Act.OPEN, DEPUTY, **ONE, to=(DEPUTY.kid,))
    to_a_group = opened.then(Act.GRANT, DEPUTY, **ONE, to=(GROUP.rid,))
    barred = START.then(Act.BAR, barred=(REVIEWER.oid,))
    return [
        stands("granted", GRANTED, *BOTH, CLERK.kid, **keyring),
        stands("rolled", rolled, *BOTH, epoch=2),
        stands("opened", to_a_group, DEPUTY.kid, GROUP.rid, barred=()),
        stands("barred", barred, MONITORING.kid, barred=(DEPUTY.oid, REVIEWER.oid)),
        stands("recovered", GROUPED.recovers(CLERK, **ONE), *BOTH, CLERK.kid, GROUP.rid),
        stands("asked for a name", START.then(Act.UNMASK, DEPUTY, item=ITEM), *BOTH),
        stands("first members not among the readers", START, MONITORING.kid, readers=[MONITORING.kid]),
    ]


def forged_grants() -> dict[str, Chain]:
    """To whom nobody may give a folder, by whom nobody may, and a key that is not the folder's."""
    shut = START.then(Act.BAR, REVIEWER, barred=(MONITORING.oid,))
    return {
        "a grant to a left-out person": START.then(Act.GRANT, **ONE, to=(DEPUTY.kid,)),
        "a grant to a group with a barred holder": shut.then(Act.GRANT, REVIEWER, **ONE, to=(GROUP.rid,)),
        "a grant by a non-member": START.then(Act.GRANT, CLERK, **ONE, to=(CLERK.kid,)),
        "a grant by the collector": START.then(Act.GRANT, COLLECTOR, **ONE, to=(CLERK.kid,)),
        "a grant to a stranger": START.then(Act.GRANT, **ONE, to=(STRANGER.kid,)),
        "a grant of another key": START.then(Act.GRANT, **PLANTED, to=(CLERK.kid,)),
    }


def forged_acts() -> dict[str, Chain]:
    """Acts of people who may no longer, signed by somebody else, done twice, or out of turn."""
    revoked = START.then(Act.REVOKE, to=(REVIEWER.kid,))
    return {
        "an add by an ended officer": START.then(Act.ADD, FORMER, **ADDED),
        "a read by a removed officer": revoked.then(Act.READ, REVIEWER, item=ITEM),
        "a read after the last day": GRANTED.then(Act.READ, CLERK, item=ITEM, on=TODAY + 2 * DAY),
        "a signature by another": START.then(Act.READ, sseed=STRANGER.sseed, item=ITEM),
        "an item added twice": WRITTEN_TO.then(Act.ADD, COLLECTOR, **ADDED),
        "a roll that skips an epoch": START.then(Act.ROLL, **{**TWO, "epoch": 3}, to=BOTH),
        "a roll to a newcomer": START.then(Act.ROLL, **TWO, to=(MONITORING.kid, CLERK.kid)),
    }


def broken_chains() -> dict[str, Chain]:
    """Beginnings that are none, and events that do not follow one another."""
    added, read = WRITTEN_TO.frames, GRANTED.frames[2]
    beginning: dict[str, Any] = {**ONE, "to": BOTH, "hash": sha256(b"")}
    return {
        "a second beginning": START.then(Act.RECEIVED, COLLECTOR, **beginning),
        "a beginning by an officer": Chain().then(Act.RECEIVED, **beginning),
        "no beginning": Chain().then(Act.READ, item=ITEM),
        "an event left out": Chain(added[0], read),
        "two events swapped": Chain(added[1], added[0]),
        "a fork": Chain(added[0], START.then(Act.READ, item=ITEM).frames[1], read),
        "another prev": START.then(Act.READ, item=ITEM, prev=sha256(b"x")),
        "a date that goes back": START.then(Act.READ, item=ITEM, on=TODAY - DAY),
        "another folder's event": START.then(Act.READ, item=ITEM, folder=FolderId(short("x"))),
    }


def forged_recoveries() -> dict[str, Chain]:
    """To whom, by whom and with whose signatures no recovery gives a folder."""
    with_a_stranger = (CUSTODIANS[0], STRANGER.sseed)
    return {
        "a left-out person granted by recovery": GROUPED.recovers(DEPUTY, **ONE),
        "a recovery by a group that is no member": START.recovers(CLERK, **ONE),
        "a recovery in an officer's name": GROUPED.recovers(CLERK, by=MONITORING.kid, **ONE),
        "a recovery signed by one custodian": GROUPED.recovers(CLERK, custodians=CUSTODIANS[:1], **ONE),
        "a recovery signed by a stranger": GROUPED.recovers(CLERK, custodians=with_a_stranger, **ONE),
        "a recovery of another key": GROUPED.recovers(CLERK, **PLANTED),
        "a recovery to a stranger": GROUPED.recovers(STRANGER, **ONE),
    }
