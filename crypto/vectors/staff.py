"""Vectors of officers' vaults and of ledgers."""

from datetime import timedelta
from typing import Any

from crypto.context import sha256
from crypto.ledger import Act, Event, sign_event, sign_recovery
from crypto.names import NO_HASH, FolderId, Hash, ItemId, Kid, Rid, Seed
from crypto.seeds import exchange_public
from crypto.vault import (
    PASSPHRASE,
    Vault,
    passkey_auth_key,
    passkey_inputs,
    passkey_kek,
    passkey_salt,
    passphrase_keys,
    recovery_code,
    seal_vault,
    wrap_vault_key,
)
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


def vaults() -> list[Case]:
    """Passphrase, passkey, the vault's key and the vault."""
    salt, key, credential = short("salt"), seed("vault key"), b"credential"
    passphrase = "dumb glad exile fall brain oyster gym"  # noqa: S105 - nobody's
    who = {"iid": INSTANCE.iid, "oid": MONITORING.oid}
    keys = passphrase_keys(INSTANCE, MONITORING.oid, salt, passphrase)
    first, second = passkey_inputs(INSTANCE, salt)
    kek = passkey_kek(INSTANCE, "localhost", MONITORING.oid, credential, seed("first"), seed("second"))
    auth_key = passkey_auth_key(
        INSTANCE, "localhost", MONITORING.oid, credential, seed("first"), seed("second")
    )
    wrapped = wrap_vault_key(INSTANCE, MONITORING.oid, PASSPHRASE, keys.kek, key)
    vault = Vault(MONITORING.oid, MONITORING.xseed, MONITORING.sseed, 1, KEYRING.hash)
    sealed = seal_vault(INSTANCE, key, vault)
    unwrap = {**who, "method": PASSPHRASE, "kek": keys.kek, "wrapped": wrapped}
    opening = {**who, "vault_key": key, "sealed": sealed}
    passkey = {
        "rp_id": "localhost",
        "credential_id": credential,
        "first": seed("first"),
        "second": seed("second"),
    }
    contents = {"xseed": vault.xseed, "sseed": vault.sseed, "keyring_number": 1, "keyring_hash": KEYRING.hash}
    return [
        ok(
            "passphrase",
            "passphrase_keys",
            **who,
            salt=salt,
            passphrase=passphrase,
            auth_key=keys.auth_key,
            kek=keys.kek,
        ),
        ok("passkey inputs", "passkey_inputs", iid=INSTANCE.iid, salt=salt, first=first, second=second),
        ok(
            "passkey salt",
            "passkey_salt",
            iid=INSTANCE.iid,
            rp_id="localhost",
            salt=passkey_salt(INSTANCE, "localhost"),
        ),
        ok("passkey", "passkey_kek", **who, **passkey, kek=kek),
        ok("passkey's auth key", "passkey_auth_key", **who, **passkey, auth_key=auth_key),
        ok(
            "recovery code",
            "recovery_code",
            **who,
            code="0123456789abcdef",
            hash=sha256(recovery_code(INSTANCE, MONITORING.oid, "0123456789abcdef")),
        ),
        ok("vault key", "unwrap_vault_key", **unwrap, vault_key=key),
        refused("another method", "unwrap_vault_key", "replay", **{**unwrap, "method": credential}),
        refused("wrong passphrase", "unwrap_vault_key", "wrong", **{**unwrap, "kek": kek}),
        refused("another officer's", "unwrap_vault_key", "replay", **{**unwrap, "oid": DEPUTY.oid}),
        ok("vault", "open_vault", **opening, **contents),
        refused("flipped", "open_vault", "changed", **{**opening, "sealed": flipped(sealed, 99)}),
        refused("vault of another", "open_vault", "replay", **{**opening, "oid": DEPUTY.oid}),
    ]


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


