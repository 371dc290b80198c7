"""Files: sealed one after another into one stream of 1 MiB parts (protocol §2, §5)."""

import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import BinaryIO, Final

from crypto.body import CHUNK, BodySealer, Sink, open_body, open_stream, opened_length
from crypto.context import Instance
from crypto.errors import CannotOpen, Malformed, TooLarge
from crypto.fields import Fields
from crypto.names import NO_HASH, FolderId, Hash
from crypto.padding import PART, part_count, stream_length
from crypto.tree import TreeHasher, tree

MAX_FILES: Final = 100
MAX_FILE: Final = 1 << 30
MAX_STREAM: Final = 3 << 29
MAX_NAME: Final = 255
KeepPart = Callable[[int, bytes], object]
"""Takes a part's number, from 0, and its bytes (1 MiB, the last shorter), each exactly once and in order."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as a sealed document lists it: `start`, `length`, `tree` are of the ciphertext in the stream."""

    file: bytes
    key: bytes
    start: int
    length: int
    tree: Hash
    name: str
    type: str
    removed: tuple[str, ...] = ()

    @property
    def parts(self) -> range:
        """The numbers of the parts that this file lies in."""
        return range(self.start // PART, part_count(self.start + self.length))

    def listed(self) -> dict[str, object]:
        """As it stands in a document."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class SealedFiles:
    """All files of one deposit: what its document lists, and how many parts with which tree hash."""

    files: tuple[File, ...] = ()
    parts: int = 0
    tree: Hash = NO_HASH


NO_FILES: Final = SealedFiles()


@dataclass(frozen=True, slots=True)
class _Begun:
    """A file whose bytes are still coming in."""

    file: bytes
    key: bytes
    start: int
    name: str
    type: str
    removed: tuple[str, ...]
    sealer: BodySealer
    tree: TreeHasher


class FileStream:
    """Seals files end to end; whole parts leave through `keep_part` at once, so memory stays below 3 MiB."""

    def __init__(self, instance: Instance, folder: FolderId, keep_part: KeepPart) -> None:
        self._instance, self._folder, self._keep = instance, folder, keep_part
        self._held = bytearray()
        self._parts = 0
        self._total = 0
        self._tree = TreeHasher(instance)
        self._files: list[File] = []
        self._begun: _Begun | None = None
        self._plain = 0

    def begin(self, name: str, type_: str, removed: tuple[str, ...] = ()) -> None:
        """Start the next file; TooLarge beyond 100."""
        if len(self._files) == MAX_FILES:
            raise TooLarge(f"at most {MAX_FILES} files travel together")
        file, key, tree_hasher = os.urandom(16), os.urandom(32), TreeHasher(self._instance)
        self._plain = 0
        start = self._total

        def sink(sealed: bytes) -> None:
            tree_hasher.update(sealed)
            self._append(sealed)

        sealer = BodySealer(key, _context(self._instance, self._folder, file), sink)
        self._begun = _Begun(file, key, start, name, type_, removed, sealer, tree_hasher)

    def write(self, piece: bytes) -> None:
        """More bytes of the file begun; TooLarge beyond 1 GiB a file or 1.5 GiB in all."""
        self._plain += len(piece)
        if self._plain > MAX_FILE:
            raise TooLarge("a file is limited to 1 GiB")
        self._current().sealer.write(piece)

    def end(self) -> File:
        """Finish the file begun."""
        begun = self._current()
        begun.sealer.close()
        file = File(
            file=begun.file,
            key=begun.key,
            start=begun.start,
            length=self._total - begun.start,
            tree=begun.tree.digest(),
            name=begun.name,
            type=begun.type,
            removed=begun.removed,
        )
        self._files.append(file)
        self._begun = None
        return file

    def add(self, name: str, type_: str, source: BinaryIO, removed: tuple[str, ...] = ()) -> File:
        """Begin, write until `source` ends, end."""
        self.begin(name, type_, removed)
        while piece := source.read(CHUNK):
            self.write(piece)
        return self.end()

    def finish(self) -> SealedFiles:
        """Fill up with random bytes and hand out the last part. Call it once."""
        filling = stream_length(self._total) - self._total
        while filling:
            piece = min(filling, PART)
            self._append(os.urandom(piece))
            filling -= piece
        if self._held:
            self._hand_out(len(self._held))
        tree_hash = self._tree.digest() if self._parts else NO_FILES.tree
        return SealedFiles(tuple(self._files), self._parts, tree_hash)

    def _current(self) -> _Begun:
        if self._begun is None:
            raise Malformed("no file has been begun")
        return self._begun

    def _append(self, sealed: bytes) -> None:
        if self._total + len(sealed) > MAX_STREAM:
            raise TooLarge("the files of one deposit are limited to 1.5 GiB")
        self._total += len(sealed)
        self._held += sealed
        while len(self._held) >= PART:
            self._hand_out(PART)

    def _hand_out(self, size: int) -> None:
        part = bytes(self._held[:size])
        del self._held[:size]
        self._tree.update(part)
        self._keep(self._parts, part)
        self._parts += 1


def read_files(document: Fields) -> tuple[File, ...]:
    """The `files` of a document; Malformed if there are too many or one lies where none can."""
    found = document.objects("files", [field.name for field in fields(File)])
    if len(found) > MAX_FILES:
        raise Malformed(f"a document lists more than {MAX_FILES} files")
    return tuple(read_file(each) for each in found)


def read_file(entry: Fields) -> File:
    """A file's entry in a document; Malformed if it lies outside any permitted stream."""
    file = File(
        file=entry.hex("file", 16),
        key=entry.hex("key", 32),
        start=entry.number("start", 0, MAX_STREAM),
        length=entry.number("length", 0, MAX_STREAM),
        tree=Hash(entry.hex("tree", 32)),
        name=entry.text("name", MAX_NAME),
        type=entry.text("type", MAX_NAME),
        removed=entry.texts("removed", MAX_NAME),
    )
    if file.start + file.length > MAX_STREAM or opened_length(file.length) > MAX_FILE:
        raise Malformed("a document lists a file that is too long")
    return file


def cut_file(file: File, parts: bytes) -> bytes:
    """The file's ciphertext, from its parts (`file.parts`) end to end; Malformed if too short."""
    start = file.start - file.parts.start * PART
    cut = parts[start : start + file.length]
    if len(cut) != file.length:
        raise Malformed("a file's parts are too short")
    return cut


def open_file(instance: Instance, folder: FolderId, file: File, ciphertext: bytes) -> bytes:
    """The file's bytes. Checks the tree hash first: raises CannotOpen if anything was changed."""
    _check_tree(tree(instance, ciphertext), file)
    return open_body(file.key, _context(instance, folder, file.file), ciphertext)


def open_file_stream(instance: Instance, folder: FolderId, file: File, source: BinaryIO, sink: Sink) -> None:
    """Like `open_file` for a seekable source of ciphertext, read twice: once for the tree, once to open."""
    hasher = TreeHasher(instance)
    at = source.tell()
    while piece := source.read(PART):
        hasher.update(piece)
    _check_tree(hasher.digest(), file)
    source.seek(at)
    open_stream(file.key, _context(instance, folder, file.file), source, sink)


def _check_tree(found: Hash, file: File) -> None:
    if not hmac.compare_digest(found, file.tree):
        raise CannotOpen("a file is not the one its report lists")


def _context(instance: Instance, folder: FolderId, file: bytes) -> bytes:
    return instance.context("file", folder, file)
