"""The hash of long ciphertexts, in leaves of 1 MiB, so that browsers need no streaming hash (protocol §1)."""

import hashlib
from typing import Final

from crypto.context import Instance, sha256, u64
from crypto.names import Hash

LEAF: Final = 1 << 20


class TreeHasher:
    """Push bytes in pieces of any size, then ask for the `digest`."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._leaves = bytearray()
        self._leaf = hashlib.sha256()
        self._room = LEAF
        self.length = 0

    def update(self, piece: bytes) -> None:
        """Append bytes."""
        view = memoryview(piece)
        while view:
            head, view = view[: self._room], view[self._room :]
            self._leaf.update(head)
            self.length += len(head)
            self._room -= len(head)
            if not self._room:
                self._close_leaf()

    def digest(self) -> Hash:
        """The tree hash of everything pushed so far; call it once."""
        if self._room != LEAF:
            self._close_leaf()
        return sha256(self._instance.context("tree", u64(self.length)), bytes(self._leaves))

    def _close_leaf(self) -> None:
        self._leaves += self._leaf.digest()
        self._leaf, self._room = hashlib.sha256(), LEAF


def tree(instance: Instance, content: bytes) -> Hash:
    """The tree hash of bytes at hand."""
    hasher = TreeHasher(instance)
    hasher.update(content)
    return hasher.digest()
