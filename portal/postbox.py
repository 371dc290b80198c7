"""The doors of the postbox that the portal's login may open. There is nothing else it can do."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import psycopg

PATIENCE_S: Final = 5
STATEMENT_PATIENCE: Final = "-c statement_timeout=10s"


class Unavailable(Exception):
    """The postbox does not answer, or its disk is full: nothing was stored, the same again may work later."""


class Outcome(StrEnum):
    """What a door says about a deposit."""

    DONE = "done"
    CONFLICT = "conflict"
    MISSING = "missing"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Said:
    """A door's word; `missing` are numbers of parts that a `send` waits for, the first twenty of them."""

    outcome: Outcome
    missing: tuple[int, ...] = ()

    @classmethod
    def parse(cls, answer: str) -> "Said":
        """From the door's text, such as "done" or "missing:3,4"."""
        word, _, numbers = answer.partition(":")
        return cls(Outcome(word), tuple(int(number) for number in numbers.split(",") if number))


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a mailbox: five fields, state first, each with whether it is genuine or the decoy's."""

    fields: tuple[tuple[bool, bytes], ...]


class Postbox:
    """A connection for each thread, a transaction for each call.

    Every call may be repeated without harm, so a connection that broke is opened again once before
    `Unavailable` is raised.
    """

    def __init__(self, url: str) -> None:
        self._url = url.replace("postgresql+psycopg:", "postgresql:", 1)
        self._of_thread = threading.local()
        self._open: list[psycopg.Connection[Any]] = []

    def put_part(self, deposit: bytes, number: int, part: bytes, *, quota: int) -> Said:
        """Keep a part of a deposit's files: DONE, CONFLICT, or FULL when `quota` parts wait already."""
        door = "select postbox.put_part(%s, %s, %s, %s)"
        return Said.parse(self._call(door, deposit, number, part, quota)[0][0])

    def send_report(
        self, deposit: bytes, digest: bytes, payload: bytes, parts: int, mailbox: tuple[bytes, bytes, bytes]
    ) -> Said:
        """Keep a whole report and open its mailbox (lookup, H(auth), state): DONE, CONFLICT or MISSING."""
        door = "select postbox.send_report(%s, %s, %s, %s, %s, %s, %s)"
        return Said.parse(self._call(door, deposit, digest, payload, parts, *mailbox)[0][0])

    def send_message(
        self,
        deposit: bytes,
        digest: bytes,
        payload: bytes,
        parts: int,
        mailbox: tuple[bytes, bytes, bytes, bytes],
    ) -> Said:
        """Keep a message and move its mailbox (lookup, H(auth), H(old state), new state) on.

        CONFLICT is also what an unknown lookup, a wrong auth and an old state that has moved on get.
        """
        door = "select postbox.send_message(%s, %s, %s, %s, %s, %s, %s, %s)"
        return Said.parse(self._call(door, deposit, digest, payload, parts, *mailbox)[0][0])

    def ask(self, request: bytes, lookup: bytes, auth_hash: bytes, page: int) -> Page | None:
        """One page of one mailbox, after the same work if there is none; None if `request` was spent."""
        rows = self._call("select * from postbox.ask(%s, %s, %s, %s)", request, lookup, auth_hash, page)
        return Page(tuple((bool(genuine), bytes(field)) for genuine, field in rows)) if rows else None

    def published(self, name: str) -> bytes | None:
        """What casework published under this name."""
        found = self._call("select postbox.published(%s)", name)[0][0]
        return None if found is None else bytes(found)

    def count_day(self, name: str, more: int) -> None:
        """Add to one of today's counters."""
        self._call("select postbox.count_day(%s, %s)", name, more)

    def check_ready(self) -> None:
        """Raise Unavailable unless the postbox answers."""
        self._call("select postbox.ready()")

    def close(self) -> None:
        """Close every thread's connection."""
        while self._open:
            self._open.pop().close()

    def _call(self, door: str, *values: object) -> Sequence[tuple[Any, ...]]:
        try:
            try:
                return self._connection().execute(door, values, binary=True).fetchall()
            except psycopg.OperationalError:
                if not self._connection_broke():
                    raise
                return self._connection().execute(door, values, binary=True).fetchall()
        except psycopg.Error as error:
            reason = error.sqlstate or type(error).__name__
            raise Unavailable(f"the postbox does not answer ({reason})") from None

    def _connection(self) -> psycopg.Connection[Any]:
        known: psycopg.Connection[Any] | None = getattr(self._of_thread, "connection", None)
        if known is None or known.closed:
            known = psycopg.connect(
                self._url,
                autocommit=True,
                prepare_threshold=1,
                connect_timeout=PATIENCE_S,
                options=STATEMENT_PATIENCE,
                application_name="",
            )
            self._of_thread.connection = known
            self._open.append(known)
        return known

    def _connection_broke(self) -> bool:
        known: psycopg.Connection[Any] | None = getattr(self._of_thread, "connection", None)
        if known is None or not known.closed:
            return False
        self._open = [each for each in self._open if each is not known]
        return True
