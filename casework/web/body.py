"""Reading a request's JSON strictly: exactly these keys, each what it should be, or Malformed."""

import base64
import binascii
from collections.abc import Iterable
from typing import Any, Final, Self

from flask import Request

from crypto.errors import Malformed
from crypto.fields import Fields

MAX_FRAME: Final = 64 * 1024


class Body(Fields):
    """The object that a request carries."""

    @classmethod
    def read(cls, request: Request, keys: Iterable[str]) -> Self:
        """Raise Malformed unless the body is a JSON object with exactly these keys."""
        try:
            written = request.get_json(force=True, cache=False)
        except RecursionError as error:
            raise Malformed("the request is nested too deep") from error
        return cls.of(written, keys, "request")

    def line(self, key: str, longest: int) -> str:
        """Text that a database takes: no half surrogates, no NUL; never empty."""
        written = self.text(key, longest)
        if not written or "\0" in written or not written.isprintable():
            raise self._wrong(key, "one line of text")
        return written

    def base64(self, key: str, least: int, most: int) -> bytes:
        """From `least` to `most` bytes in standard, padded base64."""
        written = self.text(key, 4 * (most // 3 + 1))
        try:
            decoded = base64.b64decode(written.encode("ascii"), validate=True)
        except (binascii.Error, UnicodeEncodeError) as error:
            raise self._wrong(key, "base64") from error
        if not least <= len(decoded) <= most:
            raise self._wrong(key, "of a length that it may have")
        return decoded

    def frame(self, key: str, most: int = MAX_FRAME) -> bytes:
        """A frame, in base64."""
        return self.base64(key, 6, most)

    def frames(self, key: str, most: int) -> tuple[bytes, ...]:
        """At most `most` frames, in base64."""
        listed = self._list(key)
        if len(listed) > most:
            raise self._wrong(key, f"at most {most} frames")
        return tuple(type(self)({key: each}, self.where).frame(key) for each in listed)


def b64(raw: bytes) -> str:
    """Standard, padded base64."""
    return base64.b64encode(raw).decode("ascii")


def as_json(**values: Any) -> dict[str, Any]:
    """An answer: bytes become hex, dates ISO; give what should be base64 through `b64`."""
    return {key: _plain(each) for key, each in values.items()}


def _plain(each: Any) -> Any:
    if isinstance(each, bytes):
        return each.hex()
    return each.isoformat() if hasattr(each, "isoformat") else each
