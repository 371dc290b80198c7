"""Typed reading of a decoded document: each value is what it should be, or Malformed is raised."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Self

from crypto.errors import Malformed

MAX_INTEGER: Final = 2**53 - 1
HEX: Final = re.compile(r"(?:[0-9a-f]{2})*")
DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Fields:
    """One object of a document whose key set has been checked; `where` names it in errors."""

    values: dict[str, Any]
    where: str

    @classmethod
    def of(cls, value: Any, keys: Iterable[str], where: str) -> Self:
        """Raise Malformed unless `value` is an object with exactly these keys."""
        expected = set(keys)
        if not isinstance(value, dict) or value.keys() != expected:
            named = ", ".join(sorted(expected)) or "none"
            raise Malformed(f"{where} does not have exactly the keys it should: {named}")
        return cls(value, where)

    def text(self, key: str, longest: int = 1 << 20) -> str:
        """Text of at most `longest` characters."""
        value = self.values[key]
        if not isinstance(value, str) or len(value) > longest:
            raise self._wrong(key, "text")
        return value

    def number(self, key: str, least: int = 0, most: int = MAX_INTEGER) -> int:
        """An integer from `least` to `most`."""
        value = self.values[key]
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self._wrong(key, f"an integer from {least} to {most}")
        return value

    def maybe_text(self, key: str, longest: int = 1 << 20) -> str | None:
        """Like `text`, or null."""
        return None if self.values[key] is None else self.text(key, longest)

    def maybe_number(self, key: str, least: int = 0, most: int = MAX_INTEGER) -> int | None:
        """Like `number`, or null."""
        return None if self.values[key] is None else self.number(key, least, most)

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self.values[key]
        if not isinstance(value, bool):
            raise self._wrong(key, "true or false")
        return value

    def hex(self, key: str, size: int) -> bytes:
        """Exactly `size` bytes in lower-case hex."""
        return self._hex(key, self.values[key], size)

    def maybe_hex(self, key: str, size: int) -> bytes | None:
        """Like `hex`, or null."""
        return None if self.values[key] is None else self.hex(key, size)

    def day(self, key: str) -> date:
        """A date, YYYY-MM-DD."""
        value = self.values[key]
        if not isinstance(value, str) or not DATE.fullmatch(value):
            raise self._wrong(key, "a date")
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise self._wrong(key, "a date") from error

    def maybe_day(self, key: str) -> date | None:
        """Like `day`, or null."""
        return None if self.values[key] is None else self.day(key)

    def hexes(self, key: str, size: int) -> tuple[bytes, ...]:
        """A list of `hex`."""
        return tuple(self._hex(key, each, size) for each in self._list(key))

    def texts(self, key: str, longest: int = 1 << 20) -> tuple[str, ...]:
        """A list of text."""
        values = self._list(key)
        if not all(isinstance(each, str) and len(each) <= longest for each in values):
            raise self._wrong(key, "a list of text")
        return tuple(values)

    def object(self, key: str, keys: Iterable[str]) -> "Fields":
        """An object with exactly these keys."""
        return Fields.of(self.values[key], keys, f"{self.where}.{key}")

    def maybe_object(self, key: str, keys: Iterable[str]) -> "Fields | None":
        """Like `object`, or null."""
        return None if self.values[key] is None else self.object(key, keys)

    def objects(self, key: str, keys: Iterable[str]) -> "tuple[Fields, ...]":
        """A list of objects with exactly these keys."""
        wanted = list(keys)
        return tuple(Fields.of(each, wanted, f"{self.where}.{key}") for each in self._list(key))

    def _list(self, key: str) -> list[Any]:
        value = self.values[key]
        if not isinstance(value, list):
            raise self._wrong(key, "a list")
        return value

    def _hex(self, key: str, value: Any, size: int) -> bytes:
        if not isinstance(value, str) or len(value) != 2 * size or not HEX.fullmatch(value):
            raise self._wrong(key, f"{size} bytes in lower-case hex")
        return bytes.fromhex(value)

    def _wrong(self, key: str, wanted: str) -> Malformed:
        return Malformed(f"{self.where}.{key} is not {wanted}")
