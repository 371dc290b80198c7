"""Reading a form with files as it comes in: fields into memory, files straight to whoever seals them.

Werkzeug's own parser would write files to a temporary file in clear.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Final

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Event, Field, File, MultipartDecoder, NeedData

PIECE: Final = 64 * 1024
MOST_PARTS: Final = 300
MOST_FIELDS_BYTES: Final = 1 << 20
LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that begins: its name without any folder, and the type its browser says it has."""

    name: str
    type: str


Receiver = Callable[[bytes, bool], object]
"""Takes a file's bytes, and whether they were its last."""
Receive = Callable[[MultiDict[str, str], Incoming], Receiver]
"""Called when a file begins, with the fields before it."""


def read_form(stream: IO[bytes], content_type: str, receive: Receive) -> MultiDict[str, str]:
    """The fields of a multipart form; its files go to `receive`. Raises BadRequest if it is not one."""
    mimetype, options = parse_options_header(content_type)
    boundary = options.get("boundary", "")
    if mimetype != "multipart/form-data" or not boundary:
        raise BadRequest
    fields: MultiDict[str, str] = MultiDict()
    try:
        _read(_events(stream, boundary.encode("latin-1")), fields, receive)
    except (ValueError, UnicodeError):
        raise BadRequest from None
    return fields


def _read(events: Iterator[Event], fields: MultiDict[str, str], receive: Receive) -> None:
    take: Receiver | None = None
    field, value = "", bytearray()
    for event in events:
        if isinstance(event, Field):
            field, value, take = event.name, bytearray(), None
        elif isinstance(event, File):
            take = receive(fields, _incoming(event)) if event.filename else _drop
        elif isinstance(event, Data) and take is not None:
            take(event.data, not event.more_data)
        elif isinstance(event, Data):
            value += event.data
            if not event.more_data:
                fields.add(field, value.decode())


def _events(stream: IO[bytes], boundary: bytes) -> Iterator[Event]:
    decoder = MultipartDecoder(boundary, max_form_memory_size=MOST_FIELDS_BYTES, max_parts=MOST_PARTS)
    while True:
        event = decoder.next_event()
        if isinstance(event, NeedData):
            decoder.receive_data(stream.read(PIECE) or None)
            continue
        yield event
        if isinstance(event, Epilogue):
            return


def _incoming(event: File) -> Incoming:
    name = PurePosixPath(event.filename.replace("\\", "/")).name[:LONGEST_NAME] or "file"
    claimed, _ = parse_options_header(event.headers.get("Content-Type", ""))
    return Incoming(name, claimed[:LONGEST_NAME] or "application/octet-stream")


def _drop(_piece: bytes, _last: bool) -> None:
    """A file field that was left empty."""
