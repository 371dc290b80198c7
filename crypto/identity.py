"""A name given in confidence: a body under two half-keys, one for each of two groups (protocol §6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from crypto.context import Instance
from crypto.names import FolderId, Hash, ItemId, Kid, Seed


@dataclass(frozen=True, slots=True)
class Identity:
    """A name, how to reach its holder, and the titles of those it may be shared with."""

    name: str
    contact: str
    share_with: tuple[str, ...] = ()


def open_share(
    instance: Instance, folder: FolderId, item: ItemId, kid: Kid, group: Literal[1, 2], xseed: Seed, slot: bytes
) -> bytes:
    """One officer's half-key, 32 bytes, from their identity slot; CannotOpen if blank or another's."""
    raise NotImplementedError


def release_share(
    instance: Instance, folder: FolderId, item: ItemId, asking_event: Hash, xpk: bytes, share: bytes
) -> bytes:
    """Seal a half-key to the colleague whose `unmask` event asked for it: 1,168 bytes."""
    raise NotImplementedError


def open_released_share(
    instance: Instance, folder: FolderId, item: ItemId, asking_event: Hash, xseed: Seed, released: bytes
) -> bytes:
    """The half-key that a colleague released to one's own asking event."""
    raise NotImplementedError


def open_identity(
    instance: Instance, folder: FolderId, item: ItemId, shares: Mapping[Literal[1, 2], bytes], sealed: bytes
) -> Identity:
    """The name, from both half-keys; CannotOpen with one of them wrong or missing."""
    raise NotImplementedError
