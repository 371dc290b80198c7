"""A recovery group: its key is made offline and exists afterwards only in shares (protocol §3, §9)."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from casework.founding import NAME
from crypto.document import decode, encode
from crypto.errors import Malformed, Refused
from crypto.keyring import Title
from crypto.recovery import LEAST_THRESHOLD, MOST_SHARES, Share, join_shares, read_share, split_seed
from crypto.seeds import EXCHANGE_PUBLIC, check_exchange_public, exchange_public, new_seed

KIND: Final = "recovery_group"
KEYS: Final = ("title", "xpk", "holders", "threshold")
LONGEST_TITLE: Final = 200
LONGEST_NAME: Final = 64
PRIVATE: Final = 0o600
NUMBERED: Final = re.compile(r"^ *[0-9]+\. +([a-z]+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Group:
    """What may be known of a group. `holders` are user names; any `threshold` of them can act."""

    title: Title
    xpk: bytes
    holders: tuple[str, ...]
    threshold: int

    def __post_init__(self) -> None:
        if not all(1 <= len(title) <= LONGEST_TITLE for title in (self.title.en, self.title.cy)):
            raise Malformed(f"a group's titles have 1 to {LONGEST_TITLE} characters")
        if not all(NAME.fullmatch(name) for name in self.holders):
            raise Malformed("a holder's name is that with which they sign in")
        if len(set(self.holders)) != len(self.holders):
            raise Malformed("one holder is named twice: each has one share")
        if not LEAST_THRESHOLD <= self.threshold <= len(self.holders) <= MOST_SHARES:
            raise Malformed("a group has 2 to 16 holders, and at least 2 of them must act together")
        check_exchange_public(self.xpk)

    def encode(self) -> bytes:
        """The text of group.json."""
        return encode(
            KIND,
            {
                "title": {"en": self.title.en, "cy": self.title.cy},
                "xpk": self.xpk,
                "holders": self.holders,
                "threshold": self.threshold,
            },
        )

    @classmethod
    def decode(cls, document: bytes) -> Self:
        """Read group.json; Malformed if any part is not as it should be."""
        read = decode(document.strip(), KIND, KEYS)
        title = read.object("title", ("en", "cy"))
        return cls(
            Title(title.text("en", LONGEST_TITLE), title.text("cy", LONGEST_TITLE)),
            read.hex("xpk", EXCHANGE_PUBLIC),
            read.texts("holders", LONGEST_NAME),
            read.number("threshold", LEAST_THRESHOLD, MOST_SHARES),
        )


@dataclass(frozen=True, slots=True, repr=False)
class Made:
    """A new group and its holders' shares, in their order. The key itself is nowhere any more."""

    group: Group
    shares: tuple[Share, ...]


def make(title: Title, holders: Sequence[str], threshold: int) -> Made:
    """A new key, split at once; Malformed for a group that cannot be. Proves that the shares give it back."""
    seed = new_seed()
    group = Group(title, exchange_public(seed), tuple(holders), threshold)
    shares = split_seed(seed, threshold, len(holders))
    for some in (shares[:threshold], shares[-threshold:]):
        if join_shares(some) != seed:
            raise Refused("the shares do not give the key back: make the group again")
    return Made(group, shares)


def write(made: Made, folder: Path) -> tuple[Path, ...]:
    """group.json and one file a share, for their owner only; FileExistsError rather than replace one."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = [_write(folder / "group.json", made.group.encode().decode() + "\n")]
    for share, holder in zip(made.shares, made.group.holders, strict=True):
        written.append(
            _write(folder / f"share-{share.number}-{holder}.txt", sheet(made.group, share, holder))
        )
    return tuple(written)


def sheet(group: Group, share: Share, holder: str) -> str:
    """What is printed for one holder."""
    lines = [f"{number:>2}. {word}" for number, word in enumerate(share.words, 1)]
    return "\n".join(
        (
            f"Recovery share {share.number} of {len(group.holders)}, for {holder}",
            f"Group: {group.title.en}",
            f"Any {share.threshold} shares of this group together open every report that names it.",
            "Keep it on paper, sealed, away from the others. Never copy it, never read it out.",
            "",
            *lines,
            "",
        )
    )


def read_sheet(text: str) -> Share:
    """The share on a sheet; Malformed if its words are not as they should be."""
    return read_share(NUMBERED.findall(text))


def _write(path: Path, text: str) -> Path:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "w") as file:
        file.write(text)
    return path
