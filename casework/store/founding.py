"""What only the owner's login may write: officers, invitations, the collector's public keys."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from casework.store.query import run

ADD_INSTALLATION = text("""
    insert into casework.installation values (true, :collector_xpk, :collector_vk, :threshold)
""")
ADD_OFFICER = text("""
    insert into casework.officers values
        (:oid, :name, :title_en, :title_cy, :role, :receives, :replies, :identity, :custodian)
""")
ADD_INVITATION = text(
    "insert into casework.invitations values (:token_hash, :oid, :totp_secret, :expires_on)"
)
ADD_KEY = text("insert into casework.keys values (:custodian_id, :oid, null, :xpk, :vk, :enrol)")
ADD_ACCOUNT = text("""
    insert into casework.accounts values
        (:oid, :salt, :proof_salt, :proof, :totp_secret, :totp_step, :vault)
""")
ADD_VAULT_KEY = text("insert into casework.vault_keys values (:oid, 'passphrase', '', :salt, :wrapped)")
ADD_ADDRESS = text("insert into casework.addresses values (:oid, :address)")
NAMES = text("select name from casework.officers")


def add_installation(
    connection: Connection, *, collector_xpk: bytes, collector_vk: bytes, threshold: int
) -> None:
    """IntegrityError when there is one already."""
    run(
        connection,
        ADD_INSTALLATION,
        collector_xpk=collector_xpk,
        collector_vk=collector_vk,
        threshold=threshold,
    )


def add_officer(connection: Connection, **columns: Any) -> None:
    """Somebody who will have an account."""
    run(connection, ADD_OFFICER, **columns)


def add_invitation(
    connection: Connection, *, token_hash: bytes, oid: bytes, totp_secret: str, expires_on: date
) -> None:
    """A link that works once."""
    run(
        connection,
        ADD_INVITATION,
        token_hash=token_hash,
        oid=oid,
        totp_secret=totp_secret,
        expires_on=expires_on,
    )


def add_address(connection: Connection, oid: bytes, address: str) -> None:
    """Where somebody's notices go."""
    run(connection, ADD_ADDRESS, oid=oid, address=address)


def names(connection: Connection) -> frozenset[str]:
    """User names in use."""
    return frozenset(connection.execute(NAMES).scalars())


def add_account(connection: Connection, **columns: Any) -> None:
    """A demonstration's account, made here instead of in its officer's browser."""
    for statement in (ADD_KEY, ADD_ACCOUNT, ADD_VAULT_KEY):
        connection.execute(statement, columns)
