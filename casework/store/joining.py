"""One-time links: what they say, and what whoever follows one hands in."""

from typing import Any

from sqlalchemy import Connection, text

from casework.store.query import one, value
from casework.store.rows import Invitation

INVITATION = text("select * from casework.invitation(:token)")
JOIN = text("""
    select casework.join_with_codes(:token, :kid, :xpk, :vk, :custodian_id, :enrol, :salt, :proof_salt,
                                    :proof, :step, :wrapped, :vault, :hashes)
""")
JOIN_WITH_PASSKEY = text("""
    select casework.join_with_passkey(:token, :challenge, :kid, :xpk, :vk, :custodian_id, :enrol, :credential,
                                      :public_key, :sign_count, :proof, :name, :salt, :wrapped, :vault)
""")


def invitation(connection: Connection, token: bytes) -> Invitation | None:
    """What an unused link is for."""
    return one(connection, Invitation, INVITATION, token=token)


def join(connection: Connection, token: bytes, **columns: Any) -> bool:
    """Use a link up; False when it was used, has expired or never was."""
    return bool(value(connection, JOIN, token=token, **columns))


def join_with_passkey(connection: Connection, token: bytes, **columns: Any) -> bool:
    """The same for an account without a passphrase; False also for a challenge that is not there any more."""
    return bool(value(connection, JOIN_WITH_PASSKEY, token=token, **columns))
