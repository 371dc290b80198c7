"""Published roots and keyrings, as bytes: what the portal serves, and older keyrings that reports name."""

from sqlalchemy import Connection

from casework.errors import NotThere
from casework.store import documents


def roots(connection: Connection) -> bytes:
    """Every root, each behind its u32 length, oldest first; NotThere before the first."""
    frames = documents.frames(connection, "root")
    if not frames:
        raise NotThere("root: the custodians have not signed one yet")
    return b"".join(len(frame).to_bytes(4, "big") + frame for frame in frames)


def newest(connection: Connection) -> bytes:
    """The newest keyring's frame; NotThere before the first."""
    frames = documents.frames(connection, "keyring")
    if not frames:
        raise NotThere("keyring: the custodians have not signed one yet")
    return frames[-1]


def named(connection: Connection, hashed: bytes) -> bytes:
    """The frame of the published keyring with this hash."""
    found = documents.document(connection, hashed)
    if found is None or not found.published or found.kind != "keyring":
        raise NotThere("keyring")
    return documents.signed(connection, found).pack()
