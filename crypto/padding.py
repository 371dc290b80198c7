"""Sizes that say little: two buckets an octave, a floor for each kind (protocol §2)."""

from typing import Final

from crypto.errors import Malformed, TooLarge

LENGTH: Final = 8
FLOOR_SMALL: Final = 1023
FLOOR_ITEM: Final = 16_383
FLOOR_REPORT: Final = 32_767
PART: Final = 1 << 20


def round_up(length: int) -> int:
    """`length`, at least 1, rounded up to a multiple of half its highest power of two."""
    unit = 1 << max(0, length.bit_length() - 2)
    return -(-length // unit) * unit


def padded_length(length: int, floor: int) -> int:
    """How long `length` bytes become."""
    return max(floor, round_up(length + LENGTH))


def room_at(floor: int) -> int:
    """The most bytes that stay at the floor: the largest bucket below it holds them and their length."""
    unit = 1 << (floor.bit_length() - 2)
    return floor // unit * unit - LENGTH


def pad(content: bytes, floor: int, *, only: bool = False) -> bytes:
    """Length, content, zeros; with `only`, TooLarge instead of leaving the floor."""
    size = padded_length(len(content), floor)
    if only and size != floor:
        raise TooLarge(f"at most {room_at(floor)} bytes fit here")
    return (len(content).to_bytes(LENGTH, "big") + content).ljust(size, b"\0")


def unpad(padded: bytes, floor: int) -> bytes:
    """The content; Malformed unless the bucket is right and every byte after the content is zero."""
    length = int.from_bytes(padded[:LENGTH], "big")
    if len(padded) < LENGTH or len(padded) != padded_length(length, floor) or any(padded[LENGTH + length :]):
        raise Malformed("padding that is not the one that belongs there")
    return padded[LENGTH : LENGTH + length]


def stream_length(total: int) -> int:
    """How long a stream of files with `total` bytes of bodies is, random filling included."""
    return max(PART, round_up(total)) if total else 0


def part_count(length: int) -> int:
    """In how many parts a stream of this length travels."""
    return -(-length // PART)
