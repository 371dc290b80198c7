"""Making, signing, reading and verifying keyrings (protocol §3)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from crypto.context import Instance
from crypto.document import decode, encode
from crypto.errors import Malformed, Refused
from crypto.fields import Fields
from crypto.keyring import (
    GRACE,
    MAX_GROUPS,
    MAX_KEYRING,
    MAX_LIFE,
    MAX_OFFICERS,
    Collector,
    EndedOfficer,
    Keyring,
    Officer,
    RecoveryGroup,
    Title,
    kid_of,
    rid_of,
)
from crypto.names import NO_HASH, Hash, Kid, Oid, Rid, Seed
from crypto.root import Root, custodian_id
from crypto.seeds import check_exchange_public, check_verification_key, verification_key
from crypto.signed import Signed

KEYS = (
    "iid",
    "number",
    "prev",
    "root",
    "not_before",
    "not_after",
    "collector",
    "officers",
    "ended",
    "recovery",
)
COLLECTOR = ("kid", "xpk", "vk")
OFFICER = ("kid", "oid", "xpk", "vk", "role", "title", "receives", "replies", "identity")
ENDED = ("kid", "oid", "vk", "title", "replies", "on")
GROUP = ("rid", "xpk", "title", "holders", "threshold")


def new_keyring(
    instance: Instance,
    *,
    number: int = 1,
    prev: Hash = NO_HASH,
    root: Root,
    not_before: date,
    not_after: date,
    collector: Collector,
    officers: Iterable[Officer],
    ended: Iterable[EndedOfficer] = (),
    recovery: Iterable[RecoveryGroup] = (),
) -> Signed:
    """An unsigned keyring, its lists put in order; Malformed if a reader would refuse it."""
    document = encode(
        "keyring",
        {
            "iid": instance.iid,
            "number": number,
            "prev": prev,
            "root": root.hash,
            "not_before": not_before,
            "not_after": not_after,
            "collector": _listed(collector, COLLECTOR),
            "officers": [_listed(each, OFFICER) for each in sorted(officers, key=lambda each: each.kid)],
            "ended": [_listed(each, ENDED) for each in sorted(ended, key=lambda each: each.kid)],
            "recovery": [_listed(each, GROUP) for each in sorted(recovery, key=lambda each: each.rid)],
        },
        MAX_KEYRING,
    )
    read_keyring(document)
    return Signed(document)


def sign_keyring(instance: Instance, keyring: Signed, custodian_seed: Seed) -> Signed:
    """The keyring with one custodian's signature more."""
    signer = custodian_id(verification_key(custodian_seed))
    return keyring.signed_by(signer, custodian_seed, instance, "keyring")


def read_keyring(document: bytes) -> Keyring:
    """Read a keyring's document, trusting nothing; Malformed if any part is not as it should be."""
    fields = decode(document, "keyring", KEYS, MAX_KEYRING)
    keyring = Keyring(
        iid=fields.hex("iid", 16),
        number=fields.number("number", 1),
        prev=Hash(fields.hex("prev", 32)),
        root=Hash(fields.hex("root", 32)),
        not_before=fields.day("not_before"),
        not_after=fields.day("not_after"),
        collector=_collector(fields.object("collector", COLLECTOR)),
        officers=tuple(_officer(each) for each in fields.objects("officers", OFFICER)),
        ended=tuple(_ended(each) for each in fields.objects("ended", ENDED)),
        recovery=tuple(_group(each) for each in fields.objects("recovery", GROUP)),
        document=document,
    )
    _check_order(keyring)
    _check_keys(keyring)
    return keyring


def verify_keyring(
    frame: bytes, roots: Sequence[Root], instance: Instance, today: date, at_least_number: int = 0
) -> Keyring:
    """The keyring, signed by enough custodians of the newest root and in force today, give or take a day.

    Raises Malformed, BadSignature or Refused (forged, expired, rolled back, under threshold).
    """
    keyring = _verify_signed(frame, roots[-1:], instance)
    if keyring.number < at_least_number:
        raise Refused("the keyring is older than one seen before")
    if not keyring.not_before - GRACE <= today <= keyring.not_after + GRACE:
        raise Refused("the keyring is not in force today")
    return keyring


def verify_keyrings(
    frames: Sequence[bytes], roots: Sequence[Root], instance: Instance
) -> tuple[Keyring, ...]:
    """Every keyring from the first of `frames` to the newest, chained and signed; dates are not looked at.

    Officers use it: a report's keyring must be among them.
    """
    keyrings: list[Keyring] = []
    for frame in frames:
        keyring = _verify_signed(frame, roots, instance)
        before = keyrings[-1] if keyrings else None
        if before and (keyring.number, keyring.prev) != (before.number + 1, before.hash):
            raise Refused("keyrings do not follow one another")
        keyrings.append(keyring)
    return tuple(keyrings)


