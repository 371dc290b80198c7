"""A recovery group's key in shares (protocol §9): SLIP-39, any `threshold` of them together, fewer nothing.

Python only: an offline tool puts shares together and a browser never does, so this file has no twin there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.share import Share as Slip39
from shamir_mnemonic.wordlist import WORDLIST

from crypto.errors import Malformed, Refused
from crypto.names import Seed
from crypto.seeds import SEED

WORDS: Final = 33
LEAST_THRESHOLD: Final = 2
MOST_SHARES: Final = 16
SHORTEST_PREFIX: Final = 4
ONE_GROUP: Final = 1


@dataclass(frozen=True, slots=True)
class Share:
    """One holder's words. `set_id`: the same for all shares of a key; `number`: this one's, from 1."""

    words: tuple[str, ...]
    set_id: int
    number: int
    threshold: int


def split_seed(seed: Seed, threshold: int, shares: int) -> tuple[Share, ...]:
    """As many shares as asked for, any `threshold` of which give the seed back; Malformed out of bounds."""
    if len(seed) != SEED or not LEAST_THRESHOLD <= threshold <= shares <= MOST_SHARES:
        raise Malformed("a seed of 32 bytes is split for 2 of 2 to 16 of 16")
    (made,) = generate_mnemonics(ONE_GROUP, [(threshold, shares)], seed)
    return tuple(read_share(each.split()) for each in made)


def read_share(words: Sequence[str]) -> Share:
    """A share from its words, each whole or its first four letters.

    Raises Malformed for a word that is not on the list, a wrong number of them, or words that do not belong
    together.
    """
    whole = tuple(share_word(each) for each in words)
    if len(whole) != WORDS:
        raise Malformed(f"a share has {WORDS} words")
    try:
        read = Slip39.from_mnemonic(" ".join(whole))
    except MnemonicError as error:
        raise Malformed("the words are on the list, but not together: one is wrong") from error
    if read.group_count != ONE_GROUP or len(read.value) != SEED:
        raise Malformed("not a share of a recovery group's key")
    return Share(whole, read.identifier, read.index + 1, read.member_threshold)


def share_word(written: str) -> str:
    """The word of the list that somebody wrote, whole or its first four letters; Malformed otherwise."""
    found = [str(word) for word in WORDLIST if word == written or _abbreviates(written, word)]
    if len(found) != 1:
        raise Malformed("a word is not on the list")
    return found[0]


def join_shares(shares: Sequence[Share]) -> Seed:
    """The seed; Refused for too few shares, one twice, or shares of two keys."""
    if not shares or len({share.set_id for share in shares}) != 1:
        raise Refused("these shares are not all of one key")
    if len({share.number for share in shares}) != len(shares):
        raise Refused("one share was given twice")
    if len(shares) < shares[0].threshold:
        raise Refused(f"{shares[0].threshold} shares are needed")
    try:
        enough = shares[: shares[0].threshold]
        return Seed(combine_mnemonics([" ".join(share.words) for share in enough]))
    except MnemonicError as error:
        raise Refused("these shares do not fit together") from error


def _abbreviates(written: str, word: str) -> bool:
    return len(written) >= SHORTEST_PREFIX and word.startswith(written)
