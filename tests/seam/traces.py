"""Marks that a journey carries, and the search for them in whatever was written, sent or held in memory."""

import base64
import mmap
import os
import secrets
import string
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

MOZILLA_LZ4 = b"mozLz40\0"


def _letters(count: int) -> str:
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(count))


FAMILY = _letters(12)  # every mark of a run begins so: what has no trace of it need not be searched for each


@dataclass(frozen=True, slots=True)
class Mark:
    """A word found nowhere else. Lower-case letters only: JSON, HTML, URLs and UTF-8 all write them alike."""

    name: str
    word: str

    @classmethod
    def new(cls, name: str) -> "Mark":
        return cls(name, FAMILY + _letters(16))


def _forms(word: str) -> tuple[bytes, ...]:
    """As it stands; UTF-16, what both byte orders have in common; base64, wherever in a text it begins."""
    plain = word.encode()
    wide = b"\0".join(bytes([letter]) for letter in plain)
    shifted = (base64.b64encode(bytes(before) + plain)[4:-4] for before in range(3))
    return plain, wide, *shifted


def _holds(content: bytes | mmap.mmap, word: str) -> bool:
    return any(content.find(form) >= 0 for form in _forms(word))


def marks_in(content: bytes | mmap.mmap, marks: Iterable[Mark]) -> set[str]:
    """The names of those marks that stand in `content` in any form."""
    return {mark.name for mark in marks if _holds(content, mark.word)} if _holds(content, FAMILY) else set()


def marks_in_file(path: Path, marks: Iterable[Mark]) -> set[str]:
    """Ditto of a file, its name included; what Firefox compressed is read."""
    found = marks_in(os.fsencode(path.name), marks)
    with path.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            return found
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            if content[: len(MOZILLA_LZ4)] == MOZILLA_LZ4:
                return found | marks_in(_inflate(content[len(MOZILLA_LZ4) + 4 :]), marks)
            return found | marks_in(content, marks)


def traces(folder: Path, marks: Iterable[Mark]) -> dict[str, set[str]]:
    """Every file under `folder` that holds a mark: its path, and the names of the marks."""
    held = {}
    for path in sorted(folder.rglob("*")):
        try:
            if path.is_file() and not path.is_symlink() and (names := marks_in_file(path, list(marks))):
                held[str(path.relative_to(folder))] = names
        except FileNotFoundError:
            continue  # a running program has removed it since
    return held


def core_dump(pid: int, folder: Path) -> Path:
    """What gdb's gcore writes of a running process."""
    line = ["gcore", "-o", str(folder / "core"), str(pid)]
    quiet = {**os.environ, "DEBUGINFOD_URLS": ""}
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=quiet)
    dump = folder / f"core.{pid}"
    assert dump.exists(), f"gcore may not read our own processes here (ptrace_scope?): {done.stderr}"
    return dump


def _inflate(block: bytes) -> bytes:
    """An LZ4 block: literals, then copies of what went before."""
    out, at = bytearray(), 0
    while True:
        token = block[at]
        literals, at = _length(block, at + 1, token >> 4)
        out += block[at : at + literals]
        at += literals
        if at >= len(block):
            return bytes(out)
        back = int.from_bytes(block[at : at + 2], "little")
        copied, at = _length(block, at + 2, token & 15)
        for _ in range(copied + 4):
            out.append(out[-back])


def _length(block: bytes, at: int, nibble: int) -> tuple[int, int]:
    if nibble < 15:
        return nibble, at
    while True:
        nibble += block[at]
        at += 1
        if block[at - 1] != 255:
            return nibble, at
