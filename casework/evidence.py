"""Which pieces of evidence a case holds, by what is recorded: the codes that the procedure asks for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from casework.lifecycle import MOVES
from casework.public_interest import Result

DISAGREE = "disagree"
LEAST_REMINDERS = 2


@dataclass(frozen=True, slots=True)
class Opinion:
    """A second opinion that was asked for. `over`: its last day has passed."""

    view: str | None
    asked_on: date
    reminders: int
    over: bool

    @property
    def counts(self) -> bool:
        """Whether it was given, or its time ran out although somebody was reminded twice."""
        return self.view is not None or (self.over and self.reminders >= LEAST_REMINDERS)


@dataclass(frozen=True, slots=True)
class Record:
    """What a case records: newest codes by task, whether the reporter was ever told, the newest opinion."""

    answers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    told: bool = False
    opinion: Opinion | None = None

    def has(self, name: str) -> bool:
        """Whether this task is answered."""
        return name in self.answers


def _passed(record: Record) -> bool:
    return record.has("public_interest") and record.answers["public_interest"][-1] == Result.PASS


def _disagrees(record: Record) -> bool:
    return record.opinion is not None and record.opinion.view == DISAGREE


# Where a piece of evidence is not simply the task of its name.
HELD: Mapping[str, Callable[[Record], bool]] = {
    "received_on": lambda _: True,  # every report has one
    "reporter_told": lambda record: record.told,
    "public_interest_pass": _passed,
    "allegations": lambda record: record.has("allegation_1"),
    "identity_assessment": lambda record: record.has("identity_risk"),
    "detriment_assessment": lambda record: record.has("detriment_risk"),
    "proposal_reasons": lambda record: record.has("proposal"),
    "redacted_pack": lambda record: record.opinion is not None and record.opinion.view is None,
    "second_opinion": lambda record: record.opinion is not None and record.opinion.counts,
    "disagreement_answer": lambda record: not _disagrees(record) or record.has("disagreement_answer"),
    "change_of_mind": lambda record: _disagrees(record) or record.has("change_of_mind"),
}
ASKED = frozenset(code for move in MOVES.values() for code in move.evidence)


def held(record: Record) -> frozenset[str]:
    """The codes of every piece that is there."""
    return frozenset(code for code in ASKED if HELD.get(code, lambda each, code=code: each.has(code))(record))
