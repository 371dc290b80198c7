"""Sessions, sign-in and vaults: doors before anybody is known, own rows afterwards."""

from sqlalchemy import Connection, text

from casework.store.query import every, one, run, value
from casework.store.rows import Officer, Salts, VaultKey
from crypto.names import Oid

PRESENT = text("select set_config('candour.session', :secret, true)")
SIGNED_IN = text("""
    select oid, name, title_en as title, role, custodian,
        (select kid from casework.keys k where k.oid = o.oid and ended_on is null) as kid
    from casework.officers o where oid = casework.my_oid()
""")
WAIT = text("select casework.wait_before_try(:name_hash, :free, :longest)")
SALTS = text("select * from casework.sign_in_salts(:name)")
SECOND_FACTOR = text("select casework.second_factor(:oid, :proof)")
OPEN = text("select casework.open_session(:oid, :proof, :step, :secret_hash)")
CLOSE = text("select casework.close_session()")
VAULT = text("select vault from casework.accounts where oid = casework.my_oid()")
VAULT_KEYS = text("""
    select method, credential, salt, wrapped from casework.vault_keys order by method, credential
""")
STORE_VAULT = text("update casework.accounts set vault = :vault where oid = casework.my_oid()")
LATE = text("select casework.collector_late()")
TITLES = text("select casework.titles_of(:vks)")


def present(connection: Connection, secret: str) -> Officer | None:
    """Show a session's secret to this transaction: rows are visible to its officer from here on."""
    connection.execute(PRESENT, {"secret": secret})
    return one(connection, Officer, SIGNED_IN)


def wait_before_try(connection: Connection, name_hash: bytes, *, free: int, longest: int) -> int:
    """Count a try before it is made; seconds to wait, or 0."""
    return int(value(connection, WAIT, name_hash=name_hash, free=free, longest=longest))


def salts(connection: Connection, name: str) -> Salts | None:
    """The salts of an account, or None for a name that has none."""
    return one(connection, Salts, SALTS, name=name)


def second_factor(connection: Connection, oid: Oid, proof: bytes) -> str | None:
    """The TOTP secret, only for whoever proves the first factor."""
    secret: str | None = value(connection, SECOND_FACTOR, oid=oid, proof=proof)
    return secret


def open_session(connection: Connection, oid: Oid, proof: bytes, step: int, secret_hash: bytes) -> bool:
    """Spend a code and open a session; False unless the proof is right and no code as new was spent."""
    return bool(value(connection, OPEN, oid=oid, proof=proof, step=step, secret_hash=secret_hash))


def close_session(connection: Connection) -> None:
    """End the session whose secret this transaction presents."""
    connection.execute(CLOSE)


def vault(connection: Connection) -> bytes:
    """One's own vault, sealed."""
    return bytes(value(connection, VAULT))


def vault_keys(connection: Connection) -> tuple[VaultKey, ...]:
    """The ways to open it."""
    return every(connection, VaultKey, VAULT_KEYS)


def store_vault(connection: Connection, sealed: bytes) -> None:
    """Replace one's own vault."""
    run(connection, STORE_VAULT, vault=sealed)


def collector_late(connection: Connection) -> bool:
    """Whether nothing was collected for an hour."""
    return bool(value(connection, LATE))


def titles_of(connection: Connection, vks: list[bytes]) -> tuple[str, ...]:
    """Whose any of these verification keys are."""
    return tuple(connection.execute(TITLES, {"vks": vks}).scalars())
