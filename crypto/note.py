"""What officers put into a folder: notes, evidence, fields (protocol §5). A field's seq is its version."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Final, Self

from crypto.context import Instance
from crypto.deposit import ItemFrame
from crypto.document import decode, encode
from crypto.errors import CannotOpen, Malformed, Refused
from crypto.files import File, read_files
from crypto.item import OpenedItem, Recipients, open_item, seal_item
from crypto.keyring import Keyring
from crypto.names import FolderId, ItemId, Kid, Seed
from crypto.seeds import new_id

FIELD: Final = "field"
KINDS: Final = frozenset({"note", "evidence", FIELD})


@dataclass(frozen=True, slots=True)
class Note:
    """The sealed document. `name`: a field's code, or what a note or a piece of evidence is called."""

    by: Kid
    on: date
    name: str
    value: str
    files: tuple[File, ...] = ()

    def encode(self, kind: str) -> bytes:
        """The document, of an item of this kind."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return encode(kind, {**values, "files": [file.listed() for file in self.files]})

    @classmethod
    def decode(cls, document: bytes, kind: str) -> Self:
        """Read it; Malformed if any part is not as it should be."""
        read = decode(document, kind, [field.name for field in fields(cls)])
        by, on = Kid(read.hex("by", 16)), read.day("on")
        return cls(by, on, read.text("name"), read.text("value"), read_files(read))


@dataclass(frozen=True, slots=True)
class OpenedNote:
    """A note, evidence or field whose author's signature counted on its day."""

    id: ItemId
    kind: str
    seq: int
    note: Note


def seal_note(
    instance: Instance,
    folder: FolderId,
    kind: str,
    note: Note,
    *,
    folder_pk: bytes,
    sseed: Seed,
    seq: int = 0,
    item: ItemId | None = None,
) -> bytes:
    """The item's frame, to the folder's newest key; Malformed for another kind or a seq it cannot have."""
    _check_kind(kind, seq)
    document, to = note.encode(kind), Recipients(folder_pk)
    return seal_item(
        instance, folder, item or ItemId(new_id()), kind, seq, document=document, author=sseed, to=to
    )


def open_note(
    instance: Instance, folder: FolderId, seeds: Sequence[Seed], keyring: Keyring, frame: ItemFrame
) -> OpenedNote:
    """Open it with any of the folder's seeds, newest epoch first.

    Raises CannotOpen, Malformed, BadSignature (forged), or Refused (its author's key did not count that day).
    """
    _check_kind(frame.kind, frame.seq)

    def author_of(document: bytes) -> bytes:
        note = Note.decode(document, frame.kind)
        signer = keyring.signer(note.by, note.on)
        if signer is None:
            raise Refused("an item by somebody whose key did not count that day")
        return signer.vk

    for seed in seeds:
        try:
            item = open_item(instance, folder, frame, seed, author_of)
        except CannotOpen:
            continue
        return _opened(item)
    raise CannotOpen("an item that none of the folder's keys opens")


def _opened(item: OpenedItem) -> OpenedNote:
    return OpenedNote(item.id, item.kind, item.seq, Note.decode(item.document, item.kind))


def _check_kind(kind: str, seq: int) -> None:
    if kind not in KINDS or (kind == FIELD) != (seq > 0):
        raise Malformed("not a note, a piece of evidence or a numbered version of a field")
