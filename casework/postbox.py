"""The postbox's doors that the collector's login may use. Each call is a transaction of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Engine, TextClause, text

from crypto.names import Hash

WAITING: Final = text("select postbox.waiting(:most)")
TAKE: Final = text("select payload, hash, arrived, parts from postbox.take(:id)")
TAKE_PART: Final = text("select postbox.take_part(:id, :number)")
FORGET: Final = text("select postbox.forget(:id, :hash)")
DELIVER: Final = text("select postbox.deliver(:lookup, :seq, :slot)")
PUBLISH: Final = text("select postbox.publish(:name, :bytes)")
REFILL: Final = text("select postbox.refill(:lookup, :auth_hash, :state)")
SWEEP: Final = text("select postbox.sweep(:today)")
STATUS: Final = text("select deposits, parts, oldest from postbox.status()")


class Delivery(StrEnum):
    """What became of a reply."""

    DONE = "done"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Taken:
    """A deposit as it lies in the postbox. `hash`: what its sender was told; a message lost its auth."""

    payload: bytes
    hash: Hash
    arrived: date
    parts: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits, since which day."""

    deposits: int
    parts: int
    oldest: date | None


@dataclass(frozen=True, slots=True)
class Postbox:
    """A connection to the doors."""

    engine: Engine

    def waiting(self, most: int = 100) -> tuple[bytes, ...]:
        """Ids of deposits to collect."""
        with self.engine.begin() as connection:
            return tuple(bytes(each) for each in connection.execute(WAITING, {"most": most}).scalars())

    def take(self, deposit: bytes) -> Taken | None:
        """A deposit, or None when it has gone."""
        with self.engine.begin() as connection:
            row = connection.execute(TAKE, {"id": deposit}).one_or_none()
        if row is None:
            return None
        return Taken(bytes(row.payload), Hash(bytes(row.hash)), row.arrived, row.parts)

    def take_parts(self, deposit: bytes, parts: int) -> Iterator[bytes]:
        """Its files, one part at a time."""
        for number in range(parts):
            yield bytes(self._call(TAKE_PART, id=deposit, number=number))

    def forget(self, deposit: bytes, payload_hash: bytes) -> None:
        """Casework has it."""
        self._call(FORGET, id=deposit, hash=payload_hash)

    def deliver(self, lookup: bytes, seq: int, slot: bytes) -> Delivery:
        """A reply for a mailbox."""
        return Delivery(self._call(DELIVER, lookup=lookup, seq=seq, slot=slot))

    def publish(self, name: str, published: bytes) -> None:
        """Bytes that the portal serves to everyone."""
        self._call(PUBLISH, name=name, bytes=published)

    def refill(self, lookup: bytes, auth_hash: bytes, state: bytes) -> None:
        """A mailbox that the postbox lost; one that it has stays."""
        self._call(REFILL, lookup=lookup, auth_hash=auth_hash, state=state)

    def sweep(self, today: date) -> None:
        """Forget what nobody finished within a day, and receipts of codes that have ended."""
        self._call(SWEEP, today=today)

    def status(self) -> Waiting:
        """How much waits."""
        with self.engine.begin() as connection:
            row = connection.execute(STATUS).one()
        return Waiting(row.deposits, row.parts, row.oldest)

    def _call(self, door: TextClause, **values: Any) -> Any:
        with self.engine.begin() as connection:
            return connection.execute(door, values).scalar_one()
