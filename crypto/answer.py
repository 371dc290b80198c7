"""Answers to a code, all of one size: state and four slots (protocol §6, §12, frame 9). No secrets here."""

import os
from collections.abc import Sequence
from typing import Final

from crypto.frame import REPLY, STATE, FrameType, pack, unpack

SLOTS: Final = 4


def answer(state: bytes, replies: Sequence[bytes]) -> bytes:
    """The frame: the state and at most four reply frames, newest first; the rest is random."""
    filling = [os.urandom(REPLY) for _ in range(SLOTS - len(replies))]
    return pack(FrameType.ANSWER, state, *replies, *filling)


def decoy() -> bytes:
    """The frame for an unknown lookup or a wrong auth: random bytes of the same size."""
    return answer(os.urandom(STATE), ())


def parse_answer(frame: bytes) -> tuple[bytes, tuple[bytes, ...]]:
    """State and slots; Malformed if a length is wrong."""
    state, *slots = unpack(frame, FrameType.ANSWER)
    return state, tuple(slots)
