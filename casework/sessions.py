"""Sessions: bound to the browsers that unlocked them, listed, and ended elsewhere."""

from sqlalchemy import Connection

from casework import account
from casework.errors import SignInAgain
from casework.store import sessions


def bind(connection: Connection, user_name: str, by: bytes, auth_key: bytes, browser: bytes) -> None:
    """Let one more browser use this session, because whoever sits there unlocked the account.

    Raises TooManyTries, or SignInAgain for a wrong auth key.
    """
    proof = account.proof_by(connection, user_name, by, auth_key)
    if not sessions.bind(connection, by, proof, browser):
        raise SignInAgain
