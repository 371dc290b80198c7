"""Roots: who the custodians are, from the first for good (protocol §3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from crypto.code import spell
from crypto.context import UNROOTED, Instance, lp, sha256
from crypto.document import decode, encode
from crypto.errors import Malformed, Refused
from crypto.fields import Fields
from crypto.names import NO_HASH, Hash, Seed
from crypto.seeds import check_verification_key, verification_key
from crypto.signed import Signed

MAX_ROOT: Final = 16 * 1024
MAX_LIFE: Final = timedelta(days=800)
GRACE: Final = timedelta(days=1)
KEYS: Final = ("number", "prev", "not_after", "threshold", "custodians")


@dataclass(frozen=True, slots=True)
class Custodian:
    """Somebody who signs keyrings: id 16 bytes, Ed25519 key 32."""

    id: bytes
    vk: bytes


@dataclass(frozen=True, slots=True)
class Root:
    """A root that has been read; `verify_roots` says whether it may be believed."""

    number: int
    prev: Hash
    not_after: date
    threshold: int
    custodians: tuple[Custodian, ...]
    document: bytes

    @property
    def hash(self) -> Hash:
        """H(document)."""
        return sha256(self.document)

    @property
    def keys(self) -> dict[bytes, bytes]:
        """Custodians' verification keys by id."""
        return {custodian.id: custodian.vk for custodian in self.custodians}


def custodian_id(vk: bytes) -> bytes:
    """The 16-byte id of a custodian's key."""
    return sha256(lp("candour/v1/custodian", vk))[:16]


def root_words(first_root_hash: Hash) -> tuple[str, ...]:
    """The first 132 bits of the first root's hash as twelve words, for pages and posters."""
    return spell(first_root_hash, 12)


def new_root(
    *, number: int = 1, prev: Hash = NO_HASH, not_after: date, threshold: int, custodians: Iterable[bytes]
) -> Signed:
    """An unsigned root; `custodians` are verification keys."""
    entries = sorted((custodian_id(vk), vk) for vk in custodians)
    signed = Signed(
        encode(
            "root",
            {
                "number": number,
                "prev": prev,
                "not_after": not_after,
                "threshold": threshold,
                "custodians": [{"id": each, "vk": vk} for each, vk in entries],
            },
            MAX_ROOT,
        )
    )
    read_root(signed.document)
    return signed


def sign_root(root: Signed, seed: Seed) -> Signed:
    """The root with one custodian's signature more."""
    return root.signed_by(custodian_id(verification_key(seed)), seed, UNROOTED, "root")


def read_root(document: bytes) -> Root:
    """Read a root's document, trusting nothing; Malformed if any part is not as it should be."""
    fields = decode(document, "root", KEYS, MAX_ROOT)
    custodians = tuple(_custodian(each) for each in fields.objects("custodians", ("id", "vk")))
    ids = [custodian.id for custodian in custodians]
    if ids != sorted(set(ids)):
        raise Malformed("a root's custodians do not stand in ascending order, one each")
    return Root(
        number=fields.number("number", 1),
        prev=Hash(fields.hex("prev", 32)),
        not_after=fields.day("not_after"),
        threshold=fields.number("threshold", 1, len(custodians)),
        custodians=custodians,
        document=document,
    )


def verify_roots(
    frames: Sequence[bytes], expected_first_hash: Hash | None, today: date, *, least_threshold: int = 2
) -> tuple[Root, ...]:
    """Every root from the first to the newest, each signed as the one before demands.

    `expected_first_hash` comes with the page; None takes the first on trust. A demonstration passes
    `least_threshold=1`. Raises Malformed, BadSignature or Refused.
    """
    if not frames:
        raise Refused("there is no root")
    roots: list[Root] = []
    for frame in frames:
        if len(frame) > MAX_ROOT + 80 * 255 + 64:
            raise Malformed("a root is too long")
        signed = Signed.unpack(frame)
        root = read_root(signed.document)
        _check_signers(root, roots[-1] if roots else None, signed, least_threshold)
        roots.append(root)
    if expected_first_hash is not None and roots[0].hash != expected_first_hash:
        raise Refused("the first root is not the one this page was made for")
    _check_newest(roots[-1], today)
    return tuple(roots)


def instance_of(roots: Sequence[Root]) -> Instance:
    """The instance that verified roots speak for."""
    return Instance.of(roots[0].document)


def _custodian(fields: Fields) -> Custodian:
    custodian = Custodian(fields.hex("id", 16), fields.hex("vk", 32))
    check_verification_key(custodian.vk)
    if custodian.id != custodian_id(custodian.vk):
        raise Malformed("a custodian's id is not that of the key")
    return custodian


def _check_signers(root: Root, before: Root | None, signed: Signed, least_threshold: int) -> None:
    expected = (1, NO_HASH) if before is None else (before.number + 1, before.hash)
    if (root.number, root.prev) != expected:
        raise Refused("roots do not follow one another")
    if root.threshold < least_threshold:
        raise Refused(f"a root with a threshold below {least_threshold}")
    signers = signed.check(UNROOTED, "root", root.keys if before is None else {**before.keys, **root.keys})
    if before is None and signers != root.keys.keys():
        raise Refused("the first root is not signed by all its custodians")
    if before is not None and len(signers & before.keys.keys()) < before.threshold:
        raise Refused("a root is not signed by enough custodians of the one before")
    if len(signers & root.keys.keys()) < root.threshold:
        raise Refused("a root is not signed by enough of its own custodians")


def _check_newest(root: Root, today: date) -> None:
    if today > root.not_after + GRACE:
        raise Refused("the newest root has expired")
    if root.not_after > today + MAX_LIFE + GRACE:
        raise Refused("the newest root is valid for more than 800 days")
