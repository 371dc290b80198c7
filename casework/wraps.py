"""Wraps as they arrive: one frame for each holder that an event names, none besides (protocol §8, §12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from crypto.errors import Refused
from crypto.frame import FrameType, unpack
from crypto.keyring import Keyring
from crypto.ledger import Event
from crypto.names import FolderId, Kid, Rid


@dataclass(frozen=True, slots=True)
class WrapFrame:
    """A folder's seed, wrapped to a person or a group; a seed chain has sixteen zeros as its holder."""

    folder: FolderId
    epoch: int
    holder: Kid | Rid
    sealed: bytes

    @classmethod
    def parse(cls, frame: bytes) -> Self:
        """Malformed unless every length is right."""
        folder, epoch, holder, sealed = unpack(frame, FrameType.WRAP)
        return cls(FolderId(folder), int.from_bytes(epoch, "big"), Kid(holder), sealed)


def check_wraps(
    event: Event, frames: Sequence[bytes], keyring: Keyring
) -> tuple[tuple[Kid | Rid, bytes], ...]:
    """Holder and seal of each; Refused unless they are exactly the event's, live on the newest keyring."""
    wraps = [WrapFrame.parse(frame) for frame in frames]
    if any((wrap.folder, wrap.epoch) != (event.folder, event.epoch) for wrap in wraps):
        raise Refused("a wrap of another folder or key")
    if sorted(wrap.holder for wrap in wraps) != sorted(event.to) or len(set(event.to)) != len(event.to):
        raise Refused("the wraps are not exactly for those whom the event names")
    live = {officer.kid for officer in keyring.officers} | {group.rid for group in keyring.recovery}
    if not live.issuperset(event.to):
        raise Refused("a wrap for somebody who is not on the newest keyring")
    return tuple((wrap.holder, wrap.sealed) for wrap in wraps)
