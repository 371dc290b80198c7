"""Why somebody is let in, taken out or shown a name: codes, for a ledger holds no free text (protocol §8)."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final

from casework.access_matrix import Access, Role, Thing, access


class Purpose(StrEnum):
    """Why somebody is let in."""

    INVESTIGATE = "investigate"
    SECOND_OPINION = "second-opinion"
    OVERSIGHT = "oversight"
    HR_ALLEGATION = "hr-allegation"
    COUNTER_FRAUD = "counter-fraud"
    LEGAL = "legal"
    COVER = "cover"


class Renewal(StrEnum):
    """Why somebody whose time is limited gets more of it."""

    NOT_FINISHED = "not-finished"
    NEW_EVIDENCE = "new-evidence"
    WITNESS_AWAY = "witness-away"


class Leaving(StrEnum):
    """Why somebody is taken out."""

    WORK_DONE = "work-done"
    LEFT_OFFICE = "left-office"
    REPORTER_OBJECTS = "reporter-objects"
    MISTAKE = "mistake"
    CONFLICT = "conflict"


class Unmasking(StrEnum):
    """Why a name given in confidence is opened."""

    PERSON_ASKED = "person-asked"
    DANGER = "danger"
    COURT_ORDER = "court-order"
    POLICE = "police"
    PROTECTION = "protection"


class Agreeing(StrEnum):
    """That a colleague agrees, and why the reporter is told only later."""

    TELL = "tell"
    LATER_DANGER = "later-danger"
    LATER_POLICE = "later-police"
    LATER_COURT = "later-court"


# How long a role may be let in for at a time (practice C22). It never goes without an end date.
LONGEST: Final[Mapping[Role, timedelta]] = {Role.EXTERNAL_INVESTIGATOR: timedelta(days=90)}
# What of the access matrix a role must reach, and how, before it may hold a folder of this kind. A case's own
# holds letters and how a reporter is treated: it is for those who answer reporters, and everybody else gets a
# pack (practice 2-07, decision 0018).
ANYHOW: Final = frozenset(Access)
REACHES: Final[Mapping[str, tuple[Thing, frozenset[Access]]]] = {
    "report": (Thing.REPORT, ANYHOW),
    "case": (Thing.MESSAGES, frozenset({Access.WRITE})),
    "pack": (Thing.PACK, ANYHOW),
    "privileged": (Thing.PRIVILEGED, ANYHOW),
}
OPINION: Final = "opinion"
LETTER: Final = "letter_1"  # the first that came by hand


def may_write(role: str, name: str | None) -> bool:
    """Whether this role may add a field of this name, or a note or evidence (None), to what it holds."""
    reached = {thing: access(Role(role), thing) for thing in (Thing.PACK, Thing.EVIDENCE)}
    if Access.WRITE in reached[Thing.PACK] or (
        name == LETTER and Access.WRITE in access(Role(role), Thing.LETTERS)
    ):
        return True
    if name is None:
        return Access.WRITE in reached[Thing.EVIDENCE]
    return name == OPINION and Access.REDACTED in reached[Thing.PACK]


def may_hold(kind: str, role: str) -> bool:
    """Whether somebody of this role may be let into a folder of this kind."""
    thing, ways = REACHES[kind]
    return role in set(Role) and not access(Role(role), thing).isdisjoint(ways)
