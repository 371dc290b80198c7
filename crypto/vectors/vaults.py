"""Vectors of what unlocks an officer's vault, and of the vault."""

from typing import Any, Final

from crypto.context import sha256
from crypto.vault import (
    PASSPHRASE,
    Vault,
    passkey_auth_key,
    passkey_inputs,
    passkey_kek,
    passkey_salt,
    passphrase_keys,
    recovery_code,
    seal_vault,
    wrap_vault_key,
)
from crypto.vectors.case import Case, flipped, ok, refused
from crypto.vectors.cast import DEPUTY, INSTANCE, KEYRING, MONITORING, seed, short

SALT: Final = short("salt")
VAULT_KEY: Final = seed("vault key")
CREDENTIAL: Final = b"credential"
WHO: Final = {"iid": INSTANCE.iid, "oid": MONITORING.oid}
SEVEN_WORDS: Final = "dumb glad exile fall brain oyster gym"  # nobody's
KEYS: Final = passphrase_keys(INSTANCE, MONITORING.oid, SALT, SEVEN_WORDS)
SITE: Final = "localhost"
PASSKEY: Final = (INSTANCE, SITE, MONITORING.oid, CREDENTIAL, seed("first"), seed("second"))
KEK: Final = passkey_kek(*PASSKEY)


def vaults() -> list[Case]:
    """Passphrase, passkey, the vault's key and the vault."""
    return [passphrase(), *passkeys(), spare_code(), *vault_keys(), *sealed_vaults()]


def passphrase() -> Case:
    """Both keys that seven words give."""
    both = {"auth_key": KEYS.auth_key, "kek": KEYS.kek}
    return ok("passphrase", "passphrase_keys", **WHO, salt=SALT, passphrase=SEVEN_WORDS, **both)


def passkeys() -> list[Case]:
    """What a passkey is asked, and both keys that its answers give."""
    first, second = passkey_inputs(INSTANCE, SALT)
    answers = {"first": seed("first"), "second": seed("second")}
    asked: dict[str, Any] = {**WHO, "rp_id": SITE, "credential_id": CREDENTIAL, **answers}
    iid, salt = INSTANCE.iid, passkey_salt(INSTANCE, SITE)
    return [
        ok("passkey inputs", "passkey_inputs", iid=iid, salt=SALT, first=first, second=second),
        ok("passkey salt", "passkey_salt", iid=iid, rp_id=SITE, salt=salt),
        ok("passkey", "passkey_kek", **asked, kek=KEK),
        ok("passkey's auth key", "passkey_auth_key", **asked, auth_key=passkey_auth_key(*PASSKEY)),
    ]


def spare_code() -> Case:
    """What the server keeps of a recovery code."""
    code = "0123456789abcdef"
    kept = sha256(recovery_code(INSTANCE, MONITORING.oid, code))
    return ok("recovery code", "recovery_code", **WHO, code=code, hash=kept)


def vault_keys() -> list[Case]:
    """The vault's key, wrapped for one way of unlocking."""
    wrapped = wrap_vault_key(INSTANCE, MONITORING.oid, PASSPHRASE, KEYS.kek, VAULT_KEY)
    unwrap = {**WHO, "method": PASSPHRASE, "kek": KEYS.kek, "wrapped": wrapped}
    return [
        ok("vault key", "unwrap_vault_key", **unwrap, vault_key=VAULT_KEY),
        refused("another method", "unwrap_vault_key", "replay", **{**unwrap, "method": CREDENTIAL}),
        refused("wrong passphrase", "unwrap_vault_key", "wrong", **{**unwrap, "kek": KEK}),
        refused("another officer's", "unwrap_vault_key", "replay", **{**unwrap, "oid": DEPUTY.oid}),
    ]


def sealed_vaults() -> list[Case]:
    """A vault, changed and taken from somebody else too."""
    vault = Vault(MONITORING.oid, MONITORING.xseed, MONITORING.sseed, 1, KEYRING.hash)
    sealed = seal_vault(INSTANCE, VAULT_KEY, vault)
    opening = {**WHO, "vault_key": VAULT_KEY, "sealed": sealed}
    contents = {"xseed": vault.xseed, "sseed": vault.sseed, "keyring_number": 1, "keyring_hash": KEYRING.hash}
    return [
        ok("vault", "open_vault", **opening, **contents),
        refused("flipped", "open_vault", "changed", **{**opening, "sealed": flipped(sealed, 99)}),
        refused("vault of another", "open_vault", "replay", **{**opening, "oid": DEPUTY.oid}),
    ]
