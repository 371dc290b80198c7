"""Conflicts of interest: declared before the first sight of anything, decided by a colleague.

A folder stays out of sight, row by row, until its officer has declared. `yes` ends their access at once. One
answer counts for a matter: a report, the case made of it, that case's packs (store/matters.sql).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from sqlalchemy import Connection

from casework.errors import DeclareFirst, NotThere, Taken, Undecided
from casework.store import conflicts
from casework.store.conflicts import Declared
from crypto.errors import Malformed
from crypto.names import FolderId
from crypto.seeds import new_id


class Answer(StrEnum):
    """Whether somebody has a conflict of interest."""

    NONE = "none"
    POSSIBLE = "possible"
    YES = "yes"


class Kind(StrEnum):
    """What a conflict comes from."""

    LINE_MANAGEMENT = "line_management"
    FRIENDSHIP = "friendship"
    PRIOR_INVOLVEMENT = "prior_involvement"
    SUBJECT = "subject"
    WITNESS = "witness"
    FINANCIAL = "financial"
    POLITICAL = "political"
    GAVE_ADVICE = "gave_advice"


class Decision(StrEnum):
    """What follows from it."""

    CLEAR = "clear"
    MITIGATED = "mitigated"
    EXCLUDED = "excluded"


class Option(StrEnum):
    """Who takes over from somebody shut out. The chair of the audit committee only oversees."""

    DEPUTY = "deputy"
    EXTERNAL_INVESTIGATOR = "external_investigator"
    OTHER_AUTHORITY_OFFICER = "other_authority_officer"
    CHIEF_EXECUTIVE = "chief_executive"
    CHAIR_OF_AUDIT = "chair_of_audit"


@dataclass(frozen=True, slots=True)
class Declaration:
    """An answer, with at least one kind unless it is `none`."""

    answer: Answer
    kinds: tuple[Kind, ...]

    @classmethod
    def parse(cls, answer: str, kinds: Iterable[str]) -> Self:
        """Malformed for an unknown word, a kind named twice, or kinds that do not fit the answer."""
        try:
            said, named = Answer(answer), tuple(Kind(kind) for kind in kinds)
        except ValueError as error:
            raise Malformed("an answer or a kind of conflict that there is not") from error
        if (said is Answer.NONE) is not (not named) or len(set(named)) != len(named):
            raise Malformed("a conflict has at least one kind, each once, and none has no kind")
        return cls(said, named)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision; who takes over is named for nobody but somebody shut out."""

    decision: Decision
    option: Option | None

    @classmethod
    def parse(cls, decision: str, option: str | None) -> Self:
        """Malformed for an unknown word or an option that does not fit the decision."""
        try:
            ruling = cls(Decision(decision), None if option is None else Option(option))
        except ValueError as error:
            raise Malformed("a decision or an option that there is not") from error
        if ruling.option and ruling.decision is not Decision.EXCLUDED:
            raise Malformed("somebody takes over only from a person who is shut out")
        return ruling


def check(connection: Connection, folder: FolderId) -> None:
    """Raise DeclareFirst or Undecided if that is why this officer sees nothing of the folder."""
    standing = conflicts.standing(connection, folder)
    if standing == "undecided":
        raise Undecided
    if standing is not None:
        raise DeclareFirst


def declare(connection: Connection, folder: FolderId, declaration: Declaration) -> None:
    """Say whether one has a conflict in this folder; NotThere unless one holds a key of it."""
    if not conflicts.declare(connection, new_id(), folder, declaration.answer, declaration.kinds):
        raise NotThere("folder")


def decide(connection: Connection, folder: FolderId, declaration: bytes, ruling: Ruling) -> None:
    """Decide about a colleague's declaration.

    Raises NotThere unless one reads the folder, Taken unless it is somebody else's and waits for a decision.
    """
    if declaration not in {each.declaration for each in declared(connection, folder)}:
        raise NotThere("declaration")
    if not conflicts.decide(connection, declaration, folder, ruling.decision, ruling.option):
        raise Taken("This was decided already, or is your own to leave to a colleague")


def renew(connection: Connection, folder: FolderId) -> None:
    """A new name was added: everybody declares again before they read on, this officer too. Call it last."""
    conflicts.renew(connection, folder)


def declared(connection: Connection, folder: FolderId) -> tuple[Declared, ...]:
    """What everybody said last, and when they opened the folder; NotThere unless one reads it."""
    found = conflicts.declared(connection, folder)
    if not found:
        raise NotThere("folder")
    return found
