"""Answers to a code, all of one size: state and four slots (protocol §6, §12, frame 9). No secrets here."""

from collections.abc import Sequence

SLOTS = 4


def answer(state: bytes, replies: Sequence[bytes]) -> bytes:
    """The frame: the state and at most four reply frames, newest first; the rest is random."""
    raise NotImplementedError


def decoy() -> bytes:
    """The frame for an unknown lookup or a wrong auth: random bytes of the same size."""
    raise NotImplementedError


def parse_answer(frame: bytes) -> tuple[bytes, tuple[bytes, ...]]:
    """State and slots; Malformed if a length is wrong."""
    raise NotImplementedError
