"""The shape of a vector: what is done, to which bytes, and whether it must succeed."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

Case = dict[str, Any]


def ok(name: str, op: str, **values: Any) -> Case:
    """A case that must succeed; bytes become hex."""
    return {"name": name, "op": op, "expect": "ok", **{key: plain(value) for key, value in values.items()}}


def refused(name: str, op: str, why: str, **values: Any) -> Case:
    """A hostile case that must be refused."""
    return {**ok(name, op, **values), "expect": "refused", "why": why}


def plain(value: Any) -> Any:
    """As JSON has it: bytes as hex, dates as ISO, the rest as it is."""
    if isinstance(value, bytes | bytearray):
        return bytes(value).hex()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def flipped(content: bytes, at: int) -> bytes:
    """The same with one bit changed."""
    at %= len(content)
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def pattern(length: int) -> bytes:
    """Bytes that vectors need not spell out: byte i is i mod 251."""
    whole = bytes(range(251))
    return (whole * (length // 251 + 1))[:length]


def load(name: str) -> list[Case]:
    """The cases of one file, shared strings put back; none if the file does not exist."""
    path = Path(__file__).with_name(f"{name}.json")
    if not path.exists():
        return []
    content = json.loads(path.read_text(encoding="utf-8"))
    return content if isinstance(content, list) else _filled(content["cases"], content["blobs"])


def _filled(value: Any, blobs: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return blobs.get(value, value)
    if isinstance(value, list):
        return [_filled(each, blobs) for each in value]
    if isinstance(value, dict):
        return {key: _filled(each, blobs) for key, each in value.items()}
    return value
