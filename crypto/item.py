"""Items: a signed document, sealed to a folder and, for replies, to the reporter (protocol §5)."""

from collections.abc import Callable
from dataclasses import dataclass

from crypto.context import Instance
from crypto.deposit import ItemFrame
from crypto.names import FolderId, Hash, ItemId, Seed

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
        raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError
