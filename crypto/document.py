"""Documents: one JSON object in one permitted spelling (RFC 8785, restricted; protocol §1)."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, NoReturn

from crypto.errors import Malformed, TooLarge
from crypto.fields import Fields

MAX_DOCUMENT: Final = 1 << 20
MAX_DEPTH: Final = 16
MAX_INTEGER: Final = 2**53 - 1
KEY: Final = re.compile(r"[a-z][a-z_]*")


def encode(kind: str, document: Mapping[str, Any], limit: int = MAX_DOCUMENT) -> bytes:
    """The only spelling of this document, with `v: 1` and `kind`; bytes become hex, dates ISO.

    Raises Malformed for anything a reader would refuse, TooLarge beyond `limit` bytes.
    """
    encoded = _spell({"v": 1, "kind": kind, **document})
    if len(encoded) > limit:
        raise TooLarge(f"a {kind} document is limited to {limit} bytes")
    return encoded


def decode(encoded: bytes, kind: str, keys: Iterable[str], limit: int = MAX_DOCUMENT) -> Fields:
    """Read a document strictly: exactly these `keys` beside `v` and `kind`, and only one spelling.

    Raises Malformed, or TooLarge beyond `limit` bytes.
    """
    if len(encoded) > limit:
        raise TooLarge(f"a {kind} document is limited to {limit} bytes")
    value = _parse(encoded)
    fields = Fields.of(value, ["v", "kind", *keys], kind)
    if value["v"] != 1 or value["v"] is True or value["kind"] != kind:
        raise Malformed(f"not version 1 of a {kind} document")
    if _spell(value) != encoded:
        raise Malformed(f"a {kind} document is not in its only spelling")
    return fields


def _spell(value: Mapping[str, Any]) -> bytes:
    plain = _plain(value, 1)
    try:
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    except UnicodeEncodeError as error:
        raise Malformed("a document's text holds half a surrogate pair") from error


def _plain(value: Any, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise Malformed(f"a document is nested more than {MAX_DEPTH} deep")
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        if not 0 <= value <= MAX_INTEGER:
            raise Malformed("a document's integers lie between 0 and 2^53 - 1")
        return value
    if isinstance(value, bytes):
        return value.hex()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(each, depth + 1) for each in value]
    if isinstance(value, Mapping):
        return {_key(key): _plain(each, depth + 1) for key, each in value.items()}
    raise Malformed("a document holds only objects, arrays, booleans, null, text and integers")


def _key(key: Any) -> str:
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise Malformed("a document's keys are a-z and underscores, beginning with a letter")
    return key


def _parse(encoded: bytes) -> Any:
    try:
        return json.loads(
            encoded.decode("utf-8"),
            object_pairs_hook=_object,
            parse_float=_no_float,
            parse_constant=_no_float,
            parse_int=_integer,
        )
    except (ValueError, RecursionError) as error:
        raise Malformed("a document is one JSON object in UTF-8") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise Malformed("a document holds the same key twice")
    return value


def _no_float(_: str) -> NoReturn:
    raise Malformed("a document holds a number that is not an integer")


def _integer(digits: str) -> int:
    if len(digits) > len(str(MAX_INTEGER)):
        raise Malformed("a document's integers lie between 0 and 2^53 - 1")
    return int(digits)
