"""Recovery codes of one's own: only their hashes, and whether they were used."""

from collections.abc import Sequence

from sqlalchemy import Connection, text

from casework.store.query import value
from crypto.names import Oid

OPEN = text("select casework.open_session_by_recovery_code(:oid, :proof, :code, :secret_hash)")
RENEW = text("select casework.renew_recovery_codes(:by, :shown, :hashes)")
LEFT = text("""
    select count(*) from casework.recovery_codes where used_on is null and oid = casework.my_oid()
""")


def open_session(connection: Connection, oid: Oid, proof: bytes, code: bytes, secret_hash: bytes) -> bool:
    """Use a code up and open a session; False unless the proof is right and the code is unused."""
    return bool(value(connection, OPEN, oid=oid, proof=proof, code=code, secret_hash=secret_hash))


def renew(connection: Connection, by: bytes, shown: bytes, hashes: Sequence[bytes]) -> bool:
    """Ten new ones instead of what there is; False without proof, or with another number."""
    return bool(value(connection, RENEW, by=by, shown=shown, hashes=list(hashes)))


def left(connection: Connection) -> int:
    """How many were not used yet."""
    return int(value(connection, LEFT))
