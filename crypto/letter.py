"""The sealed documents of a case as frozen values: report, message, reply (protocol §6)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final, Literal, Self

from crypto.document import decode, encode
from crypto.errors import Malformed
from crypto.fields import Fields
from crypto.files import File, read_files
from crypto.keyring import Title
from crypto.names import Hash, Kid, Oid, Rid

Answer = str | tuple[str, ...]
SealedBy = Literal["browser", "server"]
SEALED_BY: Final[dict[str, SealedBy]] = {"browser": "browser", "server": "server"}
MAX_SEQ: Final = 0xFFFFFFFF


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
        return encode("report", {**_values(self), "files": [file.listed() for file in self.files]})

    @classmethod
    def decode(cls, document: bytes) -> Self:
        """Read it; Malformed if any part is not as it should be."""
        read = decode(document, "report", _names(cls))
        sealed_by = SEALED_BY.get(read.text("sealed_by"))
        if sealed_by is None:
            raise Malformed("report.sealed_by is neither browser nor server")
        return cls(
            sealed_by=sealed_by,
            keyring=Hash(read.hex("keyring", 32)),
            readers=tuple(Kid(each) for each in read.hexes("readers", 16)),
            recovery=tuple(Rid(each) for each in read.hexes("recovery", 16)),
            left_out=tuple(Oid(each) for each in read.hexes("left_out", 16)),
            folder_pk=read.hex("folder_pk", 1216),
            reply_pk=read.hex("reply_pk", 1216),
            reporter_vk=read.hex("reporter_vk", 32),
            language=read.text("language"),
            answers=_answers(read),
            files=read_files(read),
            identity=read.flag("identity"),
        )


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
        listed = {"files": [file.listed() for file in self.files], "ack": listed_ack(self.ack)}
        return encode("message", {**_values(self), **listed})

    @classmethod
    def decode(cls, document: bytes) -> Self:
        """Read it; Malformed if any part is not as it should be."""
        read = decode(document, "message", _names(cls))
        return cls(
            topic=read.text("topic"),
            text=read.text("text"),
            prev=Hash(read.hex("prev", 32)),
            ack=read_ack(read, "ack"),
            files=read_files(read),
            identity=read.flag("identity"),
        )


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who can or could open the report, as the reporter is told. `opened`: when first, or None."""

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
        listed = {
            "ack": listed_ack(self.ack),
            "readers": [{**_values(each), "title": _values(each.title)} for each in self.readers],
            "folder": {**_values(self.folder), "removed": listed_removed(self.folder.removed)},
        }
        return encode("reply", {**_values(self), **listed})

    @classmethod
    def decode(cls, document: bytes) -> Self:
        """Read it; Malformed if any part is not as it should be."""
        read = decode(document, "reply", _names(cls))
        return cls(
            by=Kid(read.hex("by", 16)),
            on=read.day("on"),
            prev=Hash(read.hex("prev", 32)),
            ack=read_ack(read, "ack"),
            text=read.text("text"),
            status=read.text("status"),
            next_date=read.maybe_day("next_date"),
            readers=tuple(_reader(each) for each in read.objects("readers", _names(Reader))),
            folder=_folder(read.object("folder", _names(FolderKey))),
        )


def listed_ack(ack: Ack | None) -> dict[str, object] | None:
    """An acknowledgement as it stands in a document."""
    return None if ack is None else _values(ack)


def read_ack(read: Fields, key: str) -> Ack | None:
    """An acknowledgement, or None for null."""
    ack = read.maybe_object(key, ("seq", "hash"))
    return None if ack is None else Ack(ack.number("seq", 0, MAX_SEQ), Hash(ack.hex("hash", 32)))


def listed_removed(removed: tuple[Removed, ...]) -> list[dict[str, object]]:
    """Removals as they stand in a document."""
    return [_values(each) for each in removed]


def read_removed(read: Fields) -> tuple[Removed, ...]:
    """The `removed` of a document."""
    return tuple(
        Removed(Oid(each.hex("oid", 16)), each.number("seq", 0, MAX_SEQ))
        for each in read.objects("removed", ("oid", "seq"))
    )


def _reader(read: Fields) -> Reader:
    title = read.object("title", ("en", "cy"))
    return Reader(
        Title(title.text("en"), title.text("cy")),
        read.day("since"),
        read.maybe_day("until"),
        read.maybe_day("opened"),
    )


def _folder(read: Fields) -> FolderKey:
    return FolderKey(read.number("epoch", 1, MAX_SEQ), read.hex("pk", 1216), read_removed(read))


def _answers(read: Fields) -> dict[str, Answer]:
    answers = read.values["answers"]
    if not isinstance(answers, dict):
        raise Malformed("report.answers is not an object")
    found = Fields(answers, "report.answers")
    return {key: found.texts(key) if isinstance(answers[key], list) else found.text(key) for key in answers}


def _names(cls: Any) -> list[str]:
    return [field.name for field in fields(cls)]


def _values(record: Any) -> dict[str, object]:
    return {name: getattr(record, name) for name in _names(record)}
