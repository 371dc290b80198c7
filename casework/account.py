"""Signing in and out, and one's own vault (protocol §7).

The database compares the first factor itself and hands out the second factor's secret only for it, so neither
an injected query nor this process can open a session for somebody whose passphrase nobody typed.
"""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Final

import pyotp
from sqlalchemy import Connection, Engine

from casework.errors import TooManyTries, WrongSignIn
from casework.store import accounts, recovery_codes, sessions
from casework.store.rows import Salts
from crypto.context import UNROOTED, sha256
from crypto.names import Oid
from crypto.proof import proof_of
from crypto.vault import absent_account, recovery_code

STEP_S: Final = 30
DIGITS: Final = 6
NO_PASSKEY: Final = b""
LOOK_ALIKE: Final = str.maketrans({"o": "0", "i": "1", "l": "1", "-": None, " ": None})
NO_SECRET: Final = "A" * 32
EVERYBODY: Final = b"every name"
TRIES_OF_A_NAME: Final = 5
LONGEST_WAIT_OF_A_NAME_S: Final = 60
TRIES_OF_EVERYBODY: Final = 200
LONGEST_WAIT_OF_EVERYBODY_S: Final = 4


@dataclass(frozen=True, slots=True)
class SignIn:
    """What somebody typed: the auth key instead of the passphrase, which stays in their browser.

    `code`: six digits, or a recovery code. `browser`: a key that this browser keeps in memory only.
    """

    name: str
    auth_key: bytes
    code: str
    browser: bytes


def salts(connection: Connection, name: str, server_secret: bytes) -> Salts:
    """What the browser needs to derive the auth key; the same fakes each time for a name without account."""
    absent_oid, absent_salt = absent_account(server_secret, name)
    return accounts.salts(connection, name) or Salts(absent_oid, absent_salt, absent_salt)


def sign_in(engine: Engine, typed: SignIn, server_secret: bytes, *, now: float) -> str:
    """Open a session and return its secret, 64 hex digits.

    Raises TooManyTries, or WrongSignIn for a wrong name, passphrase or code alike, after the same work.
    """
    with engine.begin() as connection:
        count_try(connection, typed.name.encode())
    with engine.begin() as connection:
        known = salts(connection, typed.name, server_secret)
        proof = proof_of(typed.auth_key, known.proof_salt)
        secret = secrets.token_hex(32)
        hashed = hashlib.sha256(secret.encode()).digest()
        opens = _by_recovery_code if len(_tidy(typed.code)) > DIGITS else _by_totp
        if not opens(connection, known.oid, proof, typed.code, hashed, now):
            raise WrongSignIn
        accounts.present(connection, secret)
        sessions.bind(connection, NO_PASSKEY, proof, typed.browser)
    return secret


def _by_totp(
    connection: Connection, oid: Oid, proof: bytes, code: str, secret_hash: bytes, now: float
) -> bool:
    totp_secret = accounts.second_factor(connection, oid, proof)
    step = matching_step(totp_secret or NO_SECRET, code, now)
    return step is not None and accounts.open_session(connection, oid, proof, step, secret_hash)


def _by_recovery_code(
    connection: Connection, oid: Oid, proof: bytes, code: str, secret_hash: bytes, _now: float
) -> bool:
    hashed = recovery_code(UNROOTED, oid, _tidy(code))
    return recovery_codes.open_session(connection, oid, proof, hashed, secret_hash)


def _tidy(code: str) -> str:
    """As browsers make recovery codes: no letter that looks like a digit."""
    return code.lower().translate(LOOK_ALIKE)


def proof_by(connection: Connection, user_name: str, by: bytes, auth_key: bytes) -> bytes:
    """What the database compares for a key of one's own: a passkey's, the passphrase's if `by` is empty."""
    known = accounts.salts(connection, user_name)
    return proof_of(auth_key, known.proof_salt) if known and by == NO_PASSKEY else sha256(auth_key)


def matching_step(totp_secret: str, code: str, now: float) -> int | None:
    """The 30-second step, this one or a neighbour, whose code was typed; None if none matches."""
    totp = pyotp.TOTP(totp_secret, interval=STEP_S)
    this = int(now) // STEP_S
    matching = [
        step
        for step in (this - 1, this, this + 1)
        if secrets.compare_digest(totp.at(step * STEP_S).encode(), code.encode())
    ]
    return matching[-1] if matching else None


def count_try(connection: Connection, named: bytes) -> None:
    """Count a try at a name or passkey before it is made; TooManyTries while it must wait."""
    waits = (
        (EVERYBODY, TRIES_OF_EVERYBODY, LONGEST_WAIT_OF_EVERYBODY_S),
        (named, TRIES_OF_A_NAME, LONGEST_WAIT_OF_A_NAME_S),
    )
    for counted, free, longest in waits:
        seconds = accounts.wait_before_try(connection, sha256(counted), free=free, longest=longest)
        if seconds:
            raise TooManyTries(seconds)
