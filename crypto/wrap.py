"""Seals of 32 bytes to an X-Wing key by HPKE, and the wraps of folder seeds made with them (§1, §5, §8)."""

import hmac
import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from crypto.context import Instance, sha256, u32
from crypto.errors import CannotOpen, Malformed
from crypto.names import FolderId, Hash, Kid, Rid, Seed
from crypto.seeds import check_exchange_public, exchange_private, exchange_public, new_seed

SECRET: Final = 32
ENCAPSULATED: Final = 1120
SEALED: Final = 1168
SUITE: Final = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
if KEM.MLKEM768_X25519.enc_length() != ENCAPSULATED:
    raise ImportError("this build of cryptography lacks the KEM of the protocol, MLKEM768-X25519")


def seal(public: bytes, info: bytes, secret: bytes) -> bytes:
    """Seal 32 bytes to an exchange key: 1,168 bytes. Malformed for a wrong key or length."""
    if len(secret) != SECRET:
        raise Malformed("only 32 bytes are ever sealed to a key")
    return SUITE.encrypt(secret, MLKEM768X25519PublicKey(*check_exchange_public(public)), info)


def unseal(seed: Seed, info: bytes, sealed: bytes) -> bytes:
    """The 32 bytes sealed to this seed under this info; CannotOpen otherwise."""
    if len(sealed) != SEALED:
        raise Malformed("a seal is 1,168 bytes")
    try:
        return SUITE.decrypt(sealed, MLKEM768X25519PrivateKey(*exchange_private(seed)), info)
    except (InvalidTag, ValueError) as error:
        raise CannotOpen("a seal does not open under this key and context") from error


def blank() -> bytes:
    """A seal that nobody can open and nobody can tell from another: to a key thrown away at once."""
    return seal(exchange_public(new_seed()), b"", os.urandom(SECRET))


def wrap_info(instance: Instance, folder: FolderId, epoch: int, holder: Kid | Rid, pk_hash: Hash) -> bytes:
    """What a wrap of a folder's seed is bound to."""
    return instance.context("wrap", folder, u32(epoch), holder, pk_hash)


def wrap_folder_seed(
    instance: Instance, folder: FolderId, epoch: int, holder: Kid | Rid, xpk: bytes, seed: Seed
) -> bytes:
    """Wrap a folder's seed to the person or group `holder` with exchange key `xpk`: 1,168 bytes."""
    pk_hash = sha256(exchange_public(seed))
    return seal(xpk, wrap_info(instance, folder, epoch, holder, pk_hash), seed)


def unwrap_folder_seed(
    instance: Instance,
    folder: FolderId,
    epoch: int,
    holder: Kid | Rid,
    pk_hash: Hash,
    xseed: Seed,
    wrap: bytes,
) -> Seed:
    """The folder's seed; CannotOpen unless it opens and its public key hashes to `pk_hash`."""
    seed = Seed(unseal(xseed, wrap_info(instance, folder, epoch, holder, pk_hash), wrap))
    _check_public(seed, pk_hash)
    return seed


def chain_seed(instance: Instance, folder: FolderId, epoch: int, old: Seed, new: Seed) -> bytes:
    """The old epoch's seed sealed to the new one's key; `epoch` is the new one's number (§8, roll)."""
    new_pk = exchange_public(new)
    info = _chain_info(instance, folder, epoch, sha256(exchange_public(old)), sha256(new_pk))
    return seal(new_pk, info, old)


def unchain_seed(
    instance: Instance, folder: FolderId, epoch: int, new: Seed, old_pk_hash: Hash, chained: bytes
) -> Seed:
    """The seed of the epoch before `epoch`; CannotOpen unless its public key hashes to `old_pk_hash`."""
    info = _chain_info(instance, folder, epoch, old_pk_hash, sha256(exchange_public(new)))
    old = Seed(unseal(new, info, chained))
    _check_public(old, old_pk_hash)
    return old


def _chain_info(instance: Instance, folder: FolderId, epoch: int, old: Hash, new: Hash) -> bytes:
    return instance.context("seed-chain", folder, u32(epoch), old, new)


def _check_public(seed: Seed, pk_hash: Hash) -> None:
    if not hmac.compare_digest(sha256(exchange_public(seed)), pk_hash):
        raise CannotOpen("a wrapped seed is not the one of the folder's public key")
