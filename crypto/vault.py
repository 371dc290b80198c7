"""An officer's vault: keys under a passphrase that the server never learns (protocol §7)."""

from dataclasses import dataclass

from crypto.context import Instance
from crypto.names import Hash, Oid, Seed


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
    raise NotImplementedError


def passphrase_keys(instance: Instance, oid: Oid, salt: bytes, passphrase: str) -> PassphraseKeys:
    """Stretch a passphrase with Argon2id (64 MiB, three passes); `salt` is 16 bytes."""
    raise NotImplementedError


def passkey_kek(
    instance: Instance, rp_id: str, oid: Oid, credential_id: bytes, first: bytes, second: bytes
) -> bytes:
    """The key-encryption key from a passkey's two PRF results."""
    raise NotImplementedError


def passkey_inputs(instance: Instance, salt: bytes) -> tuple[bytes, bytes]:
    """The two PRF inputs for a passkey."""
    raise NotImplementedError


def wrap_vault_key(instance: Instance, oid: Oid, method: bytes, kek: bytes, vault_key: bytes) -> bytes:
    """The vault's key under one method, b"passphrase" or a credential id: 104 bytes."""
    raise NotImplementedError


def unwrap_vault_key(instance: Instance, oid: Oid, method: bytes, kek: bytes, wrapped: bytes) -> bytes:
    """The vault's 32-byte key; CannotOpen with a wrong passphrase or passkey."""
    raise NotImplementedError


def seal_vault(instance: Instance, vault_key: bytes, vault: Vault) -> bytes:
    """1,095 bytes."""
    raise NotImplementedError


def open_vault(instance: Instance, vault_key: bytes, oid: Oid, sealed: bytes) -> Vault:
    """Raises CannotOpen, or Refused if it is another officer's."""
    raise NotImplementedError


def hash_auth_key(auth_key: bytes) -> str:
    """What the server keeps of `auth_key`, as an Argon2 string."""
    raise NotImplementedError


def verify_auth_key(stored: str, auth_key: bytes) -> None:
    """Raise CannotOpen unless `auth_key` is the one hashed; costs the same either way."""
    raise NotImplementedError


def absent_account(server_secret: bytes, user_name: str) -> tuple[Oid, bytes]:
    """The oid and salt that an unknown user name gets, the same each time."""
    raise NotImplementedError
