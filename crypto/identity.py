"""A name given in confidence: a body under two half-keys, one for each of two groups (protocol §6)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from crypto.body import open_body, seal_body
from crypto.context import Instance, u8
from crypto.document import decode, encode
from crypto.errors import CannotOpen, Refused
from crypto.keyring import Keyring, Officer, offers_identity
from crypto.names import FolderId, Hash, ItemId, Kid, Oid, Seed
from crypto.padding import FLOOR_SMALL, pad, unpad
from crypto.wrap import blank, seal, unseal

GROUPS: Final = (1, 2)


@dataclass(frozen=True, slots=True)
class Identity:
    """A name, how to reach its holder, and the titles of those it may be shared with."""

    name: str
    contact: str
    share_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SealedIdentity:
    """The body, 1,095 bytes, and one slot for each identity holder of the keyring, in its order."""

    body: bytes
    slots: tuple[bytes, ...]


def seal_identity(
    instance: Instance,
    keyring: Keyring,
    folder: FolderId,
    item: ItemId,
    identity: Identity | None,
    left_out: frozenset[Oid],
) -> SealedIdentity:
    """A name, or what looks exactly like one. Refused if a group has no member left to hold its half."""
    if identity is None:
        noise = seal_body(os.urandom(32), b"", bytes(FLOOR_SMALL))
        return SealedIdentity(noise, tuple(blank() for _ in keyring.identity_holders))
    if not offers_identity(keyring, left_out):
        raise Refused("a name needs a member of each of the two groups")
    document = encode(
        "identity",
        {"name": identity.name, "contact": identity.contact, "share_with": identity.share_with},
    )
    padded = pad(document, FLOOR_SMALL, only=True)
    shares = {group: os.urandom(32) for group in GROUPS}
    body = seal_body(_joined(shares), instance.context("identity", folder, item), padded)
    return SealedIdentity(
        body,
        tuple(
            blank() if officer.oid in left_out else _seal_share(instance, folder, item, officer, shares)
            for officer in keyring.identity_holders
        ),
    )


def open_share(
    instance: Instance, folder: FolderId, item: ItemId, kid: Kid, group: int, xseed: Seed, slot: bytes
) -> bytes:
    """One officer's half-key, 32 bytes, from their identity slot; CannotOpen if blank or another's."""
    return unseal(xseed, _share_info(instance, folder, item, kid, group), slot)


def release_share(
    instance: Instance, folder: FolderId, item: ItemId, asking_event: Hash, xpk: bytes, share: bytes
) -> bytes:
    """Seal a half-key to the colleague whose `unmask` event asked for it: 1,168 bytes."""
    return seal(xpk, instance.context("identity-release", folder, item, asking_event), share)


def open_released_share(
    instance: Instance, folder: FolderId, item: ItemId, asking_event: Hash, xseed: Seed, released: bytes
) -> bytes:
    """The half-key that a colleague released to one's own asking event."""
    return unseal(xseed, instance.context("identity-release", folder, item, asking_event), released)


def open_identity(
    instance: Instance, folder: FolderId, item: ItemId, shares: Mapping[int, bytes], sealed: bytes
) -> Identity:
    """The name, from the half-keys of groups 1 and 2; CannotOpen with one of them wrong or missing."""
    if set(shares) != set(GROUPS):
        raise CannotOpen("a name opens only to one person of each group together")
    padded = open_body(_joined(shares), instance.context("identity", folder, item), sealed)
    fields = decode(unpad(padded, FLOOR_SMALL), "identity", ("name", "contact", "share_with"))
    return Identity(fields.text("name"), fields.text("contact"), fields.texts("share_with"))


def _seal_share(
    instance: Instance, folder: FolderId, item: ItemId, officer: Officer, shares: Mapping[int, bytes]
) -> bytes:
    info = _share_info(instance, folder, item, officer.kid, officer.identity)
    return seal(officer.xpk, info, shares[officer.identity])


def _share_info(instance: Instance, folder: FolderId, item: ItemId, kid: Kid, group: int) -> bytes:
    return instance.context("identity-share", folder, item, kid, u8(group))


def _joined(shares: Mapping[int, bytes]) -> bytes:
    return bytes(a ^ b for a, b in zip(shares[1], shares[2], strict=True))
