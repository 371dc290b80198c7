"""Recovery codes: ten for a lost phone, each good once instead of a six-digit code."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection

from casework import account
from casework.errors import Taken
from casework.store import recovery_codes

CODES: Final = 10


def renew(
    connection: Connection, user_name: str, by: bytes, auth_key: bytes, hashes: Sequence[bytes]
) -> None:
    """Keep the hashes of ten new codes and forget the old; Taken unless a key of the account is proven."""
    proof = account.proof_by(connection, user_name, by, auth_key)
    if not recovery_codes.renew(connection, by, proof, hashes):
        raise Taken("No codes were changed: unlock casework again and repeat")
