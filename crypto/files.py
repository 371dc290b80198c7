"""Files: sealed one after another into one stream of 1 MiB parts (protocol §2, §5)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from crypto.body import Sink
from crypto.context import Instance
from crypto.fields import Fields
from crypto.names import FolderId, Hash

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
        raise NotImplementedError

    def listed(self) -> dict[str, object]:
        """As it stands in a document."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class SealedFiles:
    """All files of one deposit: what its document lists, and how many parts with which tree hash."""

    files: tuple[File, ...] = ()
    parts: int = 0
    tree: Hash = Hash(bytes(32))


NO_FILES = SealedFiles()


class FileStream:
    """Seals files end to end; whole parts leave through `keep_part` at once, so memory stays below 3 MiB."""

    def __init__(self, instance: Instance, folder: FolderId, keep_part: KeepPart) -> None:
        raise NotImplementedError

    def begin(self, name: str, type_: str, removed: tuple[str, ...] = ()) -> None:
        """Start the next file; TooLarge beyond 100."""

    def write(self, piece: bytes) -> None:
        """More bytes of the file begun; TooLarge beyond 1 GiB a file or 1.5 GiB in all."""

    def end(self) -> File:
        """Finish the file begun."""
        raise NotImplementedError

    def add(self, name: str, type_: str, source: BinaryIO, removed: tuple[str, ...] = ()) -> File:
        """Begin, write until `source` ends, end."""
        raise NotImplementedError

    def finish(self) -> SealedFiles:
        """Fill up with random bytes and hand out the last part. Call it once."""
        raise NotImplementedError


def read_file(fields: Fields) -> File:
    """A file's entry in a document; Malformed if it lies outside any permitted stream."""
    raise NotImplementedError


def cut_file(file: File, parts: bytes) -> bytes:
    """The file's ciphertext, from its parts (`file.parts`) end to end; Malformed if too short."""
    raise NotImplementedError


def open_file(instance: Instance, folder: FolderId, file: File, ciphertext: bytes) -> bytes:
    """The file's bytes. Checks the tree hash first: raises CannotOpen if anything was changed."""
    raise NotImplementedError


def open_file_stream(instance: Instance, folder: FolderId, file: File, source: BinaryIO, sink: Sink) -> None:
    """Like `open_file` for a seekable source of ciphertext, read twice: once for the tree, once to open."""
    raise NotImplementedError
