"""The public-interest test: six questions, each with a sentence; only a pass is one person's to give."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from casework.triage import NotRecorded

VERSION = 1  # of the questions, as published


class Question(StrEnum):
    """In their order; their words are public, in templates/shared/public_interest.html."""

    ABOUT_US = "about_us"
    WOULD_BE_WRONG = "would_be_wrong"
    CHECKABLE = "checkable"
    PROPORTIONATE = "proportionate"
    DEALT_WITH = "dealt_with"
    OTHER_DUTY = "other_duty"


class Says(StrEnum):
    """An answer."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Result(StrEnum):
    """What the test leads to."""

    PASS = "pass"  # noqa: S105 - a result
    PASS_PART = "pass_part"  # noqa: S105 - ditto
    MINDED_TO_DISMISS = "minded_to_dismiss"
    REDIRECT = "redirect"


@dataclass(frozen=True, slots=True)
class Assessed:
    """The six answers, which of them have a sentence, and the result."""

    answers: Mapping[Question, Says]
    sentences: frozenset[Question]
    result: Result

    def check(self) -> None:
        """Raise NotRecorded for an answer without a sentence, and for a pass that the answers do not bear."""
        for question in Question:
            if question not in self.answers or question not in self.sentences:
                raise NotRecorded(question)
        if self.result is Result.PASS and not self._passes():
            raise NotRecorded("result")

    def _passes(self) -> bool:
        """A doubt counts for the concern."""
        first_four = (self.answers[question] for question in list(Question)[:4])
        return Says.NO not in first_four and self.answers[Question.DEALT_WITH] is not Says.YES


def needs_second_person(result: Result) -> bool:
    """Whether somebody else must look before it counts."""
    return result is not Result.PASS
