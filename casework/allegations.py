"""Allegations: what a case is split into, and who may not be given one."""

from dataclasses import dataclass

from casework.codes import Category, InvestigationType, Track

HR = "hr_lead"
HANDLERS = frozenset(
    {
        "monitoring_officer",
        "deputy",
        "triage_officer",
        "investigator",
        "external_investigator",
        HR,
        "counter_fraud_lead",
    }
)


@dataclass(frozen=True, slots=True)
class Allegation:
    """One thing that is said to be wrong. `about_hr`: its subject is the people who would look into it."""

    number: int
    category: Category
    type: InvestigationType
    track: Track
    about_hr: bool


class NotForHr(Exception):
    """Nobody looks into their own department."""

    def __init__(self) -> None:
        super().__init__("HR is never given an allegation about HR")


class NotAHandler(Exception):
    """This role looks into nothing."""

    def __init__(self) -> None:
        super().__init__("This role does not look into allegations")


def check_assignment(allegation: Allegation, role: str) -> None:
    """Raise NotForHr or NotAHandler unless somebody with this role may look into it."""
    if role not in HANDLERS:
        raise NotAHandler
    if role == HR and allegation.about_hr:
        raise NotForHr
