"""Length-prefixed contexts, the instance they are bound to, and the two hashes (protocol §1)."""

import hashlib
from dataclasses import dataclass
from typing import Final, Self

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto.errors import Malformed
from crypto.names import Hash

LONGEST: Final = 0xFFFF


def u8(number: int) -> bytes:
    """One byte."""
    return number.to_bytes(1, "big")


def u32(number: int) -> bytes:
    """Four bytes, big-endian."""
    return number.to_bytes(4, "big")


def u64(number: int) -> bytes:
    """Eight bytes, big-endian."""
    return number.to_bytes(8, "big")


def lp(*parts: bytes | str) -> bytes:
    """Each part behind its u16 length, strings as UTF-8; Malformed if one is longer than 65,535 bytes."""
    joined = bytearray()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        if len(raw) > LONGEST:
            raise Malformed("a part of a context is longer than 65,535 bytes")
        joined += len(raw).to_bytes(2, "big") + raw
    return bytes(joined)


def sha256(*parts: bytes) -> Hash:
    """The protocol's H, over the parts end to end."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return Hash(digest.digest())


def hkdf(secret: bytes, info: bytes, length: int) -> bytes:
    """HKDF-SHA-256 with an empty salt."""
    return HKDF(SHA256(), length, None, info).derive(secret)


@dataclass(frozen=True, slots=True)
class Instance:
    """One installation: `iid`, 16 bytes, is the start of the hash of its first root document."""

    iid: bytes

    def __post_init__(self) -> None:
        if len(self.iid) != 16:  # noqa: PLR2004
            raise Malformed("an instance id is 16 bytes")

    @classmethod
    def of(cls, first_root_document: bytes) -> Self:
        """The instance that this first root document founds."""
        return cls(sha256(first_root_document)[:16])

    def context(self, name: str, *parts: bytes | str) -> bytes:
        """The protocol's C: what a key, hash or signature is for, and where."""
        return lp("candour/v1/" + name, self.iid, *parts)


UNROOTED: Final = Instance(bytes(16))
"""The instance under which roots themselves are signed."""
