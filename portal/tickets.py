"""Tickets: a little work for each report and each code entered, never a block (protocol §6, ALTCHA v2).

A ticket names the id it was fetched for. The work rises smoothly while many tickets are used, and is bounded:
an old phone waits seconds, not minutes. No address is needed, and none is known.
"""

import hashlib
import hmac
import json
import math
import secrets
import threading
import time
from collections.abc import Callable
from typing import Any, Final

import altcha

LIFE_S: Final = 30 * 60
REMEMBERED_S: Final = 60.0
RELAXED_PER_S: Final = 1.0
HARDEST: Final = 8.0
ALGORITHM: Final = "SHA-256"


class TicketRefused(Exception):
    """A ticket that is malformed, expired, unsolved, or for another id. Fetch a new one for the same id."""


class Pressure:
    """How many tickets were used lately: an average over about a minute that fades by itself."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._level = 0.0
        self._at = clock()

    def add(self) -> None:
        """One more was used."""
        with self._lock:
            self._level = self._faded() + 1

    def factor(self) -> float:
        """How much harder the next ticket is, from 1 to `HARDEST`."""
        with self._lock:
            return min(HARDEST, 1 + self._faded() / REMEMBERED_S / RELAXED_PER_S)

    def _faded(self) -> float:
        now = self._clock()
        self._level *= math.exp((self._at - now) / REMEMBERED_S)
        self._at = now
        return self._level


class Tickets:
    """Hands out challenges and checks solved ones. `cost` is the work of a quiet day, in hashes."""

    def __init__(self, secret: str, cost: int, pressure: Pressure | None = None) -> None:
        self._challenge_key = _derived(secret, b"challenge")
        self._solution_key = _derived(secret, b"solution")
        self._cost = cost
        self.pressure = pressure or Pressure()

    def challenge(self, request: bytes) -> dict[str, Any]:
        """An ALTCHA v2 challenge bound to this id, as JSON values."""
        work = int(self._cost * self.pressure.factor())
        issued = altcha.create_challenge(
            ALGORITHM,
            cost=1,
            counter=work // 2 + secrets.randbelow(work + 1),
            expires_at=int(time.time()) + LIFE_S,
            data={"id": request.hex()},
            hmac_secret=self._challenge_key,
            hmac_key_secret=self._solution_key,
        )
        return dict(issued.to_dict())

    def check(self, ticket: bytes, request: bytes) -> None:
        """Raise TicketRefused unless this is a solved ticket, not expired, for this id."""
        try:
            payload = altcha.Payload.from_dict(json.loads(ticket.decode()))
            verdict = altcha.verify_solution(payload, self._challenge_key, hmac_key_secret=self._solution_key)
            named = payload.challenge.parameters.data
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise TicketRefused("the ticket is not one") from None
        if verdict.expired:
            raise TicketRefused("the ticket has expired")
        if not verdict.verified or named != {"id": request.hex()}:
            raise TicketRefused("the ticket does not count for this request")


def _derived(secret: str, purpose: bytes) -> bytes:
    return hmac.digest(secret.encode(), b"candour/v1/ticket/" + purpose, hashlib.sha256)
