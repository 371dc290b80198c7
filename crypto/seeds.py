"""Seeds: every private key is its 32 bytes. X-Wing for receiving, Ed25519 for signing (protocol §1)."""

import hashlib
import os
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from crypto.context import Instance
from crypto.errors import BadSignature, Malformed
from crypto.names import Seed

SEED: Final = 32
MLKEM_PUBLIC: Final = 1184
EXCHANGE_PUBLIC: Final = 1216
SMALL_ORDER: Final = frozenset(
    bytes.fromhex(encoding)
    for encoding in (
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    )
)
"""The seven encodings, top bit cleared, of Ed25519 points of small order: one verifies anything."""


def new_seed() -> Seed:
    """32 random bytes."""
    return Seed(os.urandom(SEED))


def new_id() -> bytes:
    """16 random bytes, chosen by whoever makes the thing."""
    return os.urandom(16)


def exchange_private(seed: Seed) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    """The two halves of an X-Wing private key; Malformed unless the seed is 32 bytes."""
    if len(seed) != SEED:
        raise Malformed("a seed is 32 bytes")
    halves = hashlib.shake_256(seed).digest(96)
    return MLKEM768PrivateKey.from_seed_bytes(halves[:64]), X25519PrivateKey.from_private_bytes(halves[64:])


def exchange_public(seed: Seed) -> bytes:
    """The 1,216-byte X-Wing public key of a seed."""
    lattice, curve = exchange_private(seed)
    return lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()


def check_exchange_public(public: bytes) -> tuple[MLKEM768PublicKey, X25519PublicKey]:
    """The two halves of an X-Wing public key; Malformed unless the library takes both."""
    if len(public) != EXCHANGE_PUBLIC:
        raise Malformed("an exchange key is 1,216 bytes")
    try:
        lattice = MLKEM768PublicKey.from_public_bytes(public[:MLKEM_PUBLIC])
        return lattice, X25519PublicKey.from_public_bytes(public[MLKEM_PUBLIC:])
    except ValueError as error:
        raise Malformed("an exchange key that is not one") from error


def verification_key(seed: Seed) -> bytes:
    """The 32-byte Ed25519 public key of a seed."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def check_verification_key(vk: bytes) -> Ed25519PublicKey:
    """The key; Malformed unless it is 32 bytes, a point, and not of small order."""
    if len(vk) != SEED or vk[:31] + bytes([vk[31] & 0x7F]) in SMALL_ORDER:
        raise Malformed("a verification key of the wrong length or of small order")
    try:
        return Ed25519PublicKey.from_public_bytes(vk)
    except ValueError as error:
        raise Malformed("a verification key that is not one") from error


def sign(instance: Instance, seed: Seed, name: str, *parts: bytes | str) -> bytes:
    """The 64-byte Ed25519 signature over the context `name` with `parts`."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(instance.context(name, *parts))


def verify(instance: Instance, vk: bytes, signature: bytes, name: str, *parts: bytes | str) -> None:
    """Raise BadSignature unless `signature` is `vk`'s over the context `name` with `parts`."""
    try:
        check_verification_key(vk).verify(signature, instance.context(name, *parts))
    except (InvalidSignature, ValueError, Malformed) as error:
        raise BadSignature(f"a signature as {name} does not verify") from error
