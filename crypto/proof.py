"""What an auth key becomes before it meets the database, which keeps only this and compares (§7)."""

from typing import Final

from argon2.low_level import Type, hash_secret_raw

MEMORY_KIB: Final = 19 * 1024
PASSES: Final = 2
LANES: Final = 1


def proof_of(auth_key: bytes, salt: bytes) -> bytes:
    """Argon2id of an auth key under the server's 16-byte salt: 32 bytes.

    The auth key is already stretched in the browser, so the server's own cost is the usual one for logins.
    """
    return hash_secret_raw(auth_key, salt, PASSES, MEMORY_KIB, LANES, 32, Type.ID)
