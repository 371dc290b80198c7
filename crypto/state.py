"""Mailbox state: what the code's holder remembers between visits, sealed under the code (protocol §6)."""

from dataclasses import dataclass
from typing import Final

from crypto.body import open_body, seal_body
from crypto.code import CodeKeys
from crypto.context import Instance
from crypto.document import decode, encode
from crypto.letter import MAX_SEQ, Ack, Removed, listed_ack, listed_removed, read_ack, read_removed
from crypto.names import FolderId, Hash, Oid
from crypto.padding import FLOOR_ITEM, pad, unpad

KEYS: Final = (
    "folder",
    "epoch",
    "pk",
    "left_out",
    "removed",
    "keyring",
    "seq",
    "sent",
    "reply",
    "receipt",
)


@dataclass(frozen=True, slots=True)
class MailboxState:
    """What the code's holder remembers, sealed under the code.

    `keyring`: the highest keyring number seen. `seq`, `sent`: number and hash of the reporter's last
    document. `reply`: the newest reply seen when it was written.
    """

    folder: FolderId
    epoch: int
    pk: bytes
    left_out: tuple[Oid, ...]
    removed: tuple[Removed, ...]
    keyring: int
    seq: int
    sent: Hash
    reply: Ack | None
    receipt: Hash

    def encode(self) -> bytes:
        """The document."""
        values = {key: getattr(self, key) for key in KEYS}
        listed = {"removed": listed_removed(self.removed), "reply": listed_ack(self.reply)}
        return encode("state", {**values, **listed})


def seal_state(instance: Instance, keys: CodeKeys, state: MailboxState) -> bytes:
    """16,455 bytes; TooLarge if the state does not fit."""
    padded = pad(state.encode(), FLOOR_ITEM, only=True)
    return seal_body(keys.state_key, instance.context("state", keys.lookup), padded)


def open_state(instance: Instance, keys: CodeKeys, sealed: bytes) -> MailboxState:
    """Raises CannotOpen (an unknown code looks exactly so) or Malformed."""
    padded = open_body(keys.state_key, instance.context("state", keys.lookup), sealed)
    read = decode(unpad(padded, FLOOR_ITEM), "state", KEYS)
    return MailboxState(
        folder=FolderId(read.hex("folder", 16)),
        epoch=read.number("epoch", 1, MAX_SEQ),
        pk=read.hex("pk", 1216),
        left_out=tuple(Oid(each) for each in read.hexes("left_out", 16)),
        removed=read_removed(read),
        keyring=read.number("keyring", 1),
        seq=read.number("seq", 0, MAX_SEQ),
        sent=Hash(read.hex("sent", 32)),
        reply=read_ack(read, "reply"),
        receipt=Hash(read.hex("receipt", 32)),
    )
