"""Frames: the one binary envelope of everything that travels (protocol §1, §12). No cryptography here."""

from enum import IntEnum
from typing import Final, NamedTuple

from crypto.errors import Malformed, TooLarge

MAGIC: Final = b"CND1"
SEALED: Final = 1168
STATE: Final = 16_455
IDENTITY: Final = 1095
REPLY: Final = 18_846
PART: Final = 1 << 20
MAX_TICKET: Final = 2048
MAX_SLOTS: Final = 64 + 8 + 64
MAX_IDENTITY_SLOTS: Final = 64
MAX_SIGNATURES: Final = 255
MAX_SIGNED_DOCUMENT: Final = 1 << 20
MAX_ITEM_BODY: Final = 0x180000 + 56 + 16 * (0x180000 // 16_384 + 1)
MAX_ITEM: Final = 30 + 16 + 16 + 4 + 2 * SEALED + MAX_ITEM_BODY
MAX_KIND: Final = 16
MAX_PAYLOAD: Final = MAX_ITEM + MAX_SLOTS * SEALED + SEALED + IDENTITY + STATE + 1024


class FrameType(IntEnum):
    """The fifth byte of a frame."""

    SIGNED = 1
    ITEM = 2
    REPORT = 3
    MESSAGE = 4
    BEGIN = 5
    PUT = 6
    SEND = 7
    ASK = 8
    ANSWER = 9
    DONE = 10
    WRAP = 11


class Field(NamedTuple):
    """What one field may measure: from `least` to `most` bytes, a multiple of `unit`."""

    least: int
    most: int
    unit: int = 1


def _exactly(size: int) -> Field:
    return Field(size, size)


_ID, _HASH, _U32 = _exactly(16), _exactly(32), _exactly(4)
_ITEM = Field(1, MAX_ITEM)
_TICKET = Field(0, MAX_TICKET)

LAYOUT: Final[dict[FrameType, tuple[Field, ...]]] = {
    FrameType.SIGNED: (Field(2, MAX_SIGNED_DOCUMENT), Field(0, 80 * MAX_SIGNATURES, 80)),
    FrameType.ITEM: (
        _ID,
        Field(1, MAX_KIND),
        _U32,
        _exactly(SEALED),
        Field(0, SEALED, SEALED),
        Field(72, MAX_ITEM_BODY),
    ),
    FrameType.REPORT: (
        _ID,
        _HASH,
        _HASH,
        Field(SEALED, MAX_SLOTS * SEALED, SEALED),
        _exactly(SEALED),
        _exactly(IDENTITY),
        _U32,
        _HASH,
        _ITEM,
        _ID,
        _HASH,
        _exactly(STATE),
        _HASH,
    ),
    FrameType.MESSAGE: (
        _ID,
        _HASH,
        _HASH,
        Field(0, MAX_IDENTITY_SLOTS * SEALED, SEALED),
        _exactly(IDENTITY),
        _U32,
        _HASH,
        _ITEM,
        _HASH,
        _exactly(STATE),
    ),
    FrameType.BEGIN: (_ID,),
    FrameType.PUT: (_ID, _TICKET, _U32, Field(1, PART)),
    FrameType.SEND: (_ID, _TICKET, Field(1, MAX_PAYLOAD)),
    FrameType.ASK: (_ID, _TICKET, _ID, _HASH, _U32),
    FrameType.ANSWER: (_exactly(STATE), *[_exactly(REPLY)] * 4),
    FrameType.DONE: (_ID, _HASH),
    FrameType.WRAP: (_ID, _U32, _ID, _exactly(SEALED)),
}


def pack(kind: FrameType, *fields: bytes) -> bytes:
    """One frame of these fields; raises Malformed or TooLarge if the layout of its type forbids them."""
    layout = LAYOUT[kind]
    if len(fields) != len(layout):
        raise Malformed(f"a {kind.name.lower()} frame has {len(layout)} fields")
    pieces = [MAGIC, bytes((kind, len(fields)))]
    for number, (field, allowed) in enumerate(zip(fields, layout, strict=True)):
        _check(kind, number, len(field), allowed)
        pieces += (len(field).to_bytes(4, "big"), field)
    return b"".join(pieces)


def unpack(frame: bytes, kind: FrameType) -> tuple[bytes, ...]:
    """The fields of a frame of this type; raises Malformed or TooLarge if one byte is out of place."""
    layout = LAYOUT[kind]
    if frame[:6] != MAGIC + bytes((kind, len(layout))):
        raise Malformed(f"not a {kind.name.lower()} frame")
    fields, at, end = [], 6, len(frame)
    for number, allowed in enumerate(layout):
        size = int.from_bytes(frame[at : at + 4], "big")
        _check(kind, number, size, allowed)
        at += 4
        if at + size > end:
            raise Malformed(f"a {kind.name.lower()} frame ends within field {number + 1}")
        fields.append(frame[at : at + size])
        at += size
    if at != end:
        raise Malformed(f"a {kind.name.lower()} frame has bytes after its last field")
    return tuple(fields)


def _check(kind: FrameType, number: int, size: int, allowed: Field) -> None:
    if size > allowed.most:
        raise TooLarge(f"field {number + 1} of a {kind.name.lower()} frame is too long")
    if size < allowed.least or size % allowed.unit:
        raise Malformed(f"field {number + 1} of a {kind.name.lower()} frame has a wrong length")
