"""Signed documents: stored bytes and the signatures under them (protocol §12, frame type 1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from crypto.context import Instance, sha256
from crypto.errors import Malformed, Refused
from crypto.frame import FrameType, pack, unpack
from crypto.names import Hash, Seed
from crypto.seeds import sign, verify

ENTRY = 80


@dataclass(frozen=True, slots=True)
class Signed:
    """A document's bytes as stored, and signatures as (16-byte signer's id, 64 bytes), ids ascending."""

    document: bytes
    signatures: tuple[tuple[bytes, bytes], ...] = ()

    @property
    def hash(self) -> Hash:
        """H(document)."""
        return sha256(self.document)

    def with_signature(self, signer: bytes, signature: bytes) -> Self:
        """The same with one more signature; one by the same signer is replaced."""
        signatures = {**dict(self.signatures), signer: signature}
        return type(self)(self.document, tuple(sorted(signatures.items())))

    def signed_by(self, signer: bytes, seed: Seed, instance: Instance, kind: str) -> Self:
        """The same, signed as a document of this kind (root, keyring, enrol) by one more person."""
        return self.with_signature(signer, sign(instance, seed, kind, self.hash))

    def pack(self) -> bytes:
        """The frame."""
        entries = b"".join(signer + signature for signer, signature in self.signatures)
        return pack(FrameType.SIGNED, self.document, entries)

    @classmethod
    def unpack(cls, frame: bytes) -> Self:
        """From a frame; Malformed if the signers' ids do not strictly ascend."""
        document, entries = unpack(frame, FrameType.SIGNED)
        found = [
            (entries[at : at + 16], entries[at + 16 : at + ENTRY]) for at in range(0, len(entries), ENTRY)
        ]
        ids = [signer for signer, _ in found]
        if ids != sorted(set(ids)):
            raise Malformed("signatures do not stand in ascending order of their signers, one each")
        return cls(document, tuple(found))

    def check(self, instance: Instance, kind: str, signers: Mapping[bytes, bytes]) -> frozenset[bytes]:
        """Verify every signature by `signers` (id to verification key) and return who signed.

        Raises Refused for a signature by anybody else, BadSignature for one that does not verify.
        """
        for signer, signature in self.signatures:
            if signer not in signers:
                raise Refused(f"a {kind} is signed by somebody who may not")
            verify(instance, signers[signer], signature, kind, self.hash)
        return frozenset(signer for signer, _ in self.signatures)
