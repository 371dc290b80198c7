"""Bodies: C2SP chunked-encryption v1, Cobblestone-256, the only construction written by hand (protocol §1).

Salt 24, commitment 32, then AES-256-GCM chunks of 16,384 bytes; the last is always shorter, perhaps empty.
"""

import hmac
import io
import os
from collections.abc import Callable
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from crypto.errors import CannotOpen, Malformed

KEY: Final = 32
SALT: Final = 24
HEADER: Final = 56
CHUNK: Final = 16_384
TAG: Final = 16
LABEL: Final = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\x00"
Sink = Callable[[bytes], object]


def sealed_length(length: int) -> int:
    """How long the body of `length` bytes is."""
    return length + HEADER + TAG * (length // CHUNK + 1)


def opened_length(length: int) -> int:
    """How many bytes a body of this length holds; Malformed if no body is that long."""
    chunks, rest = divmod(length - HEADER, CHUNK + TAG)
    if length < HEADER + TAG or rest < TAG:
        raise Malformed("no body has this length")
    return chunks * CHUNK + rest - TAG


class _Chunks:
    """The keys of one body, and the number of the next chunk."""

    def __init__(self, key: bytes, salt: bytes, context: bytes) -> None:
        if len(key) != KEY or len(salt) != SALT:
            raise Malformed("a body needs a key of 32 bytes and a salt of 24")
        derived = HKDFExpand(SHA512(), 76, LABEL + salt + context).derive(key)
        self._aead = AESGCM(derived[:32])
        self._base = int.from_bytes(derived[32:44], "big")
        self._next = 0
        self.commitment = derived[44:]

    def nonce(self) -> bytes:
        nonce = (self._base ^ self._next).to_bytes(12, "big")
        self._next += 1
        return nonce

    def seal(self, chunk: bytes | memoryview) -> bytes:
        return self._aead.encrypt(self.nonce(), chunk, None)

    def open(self, chunk: bytes | memoryview) -> bytes:
        try:
            return self._aead.decrypt(self.nonce(), chunk, None)
        except InvalidTag as error:
            raise CannotOpen("a body's chunk does not open") from error


class BodySealer:
    """Push plaintext in pieces of any size; ciphertext comes out at `sink`. Close it exactly once."""

    def __init__(self, key: bytes, context: bytes, sink: Sink, *, salt: bytes | None = None) -> None:
        salt = os.urandom(SALT) if salt is None else salt
        self._chunks = _Chunks(key, salt, context)
        self._sink = sink
        self._held = bytearray()
        sink(salt + self._chunks.commitment)

    def write(self, piece: bytes) -> None:
        """Seal what is whole of it, hold the rest."""
        self._held += piece
        whole = len(self._held) // CHUNK * CHUNK
        if whole:
            ready = bytes(self._held[:whole])
            del self._held[:whole]
            for at in range(0, whole, CHUNK):
                self._sink(self._chunks.seal(ready[at : at + CHUNK]))

    def close(self) -> None:
        """Seal the last, shorter chunk."""
        self._sink(self._chunks.seal(bytes(self._held)))
        self._held.clear()


def seal_stream(key: bytes, context: bytes, source: BinaryIO, sink: Sink) -> None:
    """Seal everything that `source` gives until it ends."""
    sealer = BodySealer(key, context, sink)
    while piece := source.read(CHUNK):
        sealer.write(piece)
    sealer.close()


def open_stream(key: bytes, context: bytes, source: BinaryIO, sink: Sink) -> None:
    """Open a body to `sink`; CannotOpen if anything is wrong.

    What reached the sink is provisional until this returns: a cut shows only at the end.
    """
    header = _read(source, HEADER)
    if len(header) != HEADER:
        raise CannotOpen("a body ends within its header")
    chunks = _Chunks(key, header[:SALT], context)
    if not hmac.compare_digest(chunks.commitment, header[SALT:]):
        raise CannotOpen("a body was not sealed under this key and context")
    while True:
        chunk = _read(source, CHUNK + TAG)
        if len(chunk) < TAG:
            raise CannotOpen("a body is cut short")
        sink(chunks.open(chunk))
        if len(chunk) < CHUNK + TAG:
            return


def seal_body(key: bytes, context: bytes, plaintext: bytes, *, salt: bytes | None = None) -> bytes:
    """The body of bytes at hand; `salt` is given only by those who make test vectors."""
    sealed = bytearray()
    sealer = BodySealer(key, context, sealed.extend, salt=salt)
    sealer.write(plaintext)
    sealer.close()
    return bytes(sealed)


def open_body(key: bytes, context: bytes, body: bytes) -> bytes:
    """The plaintext of a body; CannotOpen if anything is wrong."""
    opened = bytearray()
    open_stream(key, context, io.BytesIO(body), opened.extend)
    return bytes(opened)


def _read(source: BinaryIO, size: int) -> bytes:
    """`size` bytes, or fewer at the end: raw streams may give less than asked before it."""
    pieces = source.read(size)
    while len(pieces) < size and (more := source.read(size - len(pieces))):
        pieces += more
    return pieces