def _verify_signed(frame: bytes, roots: Sequence[Root], instance: Instance) -> Keyring:
    """Signed by enough custodians of whichever of `roots` it names."""
    signed = Signed.unpack(frame)
    keyring = read_keyring(signed.document)
    if keyring.iid != instance.iid:
        raise Refused("the keyring is another instance's")
    root = next((root for root in roots if root.hash == keyring.root), None)
    if root is None:
        raise Refused("the keyring does not stand on the newest root")
    if len(signed.check(instance, "keyring", root.keys)) < root.threshold:
        raise Refused("the keyring is not signed by enough custodians")
    if keyring.number == 1 and keyring.prev != NO_HASH:
        raise Refused("a first keyring after another")
    return keyring


def _listed(
    holder: Collector | Officer | EndedOfficer | RecoveryGroup, keys: Iterable[str]
) -> dict[str, object]:
    listed = {key: getattr(holder, key) for key in keys}
    if "title" in listed:
        listed["title"] = {"en": listed["title"].en, "cy": listed["title"].cy}
    return listed


def _title(fields: Fields) -> Title:
    title = fields.object("title", ("en", "cy"))
    return Title(title.text("en"), title.text("cy"))


def _keys(fields: Fields) -> tuple[Kid, bytes, bytes]:
    xpk, vk = fields.hex("xpk", 1216), fields.hex("vk", 32)
    check_exchange_public(xpk)
    check_verification_key(vk)
    return Kid(fields.hex("kid", 16)), xpk, vk


def _collector(fields: Fields) -> Collector:
    return Collector(*_keys(fields))


def _officer(fields: Fields) -> Officer:
    kid, xpk, vk = _keys(fields)
    return Officer(
        kid=kid,
        oid=Oid(fields.hex("oid", 16)),
        xpk=xpk,
        vk=vk,
        role=fields.text("role"),
        title=_title(fields),
        receives=fields.flag("receives"),
        replies=fields.flag("replies"),
        identity=fields.number("identity", 0, 2),
    )


def _ended(fields: Fields) -> EndedOfficer:
    vk = fields.hex("vk", 32)
    check_verification_key(vk)
    return EndedOfficer(
        kid=Kid(fields.hex("kid", 16)),
        oid=Oid(fields.hex("oid", 16)),
        vk=vk,
        title=_title(fields),
        replies=fields.flag("replies"),
        on=fields.day("on"),
    )


def _group(fields: Fields) -> RecoveryGroup:
    xpk, holders = fields.hex("xpk", 1216), fields.hexes("holders", 16)
    check_exchange_public(xpk)
    if len(set(holders)) != len(holders):
        raise Malformed("a recovery group names one holder twice")
    return RecoveryGroup(
        rid=Rid(fields.hex("rid", 16)),
        xpk=xpk,
        title=_title(fields),
        holders=tuple(Oid(holder) for holder in holders),
        threshold=fields.number("threshold", 1, len(holders)),
    )


def _check_order(keyring: Keyring) -> None:
    lists: tuple[list[bytes], ...] = (
        [each.kid for each in keyring.officers],
        [each.kid for each in keyring.ended],
        [each.rid for each in keyring.recovery],
    )
    if any(ids != sorted(set(ids)) for ids in lists):
        raise Malformed("a keyring's lists do not ascend, one entry each")
    if len(keyring.officers) > MAX_OFFICERS or len(keyring.recovery) > MAX_GROUPS:
        raise Malformed("a keyring has too many officers or groups")
    if not timedelta(0) <= keyring.not_after - keyring.not_before <= MAX_LIFE:
        raise Malformed("a keyring is valid for at most 45 days")


def _check_keys(keyring: Keyring) -> None:
    instance = Instance(keyring.iid)
    pairs: tuple[Collector | Officer, ...] = (keyring.collector, *keyring.officers)
    if any(each.kid != kid_of(instance, each.xpk, each.vk) for each in pairs):
        raise Malformed("a keyring holds a kid that is not that of its keys")
    if any(group.rid != rid_of(instance, group.xpk) for group in keyring.recovery):
        raise Malformed("a keyring holds a rid that is not that of its key")
    live = [each.kid for each in pairs]
    if len({*live, *(each.kid for each in keyring.ended)}) != len(live) + len(keyring.ended):
        raise Malformed("a keyring holds the same key twice")
    if len({officer.oid for officer in keyring.officers}) != len(keyring.officers):
        raise Malformed("a keyring gives one person two live keys")
