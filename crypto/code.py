"""Follow-up codes: ten words, 104 bits and a check, and the keys they grow into (protocol §4)."""

import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from mnemonic import Mnemonic

from crypto.context import Instance, hkdf, sha256
from crypto.errors import CodeMistake, Malformed
from crypto.names import FolderId, Hash, Seed
from crypto.seeds import exchange_public, verification_key

WORDS: Final = 10
ENTROPY: Final = 13
BITS: Final = 11
CHECK_BITS: Final = 6
SHORTEST_PREFIX: Final = 4
ITERATIONS: Final = 600_000


@dataclass(frozen=True, slots=True)
class CodeKeys:
    """All that a follow-up code is good for. Only `lookup` and `auth` ever leave the device."""

    lookup: bytes
    auth: bytes
    reply_seed: Seed
    reply_pk: bytes
    sign_seed: Seed
    reporter_vk: bytes
    state_key: bytes
    author_secret: bytes

    @property
    def auth_hash(self) -> Hash:
        """What the server keeps of `auth`."""
        return auth_hash(self.auth)


def auth_hash(auth: bytes) -> Hash:
    """H(auth): compared by the server, never `auth` itself."""
    return sha256(auth)


@cache
def word_list() -> tuple[str, ...]:
    """The 2,048 English words of BIP-39."""
    return tuple(Mnemonic("english").wordlist)


def spell(bits: bytes, count: int) -> tuple[str, ...]:
    """The first `count` × 11 bits as words."""
    number = int.from_bytes(bits, "big") >> (8 * len(bits) - BITS * count)
    return tuple(word_list()[number >> BITS * (count - 1 - at) & 0x7FF] for at in range(count))


def new_code() -> bytes:
    """The 13 random bytes of a new code."""
    return os.urandom(ENTROPY)


def words(instance: Instance, entropy: bytes) -> tuple[str, ...]:
    """The ten words of a code."""
    if len(entropy) != ENTROPY:
        raise Malformed("a code is made of 13 bytes")
    return spell(entropy + sha256(instance.context("code-check", entropy))[:1], WORDS)


def parse_code(instance: Instance, text: str) -> bytes:
    """The 13 bytes of a code as somebody typed it.

    Any case, any separators, words shortened to four letters or more. Raises CodeMistake, which says
    whether the count, one word, or the check is wrong.
    """
    tokens = [token for token in re.split("[^a-z]+", unicodedata.normalize("NFKC", text).lower()) if token]
    numbers = [_number(token, position) for position, token in enumerate(tokens, 1)]
    if len(numbers) != WORDS:
        raise CodeMistake(f"a code has {WORDS} words", count=len(numbers))
    bits = 0
    for number in numbers:
        bits = bits << BITS | number
    entropy = (bits >> CHECK_BITS).to_bytes(ENTROPY, "big")
    if list(words(instance, entropy)) != [word_list()[number] for number in numbers]:
        raise CodeMistake("the words are on the list, but not together")
    return entropy


def derive_keys(instance: Instance, entropy: bytes) -> CodeKeys:
    """Stretch a code into its keys (about a fifth of a second on purpose)."""
    stretched = hashlib.pbkdf2_hmac("sha256", entropy, instance.context("code"), ITERATIONS, 32)

    def derive(name: str, length: int) -> bytes:
        return hkdf(stretched, instance.context("code/" + name), length)

    reply_seed, sign_seed = Seed(derive("reply", 32)), Seed(derive("sign", 32))
    return CodeKeys(
        lookup=derive("lookup", 16),
        auth=derive("auth", 32),
        reply_seed=reply_seed,
        reply_pk=exchange_public(reply_seed),
        sign_seed=sign_seed,
        reporter_vk=verification_key(sign_seed),
        state_key=derive("state", 32),
        author_secret=derive("author", 32),
    )


def author_of(instance: Instance, keys: CodeKeys) -> Hash:
    """The commitment to a report's author that is stored with it (§6)."""
    return sha256(instance.context("author", keys.reporter_vk, keys.author_secret))


def receipt_of(instance: Instance, folder: FolderId, item_frame: bytes, author: Hash) -> Hash:
    """The receipt of a report: a leaf of the public log (§6)."""
    return sha256(instance.context("receipt", folder, sha256(item_frame), author))


def _number(token: str, position: int) -> int:
    found = _numbers().get(token)
    if found is None:
        raise CodeMistake("a word is not on the list", word=position)
    return found


@cache
def _numbers() -> dict[str, int]:
    """Every accepted spelling: four letters tell all words apart, and a whole word goes before a start."""
    starts = {
        word[:size]: number
        for number, word in enumerate(word_list())
        for size in range(SHORTEST_PREFIX, len(word))
    }
    return starts | {word: number for number, word in enumerate(word_list())}
