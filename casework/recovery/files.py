"""The two files of a recovery: asked online, opened offline, taken back online. A document a line."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from crypto.document import decode, encode
from crypto.errors import Malformed
from crypto.names import FolderId, Kid, Rid

LONGEST_LINE: Final = 64 << 20
PRIVATE: Final = 0o600
ASKED, FOLDER, RECOVERED, RESULT = (f"recovery_{name}" for name in ("asked", "folder", "recovered", "result"))


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom, with which group, and what proves who they are: roots' and keyrings' frames, oldest first."""

    rid: Rid
    to: tuple[Kid, ...]
    roots: tuple[bytes, ...]
    keyrings: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class AskedFolder:
    """A folder's ledger, the group's wrap (a frame 11) of its newest key, the seed chains to older ones."""

    folder: FolderId
    events: tuple[bytes, ...]
    wrap: bytes
    chains: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class RecoveredFolder:
    """An unsigned `recover` event's document, and a wrap (a frame 11) for each whom it names."""

    folder: FolderId
    event: bytes
    wraps: tuple[bytes, ...]


def write_request(path: Path, asked: Asked, folders: Iterable[AskedFolder]) -> int:
    """To a new file that only its owner may read; answers how many folders it holds."""
    head = {
        "rid": asked.rid,
        "to": asked.to,
        "roots": _hexes(asked.roots),
        "keyrings": _hexes(asked.keyrings),
    }
    lines = (
        encode(
            FOLDER,
            {
                "folder": each.folder,
                "events": _hexes(each.events),
                "wrap": each.wrap,
                "chains": _hexes(each.chains),
            },
            LONGEST_LINE,
        )
        for each in folders
    )
    return _write(path, chain([encode(ASKED, head, LONGEST_LINE)], lines)) - 1


def read_request(path: Path) -> tuple[Asked, Iterator[AskedFolder]]:
    """What was asked, and the folders one after another; Malformed for a line that is not as it should be."""
    lines = _lines(path)
    head = decode(next(lines, b""), ASKED, ("rid", "to", "roots", "keyrings"), LONGEST_LINE)
    asked = Asked(
        Rid(head.hex("rid", 16)),
        tuple(Kid(each) for each in head.hexes("to", 16)),
        _bytes(head.texts("roots")),
        _bytes(head.texts("keyrings")),
    )
    return asked, (_asked_folder(line) for line in lines)


def write_result(path: Path, rid: Rid, folders: Iterable[RecoveredFolder]) -> int:
    """To a new file that only its owner may read; answers how many folders it holds."""
    lines = (
        encode(
            RECOVERED,
            {"folder": each.folder, "event": each.event, "wraps": _hexes(each.wraps)},
            LONGEST_LINE,
        )
        for each in folders
    )
    return _write(path, chain([encode(RESULT, {"rid": rid})], lines)) - 1


def read_result(path: Path) -> tuple[Rid, Iterator[RecoveredFolder]]:
    """The group, and what it gives back; Malformed for any line that is not as it should be."""
    lines = _lines(path)
    rid = Rid(decode(next(lines, b""), RESULT, ("rid",)).hex("rid", 16))
    return rid, (_recovered_folder(line) for line in lines)


def _asked_folder(line: bytes) -> AskedFolder:
    read = decode(line, FOLDER, ("folder", "events", "wrap", "chains"), LONGEST_LINE)
    (wrap,) = _bytes((read.text("wrap"),))
    return AskedFolder(
        FolderId(read.hex("folder", 16)), _bytes(read.texts("events")), wrap, _bytes(read.texts("chains"))
    )


def _recovered_folder(line: bytes) -> RecoveredFolder:
    read = decode(line, RECOVERED, ("folder", "event", "wraps"), LONGEST_LINE)
    (event,) = _bytes((read.text("event"),))
    return RecoveredFolder(FolderId(read.hex("folder", 16)), event, _bytes(read.texts("wraps")))


def _hexes(frames: Iterable[bytes]) -> list[str]:
    return [frame.hex() for frame in frames]


def _bytes(texts: Iterable[str]) -> tuple[bytes, ...]:
    try:
        return tuple(bytes.fromhex(each) for each in texts)
    except ValueError as error:
        raise Malformed("a recovery file with something that is not hex") from error


def _write(path: Path, lines: Iterable[bytes]) -> int:
    """All lines or no file."""
    written = 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "wb") as file:
        try:
            for line in lines:
                file.write(line + b"\n")
                written += 1
        except BaseException:
            path.unlink()
            raise
    return written


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        for line in file:
            yield line.rstrip(b"\n")
