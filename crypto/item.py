"""Items: a signed document, sealed to a folder and, for replies, to the reporter (protocol §5)."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from crypto.body import open_body, seal_body
from crypto.context import Instance, sha256, u32
from crypto.deposit import ItemFrame
from crypto.errors import Malformed
from crypto.frame import FrameType, pack
from crypto.names import FolderId, Hash, ItemId, Seed
from crypto.padding import FLOOR_ITEM, FLOOR_REPORT, pad, unpad
from crypto.seeds import exchange_public, sign, verify
from crypto.wrap import seal, unseal

SIGNATURE: Final = 64
ONE_SIZE: Final = frozenset({"message", "reply"})
VerificationKeyOf = Callable[[bytes], bytes]
"""From a document's bytes to the key that must have signed it; raises Refused or Malformed."""


@dataclass(frozen=True, slots=True)
class Recipients:
    """The public keys an item is sealed to."""

    folder_pk: bytes
    reporter_pk: bytes | None = None


@dataclass(frozen=True, slots=True)
class OpenedItem:
    """An item whose author's signature has been verified."""

    id: ItemId
    kind: str
    seq: int
    document: bytes

    @property
    def hash(self) -> Hash:
        """H(document): what the next document's `prev` or `ack` says."""
        return sha256(self.document)


def seal_item(
    instance: Instance,
    folder: FolderId,
    item: ItemId,
    kind: str,
    seq: int,
    *,
    document: bytes,
    author: Seed,
    to: Recipients,
) -> bytes:
    """The item's frame. Reports have their own floor; messages and replies never leave theirs (TooLarge)."""
    signature = sign(instance, author, "item", folder, item, kind, u32(seq), sha256(document))
    padded = pad(signature + document, _floor(kind), only=kind in ONE_SIZE)
    key = os.urandom(32)
    wrap = seal(to.folder_pk, _wrap_info(instance, folder, item, kind, "folder", to.folder_pk), key)
    reporter_wrap = b""
    if to.reporter_pk:
        info = _wrap_info(instance, folder, item, kind, "reporter", to.reporter_pk)
        reporter_wrap = seal(to.reporter_pk, info, key)
    body = seal_body(key, instance.context("body", folder, item, kind), padded)
    return pack(FrameType.ITEM, item, kind.encode(), u32(seq), wrap, reporter_wrap, body)


def open_item(
    instance: Instance,
    folder: FolderId,
    frame: ItemFrame,
    seed: Seed,
    author_of: VerificationKeyOf,
    *,
    as_reporter: bool = False,
) -> OpenedItem:
    """Open an item with a folder's seed (or the reporter's) and verify who wrote it.

    Raises CannotOpen, Malformed, or BadSignature: then it is forged and must never be shown as content.
    """
    target, wrap = ("reporter", frame.reporter_wrap) if as_reporter else ("folder", frame.folder_wrap)
    info = _wrap_info(instance, folder, frame.id, frame.kind, target, exchange_public(seed))
    key = unseal(seed, info, wrap)
    padded = open_body(key, instance.context("body", folder, frame.id, frame.kind), frame.body)
    content = unpad(padded, _floor(frame.kind))
    if len(content) < SIGNATURE:
        raise Malformed("an item is too short to be signed")
    signature, document = content[:SIGNATURE], content[SIGNATURE:]
    parts = (folder, frame.id, frame.kind, u32(frame.seq), sha256(document))
    verify(instance, author_of(document), signature, "item", *parts)
    return OpenedItem(frame.id, frame.kind, frame.seq, document)


def _floor(kind: str) -> int:
    return FLOOR_REPORT if kind == "report" else FLOOR_ITEM


def _wrap_info(
    instance: Instance, folder: FolderId, item: ItemId, kind: str, target: str, public: bytes
) -> bytes:
    return instance.context("item-wrap", folder, item, kind, target, sha256(public))