def ledgers() -> list[Case]:
    """Whole chains: `members` and `barred` at the end, or refused."""
    start = received()
    one: dict[str, Any] = {"epoch": 1, "pk": _pk("one")}
    two: dict[str, Any] = {"epoch": 2, "pk": _pk("two")}
    both = (MONITORING.kid, REVIEWER.kid)
    item: dict[str, Any] = {"item": ITEM, "hash": sha256(b"frame")}
    day = timedelta(days=1)
    opened = Chain().then(Act.OPEN, DEPUTY, **one, to=(DEPUTY.kid,))
    added = start.then(Act.ADD, COLLECTOR, **item)
    granted = added.then(Act.READ, item=ITEM).then(Act.GRANT, **one, to=(CLERK.kid,), until=TODAY + day)
    rolled = granted.then(Act.REVOKE, to=(CLERK.kid,)).then(Act.ROLL, **two, to=both)
    grouped = start.then(Act.GRANT, **one, to=(GROUP.rid,))
    revoked = start.then(Act.REVOKE, to=(REVIEWER.kid,))
    whole: dict[str, tuple[Chain, list[bytes], list[bytes], int]] = {
        "granted": (granted, [*both, CLERK.kid], [DEPUTY.oid], 1),
        "rolled": (rolled, [*both], [DEPUTY.oid], 2),
        "opened": (opened.then(Act.GRANT, DEPUTY, **one, to=(GROUP.rid,)), [DEPUTY.kid, GROUP.rid], [], 1),
        "barred": (
            start.then(Act.BAR, barred=(REVIEWER.oid,)),
            [MONITORING.kid],
            [DEPUTY.oid, REVIEWER.oid],
            1,
        ),
        "recovered": (grouped.recovers(CLERK, **one), [*both, CLERK.kid, GROUP.rid], [DEPUTY.oid], 1),
        "asked for a name": (start.then(Act.UNMASK, DEPUTY, item=ITEM), [*both], [DEPUTY.oid], 1),
    }
    bad = {
        "a grant to a left-out person": start.then(Act.GRANT, **one, to=(DEPUTY.kid,)),
        "a grant to a group with a barred holder": start.then(
            Act.BAR, REVIEWER, barred=(MONITORING.oid,)
        ).then(Act.GRANT, REVIEWER, **one, to=(GROUP.rid,)),
        "a grant by a non-member": start.then(Act.GRANT, CLERK, **one, to=(CLERK.kid,)),
        "a grant by the collector": start.then(Act.GRANT, COLLECTOR, **one, to=(CLERK.kid,)),
        "a grant to a stranger": start.then(Act.GRANT, **one, to=(STRANGER.kid,)),
        "a grant of another key": start.then(Act.GRANT, epoch=1, pk=_pk("planted"), to=(CLERK.kid,)),
        "an add by an ended officer": start.then(Act.ADD, FORMER, **item),
        "a read by a removed officer": revoked.then(Act.READ, REVIEWER, item=ITEM),
        "a read after the last day": granted.then(Act.READ, CLERK, item=ITEM, on=TODAY + 2 * day),
        "a signature by another": start.then(Act.READ, sseed=STRANGER.sseed, item=ITEM),
        "an item added twice": added.then(Act.ADD, COLLECTOR, **item),
        "a roll that skips an epoch": start.then(Act.ROLL, epoch=3, pk=_pk("two"), to=both),
        "a roll to a newcomer": start.then(Act.ROLL, **two, to=(MONITORING.kid, CLERK.kid)),
        "a second beginning": start.then(Act.RECEIVED, COLLECTOR, **one, to=both, hash=sha256(b"")),
        "a beginning by an officer": Chain().then(Act.RECEIVED, **one, to=both, hash=sha256(b"")),
        "no beginning": Chain().then(Act.READ, item=ITEM),
        "an event left out": Chain(added.frames[0], granted.frames[2]),
        "two events swapped": Chain(added.frames[1], added.frames[0]),
        "a fork": Chain(added.frames[0], start.then(Act.READ, item=ITEM).frames[1], granted.frames[2]),
        "another prev": start.then(Act.READ, item=ITEM, prev=sha256(b"x")),
        "a date that goes back": start.then(Act.READ, item=ITEM, on=TODAY - day),
        "another folder's event": start.then(Act.READ, item=ITEM, folder=FolderId(short("x"))),
        "a left-out person granted by recovery": grouped.recovers(DEPUTY, **one),
        "a recovery by a group that is no member": start.recovers(CLERK, **one),
        "a recovery in an officer's name": grouped.recovers(CLERK, by=MONITORING.kid, **one),
        "a recovery signed by one custodian": grouped.recovers(CLERK, custodians=CUSTODIANS[:1], **one),
        "a recovery signed by a stranger": grouped.recovers(
            CLERK, custodians=(CUSTODIANS[0], STRANGER.sseed), **one
        ),
        "a recovery of another key": grouped.recovers(CLERK, epoch=1, pk=_pk("planted")),
        "a recovery to a stranger": grouped.recovers(STRANGER, **one),
        "a flipped signature": Chain(flipped(start.frames[0], -1)),
    }
    known = {"iid": INSTANCE.iid, "folder": FOLDER}
    keyring = {"keyring_documents": [KEYRING.document], "root_documents": [ROOT.document]}
    narrowed = {"members": [MONITORING.kid], "barred": [DEPUTY.oid], "epoch": 1}
    return [
        *(
            ok(
                n,
                "verify_chain",
                **known,
                **(keyring if n == "granted" else {}),
                frames=chain.frames,
                members=sorted(members),
                barred=sorted(barred),
                epoch=epoch,
            )
            for n, (chain, members, barred, epoch) in whole.items()
        ),
        ok(
            "first members not among the readers",
            "verify_chain",
            **known,
            frames=start.frames,
            readers=[MONITORING.kid],
            **narrowed,
        ),
        *(refused(name, "verify_chain", name, **known, frames=chain.frames) for name, chain in bad.items()),
    ]
