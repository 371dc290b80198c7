"""An officer's vault: keys under a passphrase that the server never learns (protocol §7)."""

import secrets
from dataclasses import dataclass
from typing import Final

from argon2.low_level import Type, hash_secret_raw

from crypto.body import open_body, seal_body
from crypto.code import word_list
from crypto.context import Instance, hkdf, lp, sha256, u8
from crypto.document import decode, encode
from crypto.errors import Malformed, Refused
from crypto.names import Hash, Oid, Seed
from crypto.padding import FLOOR_SMALL, pad, unpad

PASSPHRASE_WORDS: Final = 7
SALT: Final = 16
ARGON2_KIB: Final = 64 * 1024
ARGON2_PASSES: Final = 3
PASSPHRASE: Final = b"passphrase"


@dataclass(frozen=True, slots=True)
class Vault:
    """What an officer's browser keeps between visits. `keyring`: number and hash of the newest seen."""

    oid: Oid
    xseed: Seed
    sseed: Seed
    keyring_number: int
    keyring_hash: Hash


@dataclass(frozen=True, slots=True)
class PassphraseKeys:
    """`auth_key` goes to the server, `kek` never leaves; 32 bytes each."""

    auth_key: bytes
    kek: bytes


def new_passphrase() -> str:
    """Seven random list words joined by spaces: 77 bits."""
    return " ".join(secrets.choice(word_list()) for _ in range(PASSPHRASE_WORDS))


def passphrase_keys(instance: Instance, oid: Oid, salt: bytes, passphrase: str) -> PassphraseKeys:
    """Stretch a passphrase with Argon2id (64 MiB, three passes); `salt` is 16 bytes."""
    if len(salt) != SALT:
        raise Malformed("a passphrase's salt is 16 bytes")
    master = hash_secret_raw(passphrase.encode(), salt, ARGON2_PASSES, ARGON2_KIB, 1, 32, Type.ID)
    return PassphraseKeys(
        auth_key=hkdf(master, instance.context("staff-auth", oid), 32),
        kek=hkdf(master, instance.context("kek-passphrase", oid), 32),
    )


def passkey_salt(instance: Instance, rp_id: str) -> bytes:
    """The 16-byte salt of every passkey of a site: known before anybody says who they are."""
    return sha256(instance.context("passkey-salt", rp_id))[:SALT]


def passkey_inputs(instance: Instance, salt: bytes) -> tuple[bytes, bytes]:
    """The two PRF inputs for a passkey."""
    return instance.context("prf", u8(1), salt), instance.context("prf", u8(2), salt)


def passkey_kek(
    instance: Instance, rp_id: str, oid: Oid, credential_id: bytes, first: bytes, second: bytes
) -> bytes:
    """The key-encryption key from a passkey's two PRF results."""
    return hkdf(first + second, instance.context("kek-passkey", rp_id, oid, credential_id), 32)


def passkey_auth_key(
    instance: Instance, rp_id: str, oid: Oid, credential_id: bytes, first: bytes, second: bytes
) -> bytes:
    """What goes to the server beside the passkey's signature: 32 bytes that only its holder can make."""
    return hkdf(first + second, instance.context("staff-auth-passkey", rp_id, oid, credential_id), 32)


def recovery_code(instance: Instance, oid: Oid, code: str) -> bytes:
    """What is hashed of a recovery code, sixteen of 0-9 a-z without i, l, o, u: 80 bits."""
    return instance.context("recovery-code", oid, code)


def wrap_vault_key(instance: Instance, oid: Oid, method: bytes, kek: bytes, vault_key: bytes) -> bytes:
    """The vault's key under one method, b"passphrase" or a credential id: 104 bytes."""
    return seal_body(kek, instance.context("vault-key", oid, method), vault_key)


def unwrap_vault_key(instance: Instance, oid: Oid, method: bytes, kek: bytes, wrapped: bytes) -> bytes:
    """The vault's 32-byte key; CannotOpen with a wrong passphrase or passkey."""
    return open_body(kek, instance.context("vault-key", oid, method), wrapped)


def seal_vault(instance: Instance, vault_key: bytes, vault: Vault) -> bytes:
    """1,095 bytes."""
    document = encode(
        "vault",
        {
            "oid": vault.oid,
            "xseed": vault.xseed,
            "sseed": vault.sseed,
            "keyring": {"number": vault.keyring_number, "hash": vault.keyring_hash},
        },
    )
    return seal_body(vault_key, instance.context("vault", vault.oid), pad(document, FLOOR_SMALL, only=True))


def open_vault(instance: Instance, vault_key: bytes, oid: Oid, sealed: bytes) -> Vault:
    """Raises CannotOpen, or Refused if it is another officer's."""
    document = unpad(open_body(vault_key, instance.context("vault", oid), sealed), FLOOR_SMALL)
    read = decode(document, "vault", ("oid", "xseed", "sseed", "keyring"))
    keyring = read.object("keyring", ("number", "hash"))
    if read.hex("oid", 16) != oid:
        raise Refused("a vault that holds another officer's keys")
    return Vault(
        oid=oid,
        xseed=Seed(read.hex("xseed", 32)),
        sseed=Seed(read.hex("sseed", 32)),
        keyring_number=keyring.number("number"),
        keyring_hash=Hash(keyring.hex("hash", 32)),
    )


def absent_account(server_secret: bytes, user_name: str) -> tuple[Oid, bytes]:
    """The oid and 16-byte salt that an unknown user name gets, the same each time."""
    derived = hkdf(server_secret, lp("candour/v1/absent-account", user_name), 32)
    return Oid(derived[:16]), derived[16:]
