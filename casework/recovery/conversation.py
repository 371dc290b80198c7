"""Putting shares together at a terminal: word by word, each checked at once, or from the holders' files."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from casework.recovery.group import read_sheet
from crypto.errors import Malformed, Refused
from crypto.recovery import WORDS, Share, read_share, share_word

Ask = Callable[[str], str]
YES: Final = "yes"


def confirm_words(words: Iterable[str], ask: Ask, tell: Callable[[str], object]) -> None:
    """Raise Refused unless somebody has compared the twelve words with the council's poster."""
    tell("The twelve words of this installation:")
    tell("  " + " ".join(words))
    if ask("Are these the words on the council's poster? Type yes to go on: ").strip().lower() != YES:
        raise Refused("the words were not compared")


def read_sheets(paths: Iterable[Path]) -> list[Share]:
    """Shares from files; Malformed for one that is not as it should be."""
    return [read_sheet(path.read_text(encoding="utf-8")) for path in paths]


def ask_for_shares(known: list[Share], ask: Ask, tell: Callable[[str], object]) -> list[Share]:
    """Ask until there are as many shares as they say are needed; a mistake costs one word, not a share."""
    shares = list(known)
    while not shares or len(shares) < shares[0].threshold:
        needed = shares[0].threshold if shares else "?"
        tell(f"Share {len(shares) + 1} of {needed}. Type its words; several in a line are fine.")
        share = _ask_for_share(ask, tell)
        if share is not None and any(each.number == share.number for each in shares):
            tell("This share was given already.")
        elif share is not None and shares and share.set_id != shares[0].set_id:
            tell("This share belongs to another key.")
        elif share is not None:
            shares.append(share)
    return shares


def _ask_for_share(ask: Ask, tell: Callable[[str], object]) -> Share | None:
    words: list[str] = []
    while len(words) < WORDS:
        for written in ask(f"word {len(words) + 1}: ").lower().split()[: WORDS - len(words)]:
            try:
                words.append(share_word(written))
            except Malformed:
                tell(f"Word {len(words) + 1} is not on the list. Type it again, and what follows.")
                break
    try:
        return read_share(words)
    except Malformed as mistake:
        tell(f"{mistake}. Type this share again.".capitalize())
        return None
