"""Sessions of one's own, and the browsers that they are bound to."""

from sqlalchemy import Connection, text

from casework.store.query import every, value
from casework.store.rows import Session

VISIT = text("select casework.visit(:browser)")
BIND = text("select casework.bind_browser(:by, :shown, :browser)")
OWN = text("select * from casework.my_sessions()")
END_OTHERS = text("select casework.end_other_sessions()")


def visit(connection: Connection, browser: bytes) -> bool:
    """Note that the session presented is in use; whether this browser has unlocked it."""
    return bool(value(connection, VISIT, browser=browser))


def bind(connection: Connection, by: bytes, shown: bytes, browser: bytes) -> bool:
    """Let a browser use the session presented; False unless it proves a key of the account."""
    return bool(value(connection, BIND, by=by, shown=shown, browser=browser))


def own(connection: Connection) -> tuple[Session, ...]:
    """Where this officer is signed in, the session presented first."""
    return every(connection, Session, OWN)


def end_others(connection: Connection) -> int:
    """End every session of this officer but the one presented; how many there were."""
    return int(value(connection, END_OTHERS))
