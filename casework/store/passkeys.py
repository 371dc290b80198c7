"""Passkeys and their challenges: doors, and one's own rows."""

from typing import Any

from sqlalchemy import Connection, text

from casework.store.query import every, one, run, value
from casework.store.rows import Passkey, PublicKey

ADD_CHALLENGE = text("select casework.add_challenge(:challenge, :signed_in)")
PUBLIC_KEY = text("select * from casework.passkey_of(:challenge, :credential, :proof)")
OPEN = text("select casework.open_session_by_passkey(:challenge, :credential, :proof, :count, :secret_hash)")
ADD = text("""
    select casework.add_passkey(:challenge, :by, :shown, :credential, :public_key, :sign_count, :proof,
                                :name, :salt, :wrapped)
""")
OWN = text("""
    select credential, name, made_on, used_on from casework.passkeys
    where oid = casework.my_oid() order by made_on, name, credential
""")
RENAME = text("""
    update casework.passkeys set name = :name where credential = :credential and oid = casework.my_oid()
""")
REMOVE = text("select casework.remove_passkey(:credential)")


def add_challenge(connection: Connection, challenge: bytes, *, signed_in: bool) -> bool:
    """Something to sign within three minutes; False when too many wait already."""
    return bool(value(connection, ADD_CHALLENGE, challenge=challenge, signed_in=signed_in))


def public_key(connection: Connection, challenge: bytes, credential: bytes, proof: bytes) -> PublicKey | None:
    """What a signature under this challenge is checked against, for whoever proves the auth key."""
    return one(connection, PublicKey, PUBLIC_KEY, challenge=challenge, credential=credential, proof=proof)


def open_session(
    connection: Connection, challenge: bytes, credential: bytes, proof: bytes, count: int, secret_hash: bytes
) -> bool:
    """Use the challenge up and open a session; False for another challenge, proof or an older count."""
    values = {"challenge": challenge, "credential": credential, "proof": proof, "count": count}
    return bool(value(connection, OPEN, **values, secret_hash=secret_hash))


def add(connection: Connection, **columns: Any) -> bool:
    """One more passkey of one's own; IntegrityError when it is known, False without proof or challenge."""
    return bool(value(connection, ADD, **columns))


def own(connection: Connection) -> tuple[Passkey, ...]:
    """One's own passkeys, oldest first."""
    return every(connection, Passkey, OWN)


def rename(connection: Connection, credential: bytes, name: str) -> bool:
    """Call it something else; False when it is not one's own."""
    return run(connection, RENAME, credential=credential, name=name) == 1


def remove(connection: Connection, credential: bytes) -> bool:
    """Forget it and what it wraps; False when it is not one's own, or nothing else unlocks the account."""
    return bool(value(connection, REMOVE, credential=credential))
