"""Vectors of roots and keyrings, forged, expired, rolled back, under threshold and otherwise hostile."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from crypto.document import encode
from crypto.enrol import enrol, kid_words
from crypto.frame import FrameType, pack
from crypto.keyring import MAX_LIFE
from crypto.names import Oid
from crypto.root import new_root, read_root, root_words, sign_root
from crypto.seeds import verification_key
from crypto.signed import Signed
from crypto.vectors.case import Case, flipped, ok, refused
from crypto.vectors.cast import (
    CLERK,
    CUSTODIANS,
    DEPUTY,
    INSTANCE,
    KEYRING_SIGNED,
    MONITORING,
    REVIEWER,
    ROOT,
    ROOT_SIGNED,
    STRANGER,
    TODAY,
    keyring_signed,
    officer,
    person,
    seed,
    short,
    sign_root_by,
)

NEW_CUSTODIANS = (CUSTODIANS[0], seed("custodian 4"), seed("custodian 5"))


def _successor(**different: Any) -> Signed:
    parts: dict[str, Any] = {
        "number": 2,
        "prev": ROOT.hash,
        "not_after": date(2028, 2, 1),
        "threshold": 2,
        "custodians": [verification_key(custodian) for custodian in NEW_CUSTODIANS],
    }
    return new_root(**{**parts, **different})


def roots() -> list[Case]:
    """`frames` oldest first; `today`, `least_threshold`, `first_hash` (or null) are what the page knows."""
    enough = (*CUSTODIANS[:2], NEW_CUSTODIANS[1])
    second = sign_root_by(_successor(), *enough)
    keys = [verification_key(custodian) for custodian in CUSTODIANS]
    demo = sign_root(new_root(not_after=date(2028, 1, 1), threshold=1, custodians=keys[:1]), CUSTODIANS[0])
    forged = ROOT_SIGNED.signatures
    swapped = Signed(ROOT_SIGNED.document, (forged[0], (forged[1][0], forged[0][1]), forged[2]))
    entries = b"".join(signer + signature for signer, signature in (forged[0], forged[0], forged[1]))
    twice = pack(FrameType.SIGNED, ROOT_SIGNED.document, entries)
    stranger = sign_root(ROOT_SIGNED, STRANGER.sseed)

    def these(*frames: Signed | bytes, **different: Any) -> dict[str, Any]:
        packed = [frame if isinstance(frame, bytes) else frame.pack() for frame in frames]
        known = {"first_hash": ROOT.hash, "today": TODAY, "least_threshold": 2}
        return {"frames": packed, **known, **different}

    founded = {"iid": INSTANCE.iid, "words": root_words(ROOT.hash)}
    two = Signed(ROOT_SIGNED.document, forged[:2])
    return [
        ok("one root", "verify_roots", **these(ROOT_SIGNED), **founded),
        ok("two roots", "verify_roots", **these(ROOT_SIGNED, second), **founded),
        ok("first on trust", "verify_roots", **these(ROOT_SIGNED, first_hash=None), **founded),
        ok("last day of grace", "verify_roots", **these(ROOT_SIGNED, today=date(2028, 1, 2)), **founded),
        ok(
            "demonstration",
            "verify_roots",
            **these(demo, first_hash=demo.hash, least_threshold=1),
            iid=demo.hash[:16],
            words=root_words(demo.hash),
        ),
        *(
            refused(name, "verify_roots", name, **case)
            for name, case in {
                "none": these(),
                "another first root": these(demo, least_threshold=1),
                "threshold of one": these(demo, first_hash=demo.hash),
                "expired": these(ROOT_SIGNED, today=date(2028, 1, 3)),
                "valid too long": these(ROOT_SIGNED, today=date(2025, 1, 1)),
                "not signed by all founders": these(two),
                "a signature under another name": these(swapped),
                "one custodian twice": these(twice),
                "signed by a stranger too": these(stranger),
                "flipped signature": these(flipped(ROOT_SIGNED.pack(), -1)),
                "second not signed by the old": these(
                    ROOT_SIGNED, sign_root_by(_successor(), *NEW_CUSTODIANS)
                ),
                "second not signed by the new": these(
                    ROOT_SIGNED, sign_root_by(_successor(), *CUSTODIANS[:2])
                ),
                "a number left out": these(ROOT_SIGNED, sign_root_by(_successor(number=3), *enough)),
                "another prev": these(ROOT_SIGNED, sign_root_by(_successor(prev=demo.hash), *enough)),
                "second alone": these(second, first_hash=None),
                "with a tail": these(ROOT_SIGNED.pack() + b"\0"),
            }.items()
        ),
        refused("small-order custodian", "read_root", "verifies anything", document=_weak_root()),
    ]


def _weak_root() -> bytes:
    vk = bytes([1, *bytes(31)]).hex()
    document = ROOT_SIGNED.document.decode()
    own = verification_key(CUSTODIANS[0]).hex()
    return document.replace(own, vk).encode()


def keyrings() -> list[Case]:
    """One keyring under one root, as a sealing page checks it; then how people join."""
    new = read_root(sign_root_by(_successor(), *CUSTODIANS[:2], NEW_CUSTODIANS[1]).document)
    one = (officer(MONITORING),)
    plain: dict[str, Any] = {"officers": one, "recovery": (), "ended": ()}
    small = keyring_signed(**plain)
    twice = pack(FrameType.SIGNED, small.document, _doubled(small))
    ghost = keyring_signed(**{**plain, "officers": (*one, officer(STRANGER))})
    early = timedelta(days=10)

    def this(frame: Signed | bytes, **different: Any) -> dict[str, Any]:
        packed = frame if isinstance(frame, bytes) else frame.pack()
        known = {"roots": [ROOT_SIGNED.document], "iid": INSTANCE.iid, "today": TODAY, "at_least_number": 1}
        return {"frame": packed, **known, **different}

    bad = {
        "older than seen": this(small, at_least_number=2),
        "expired": this(keyring_signed(**plain, not_before=TODAY - timedelta(days=42))),
        "not yet": this(keyring_signed(**plain, not_before=TODAY + timedelta(days=2))),
        "under threshold": this(keyring_signed(**plain, custodians=CUSTODIANS[:1])),
        "one custodian twice": this(twice),
        "forged": this(flipped(small.pack(), -1)),
        "signed by a stranger": this(keyring_signed(**plain, custodians=(CUSTODIANS[0], STRANGER.sseed))),
        "ghost officer": this(Signed(ghost.document, small.signatures)),
        "of another root": this(keyring_signed(**plain, root=new)),
        "of another instance": this(small, iid=short("another")),
        "a first one after another": this(keyring_signed(**plain, prev=ROOT.hash)),
    }
    return [
        ok("the council", "verify_keyring", **this(KEYRING_SIGNED), **_described()),
        ok(
            "first day of grace",
            "verify_keyring",
            **this(keyring_signed(**plain, not_before=TODAY + early / 10)),
        ),
        *(refused(name, "verify_keyring", name, **case) for name, case in bad.items()),
        *(refused(name, "read_keyring", name, document=document) for name, document in _unreadable().items()),
        *_enrolments(),
    ]


def _described() -> dict[str, Any]:
    return {
        "number": 1,
        "hash": KEYRING_SIGNED.hash,
        "kids": {who.name: who.kid for who in (MONITORING, DEPUTY, REVIEWER, CLERK)},
        "slot_count": 3 + 1 + 3,
    }


def _doubled(signed: Signed) -> bytes:
    return b"".join(signer + signature for signer, signature in (signed.signatures[0], signed.signatures[0]))


def _unreadable() -> dict[str, bytes]:
    text = keyring_signed(officers=(officer(MONITORING),), recovery=(), ended=()).document.decode()
    year = TODAY - timedelta(days=1) + timedelta(days=40)
    late = TODAY - timedelta(days=1) + MAX_LIFE + timedelta(days=1)
    return {
        "a kid that is not that of its keys": text.replace(MONITORING.kid.hex(), short("x").hex()).encode(),
        "small-order key": text.replace(MONITORING.vk.hex(), bytes(32).hex()).encode(),
        "an exchange key that is none": text.replace(MONITORING.xpk.hex(), "ff" * 1216).encode(),
        "valid for more than 45 days": text.replace(year.isoformat(), late.isoformat()).encode(),
        "identity group three": text.replace('"identity":0', '"identity":3').encode(),
        "a date that is none": text.replace(year.isoformat(), "2026-02-30").encode(),
        "a key missing": text.replace('"replies":true,', "").encode(),
        "number zero": text.replace('"number":1', '"number":0').encode(),
        "text for a flag": text.replace('"receives":true', '"receives":"true"').encode(),
    }


def _enrolments() -> list[Case]:
    newcomer = person("Newcomer")
    frame = enrol(INSTANCE, newcomer.oid, newcomer.xseed, newcomer.sseed)
    signed = Signed.unpack(frame)
    changed = Signed(
        encode(
            "enrol",
            {"iid": INSTANCE.iid, "oid": Oid(short("x")), "xpk": newcomer.xpk, "vk": newcomer.vk},
        ),
        signed.signatures,
    )
    joined = {"oid": newcomer.oid, "kid": newcomer.kid, "words": kid_words(newcomer.kid)}
    return [
        ok("enrolment", "verify_enrolment", iid=INSTANCE.iid, frame=frame, **joined),
        refused("enrolment elsewhere", "verify_enrolment", "replay", iid=short("another"), frame=frame),
        refused("enrolment unsigned", "verify_enrolment", "no proof", iid=INSTANCE.iid, frame=_bare(signed)),
        refused("enrolment changed", "verify_enrolment", "forged", iid=INSTANCE.iid, frame=changed.pack()),
    ]


def _bare(signed: Signed) -> bytes:
    return replace(signed, signatures=()).pack()
