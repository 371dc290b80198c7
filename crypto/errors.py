"""What can go wrong with bytes. Every message says what was tried; none repeats input."""


class CandourError(Exception):
    """Anything that this package refuses."""


class Malformed(CandourError):
    """Bytes that are not exactly what the protocol prescribes."""


class TooLarge(Malformed):
    """More than a limit of the protocol allows."""


class CannotOpen(CandourError):
    """Ciphertext that the given key and context do not open."""


class BadSignature(CandourError):
    """A signature that does not verify under the given key and context."""


class Refused(CandourError):
    """Well-formed and well-signed, but against a rule: of the root, the keyring, a reply, the ledger."""


class CodeMistake(CandourError):
    """A follow-up code that was mistyped.

    `word` is the position, from 1, of the first word that is not on the list; None when every word is on
    the list but their number (`count` ≠ 10) or the check bits are wrong.
    """

    def __init__(self, message: str, *, word: int | None = None, count: int = 10) -> None:
        super().__init__(message)
        self.word = word
        self.count = count
