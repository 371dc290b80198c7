"""What casework published: roots and keyring, read again every half minute, served as they are."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from crypto.errors import CandourError
from crypto.keyring import Keyring
from crypto.names import Hash
from crypto.publish import read_keyring
from crypto.signed import Signed
from portal.postbox import Postbox, Unavailable

REFRESH_S: Final = 30.0
SOON_S: Final = 1.0
LENGTH: Final = 4


class NothingPublished(Exception):
    """Casework has not published roots or keyring yet, so nothing can be sealed."""


@dataclass(frozen=True, slots=True)
class Notices:
    """`roots` as u32 length ‖ frame, oldest first; `keyring` a frame; `accepted` keyrings by hash."""

    roots: bytes | None = None
    keyring: bytes | None = None
    accepted: Mapping[bytes, Keyring] = field(default_factory=dict)


class Published:
    """The newest notices. The portal believes none: browsers and officers verify, it counts slots."""

    def __init__(self, postbox: Postbox, clock: Callable[[], float] = time.monotonic) -> None:
        self._postbox = postbox
        self._clock = clock
        self._lock = threading.Lock()
        self._read_at = -REFRESH_S
        self._notices = Notices()

    def notices(self) -> Notices:
        """What is published, at most `REFRESH_S` old. Raises Unavailable."""
        if self._due():
            with self._lock:
                if self._due():
                    self.refresh()
        return self._notices

    def _due(self) -> bool:
        """Whether to read again: soon while there is nothing yet, so that a first keyring opens the doors."""
        wait = REFRESH_S if self._notices.keyring else SOON_S
        return self._clock() - self._read_at >= wait

    def refresh(self) -> None:
        """Read everything again now."""
        keyring = self._postbox.published("keyring")
        before = self._postbox.published("keyring-before")
        self._notices = Notices(
            roots=self._postbox.published("roots"),
            keyring=keyring,
            accepted=dict(_readable((keyring, before))),
        )
        self._read_at = self._clock()

    def first_root(self) -> Hash | None:
        """The hash of the first root, or None while it is not known."""
        try:
            roots = self.notices().roots or b""
        except Unavailable:
            return None
        frame = roots[LENGTH : LENGTH + int.from_bytes(roots[:LENGTH], "big")]
        with suppress(CandourError):
            return Signed.unpack(frame).hash
        return None

    def keyring(self, digest: bytes) -> Keyring | None:
        """The current or previous keyring with this hash. One just published is looked for once more."""
        found = self.notices().accepted.get(digest)
        if found is None and self._clock() - self._read_at >= SOON_S:
            with self._lock:
                self.refresh()
            found = self._notices.accepted.get(digest)
        return found


def _readable(frames: Iterable[bytes | None]) -> Iterator[tuple[bytes, Keyring]]:
    for frame in frames:
        if frame is not None:
            with suppress(CandourError):
                keyring = read_keyring(Signed.unpack(frame).document)
                yield keyring.hash, keyring
