"""Who may call a view: one transaction a request, in which row security knows only the session's officer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any, Final

from flask import Response, current_app, request
from sqlalchemy import Connection, Engine

from casework import conflicts
from casework.errors import NotThere, SignInAgain
from casework.permissions import Permission
from casework.store import accounts, sessions
from casework.store.rows import Officer
from crypto.names import FolderId

COOKIE: Final = "candour_session"
BROWSER_HEADER: Final = "X-Candour-Browser"
BROWSER: Final = 32
NO_FOLDER: Final = FolderId(bytes(16))
ENGINE: Final = "candour.engine"
View = Callable[..., Response]


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of one officer."""

    connection: Connection
    officer: Officer


def requires(permission: Permission, *, locked: bool = False) -> Callable[[View], View]:
    """Give the view a Visit whose officer may do this; else SignInAgain or NotPermitted is raised.

    A cookie alone is not enough: the browser shows the key that it got when it unlocked. Only what unlocking
    needs is given to one that is still `locked`. What is not there may wait for a declaration of conflicts:
    then DeclareFirst or Undecided is raised.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**path: Any) -> Response:
            with engine().begin() as connection:
                officer = accounts.present(connection, request.cookies.get(COOKIE, "")[:64])
                if officer is None or not (sessions.visit(connection, _browser()) or locked):
                    raise SignInAgain
                officer.check(permission)
                try:
                    return view(Visit(connection, officer), **path)
                except NotThere:  # perhaps only not yet
                    conflicts.check(connection, path.get("folder", NO_FOLDER))
                    raise

        guarded.access = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def _browser() -> bytes:
    try:
        return bytes.fromhex(request.headers.get(BROWSER_HEADER, ""))
    except ValueError:
        return b""


def open_to_all(why: str) -> Callable[[View], View]:
    """Mark a view that needs no session, and say why."""

    def decorate(view: View) -> View:
        view.access = why  # type: ignore[attr-defined]
        return view

    return decorate


def today() -> date:
    """The day, in UTC."""
    return datetime.now(UTC).date()


def engine() -> Engine:
    """The web login's connections."""
    found: Engine = current_app.extensions[ENGINE]
    return found
