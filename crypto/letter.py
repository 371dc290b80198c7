"""The sealed documents of a case: report, message, reply, as frozen values (protocol §6). Encoding and reading."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from crypto.files import File
from crypto.keyring import Title
from crypto.names import Hash, Kid, Oid, Rid

Answer = str | tuple[str, ...]
SealedBy = Literal["browser", "server"]


@dataclass(frozen=True, slots=True)
class Report:
    """What the officers read. `answers`: question id to text, or texts where several may be ticked."""

    sealed_by: SealedBy
    keyring: Hash
    readers: tuple[Kid, ...]
    recovery: tuple[Rid, ...]
    left_out: tuple[Oid, ...]
    folder_pk: bytes
    reply_pk: bytes
    reporter_vk: bytes
    language: str
    answers: Mapping[str, Answer]
    files: tuple[File, ...]
    identity: bool

    def encode(self) -> bytes:
        """The document."""
        raise NotImplementedError

    @classmethod
    def decode(cls, document: bytes) -> "Report":
        """Read it; Malformed if any part is not as it should be."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Ack:
    """The other side's newest document that a writer had seen."""

    seq: int
    hash: Hash


@dataclass(frozen=True, slots=True)
class Message:
    """What a reporter writes after the report. `prev`: hash of their last document."""

    topic: str
    text: str
    prev: Hash
    ack: Ack | None
    files: tuple[File, ...]
    identity: bool

    def encode(self) -> bytes:
        """The document."""
        raise NotImplementedError

    @classmethod
    def decode(cls, document: bytes) -> "Message":
        """Read it; Malformed if any part is not as it should be."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who can or could open the report, as the reporter is told."""

    title: Title
    since: date
    until: date | None
    opened: date | None


@dataclass(frozen=True, slots=True)
class Removed:
    """A person whose replies from `seq` on no longer count."""

    oid: Oid
    seq: int


@dataclass(frozen=True, slots=True)
class FolderKey:
    """To which key the reporter's next message goes, and who has been removed so far."""

    epoch: int
    pk: bytes
    removed: tuple[Removed, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What an officer writes. `prev`: hash of the officers' last reply, zeros for the first."""

    by: Kid
    on: date
    prev: Hash
    ack: Ack | None
    text: str
    status: str
    next_date: date | None
    readers: tuple[Reader, ...]
    folder: FolderKey

    def encode(self) -> bytes:
        """The document."""
        raise NotImplementedError

    @classmethod
    def decode(cls, document: bytes) -> "Reply":
        """Read it; Malformed if any part is not as it should be."""
        raise NotImplementedError
