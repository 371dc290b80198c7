"""What arrives at the portal: reports and messages, read for their lengths only; no cryptography."""

from dataclasses import dataclass
from typing import Final

from crypto.errors import Malformed
from crypto.frame import SEALED, FrameType, pack, unpack
from crypto.names import FolderId, Hash, ItemId

MAX_STREAM: Final = 3 << 29
MAX_PARTS: Final = MAX_STREAM >> 20
NO_TREE: Final = bytes(32)
CHUNK: Final = 16_400
HEADER: Final = 56
TAG: Final = 16


@dataclass(frozen=True, slots=True)
class ItemFrame:
    """An item as it lies in the store: id, kind and sequence number in clear, the rest sealed."""

    id: ItemId
    kind: str
    seq: int
    folder_wrap: bytes
    reporter_wrap: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class ReportFrame:
    """A report on its way, frame type 3. `keyring` = H(keyring document), `pk_hash` = H(folder key)."""

    folder: FolderId
    keyring: Hash
    pk_hash: Hash
    slots: tuple[bytes, ...]
    route: bytes
    identity: bytes
    parts: int
    tree: Hash
    item_frame: bytes
    item: ItemFrame
    lookup: bytes
    auth_hash: Hash
    state: bytes
    author: Hash


@dataclass(frozen=True, slots=True)
class MessageFrame:
    """A reporter's message on its way, frame type 4; its id is its item's."""

    lookup: bytes
    auth: bytes
    keyring: Hash
    identity_slots: tuple[bytes, ...]
    identity: bytes
    parts: int
    tree: Hash
    item_frame: bytes
    item: ItemFrame
    old_state: Hash
    state: bytes

    @property
    def id(self) -> ItemId:
        """The deposit's id."""
        return self.item.id


def parse_item_frame(frame: bytes) -> ItemFrame:
    """Read an item's frame; Malformed unless every length could be an honest one."""
    item, kind, seq, folder_wrap, reporter_wrap, body = unpack(frame, FrameType.ITEM)
    if not kind.isalpha() or not kind.islower() or not kind.isascii():
        raise Malformed("an item's kind is a word of a-z")
    if (len(body) - HEADER) % CHUNK < TAG:
        raise Malformed("an item's body has a length no body has")
    return ItemFrame(
        ItemId(item), kind.decode("ascii"), int.from_bytes(seq, "big"), folder_wrap, reporter_wrap, body
    )


def parse_report_frame(frame: bytes) -> ReportFrame:
    """Read a report's frame; Malformed unless every length and number could be an honest one."""
    (
        folder,
        keyring,
        pk_hash,
        slots,
        route,
        identity,
        parts,
        tree,
        item_frame,
        lookup,
        auth_hash,
        state,
        author,
    ) = unpack(frame, FrameType.REPORT)
    item = parse_item_frame(item_frame)
    if item.kind != "report" or item.seq or item.reporter_wrap:
        raise Malformed("a report's item is not a report")
    return ReportFrame(
        FolderId(folder),
        Hash(keyring),
        Hash(pk_hash),
        _seals(slots),
        route,
        identity,
        _parts(parts, tree),
        Hash(tree),
        item_frame,
        item,
        lookup,
        Hash(auth_hash),
        state,
        Hash(author),
    )


def parse_message_frame(frame: bytes) -> MessageFrame:
    """Read a message's frame; Malformed unless every length and number could be an honest one."""
    lookup, auth, keyring, slots, identity, parts, tree, item_frame, old_state, state = unpack(
        frame, FrameType.MESSAGE
    )
    item = parse_item_frame(item_frame)
    if item.kind != "message" or not item.seq or item.reporter_wrap:
        raise Malformed("a message's item is not a message")
    return MessageFrame(
        lookup,
        auth,
        Hash(keyring),
        _seals(slots),
        identity,
        _parts(parts, tree),
        Hash(tree),
        item_frame,
        item,
        Hash(old_state),
        state,
    )


def without_auth(payload: bytes) -> bytes:
    """A message's frame as it may be stored: zeros where `auth` stood, which has done its work (§4)."""
    lookup, auth, *others = unpack(payload, FrameType.MESSAGE)
    return pack(FrameType.MESSAGE, lookup, bytes(len(auth)), *others)


def _seals(field: bytes) -> tuple[bytes, ...]:
    return tuple(field[at : at + SEALED] for at in range(0, len(field), SEALED))


def _parts(field: bytes, tree: bytes) -> int:
    parts = int.from_bytes(field, "big")
    if parts > MAX_PARTS:
        raise Malformed("a deposit's files are too many bytes")
    if (parts == 0) != (tree == NO_TREE):
        raise Malformed("a deposit's number of parts and tree hash do not agree")
    return parts
