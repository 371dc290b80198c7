"""The procedure: who may take a case from one state to the next, on what evidence, and what is said of it.

One table holds all of it. Nobody asks it what is likely or wise: it says what is permitted.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from casework.states import Part, Silence, State, Step, Tells

OFFICE = frozenset({"monitoring_officer", "deputy"})
TRIAGE = OFFICE | {"triage_officer"}
INVESTIGATORS = frozenset({"investigator", "external_investigator"})
ANY = frozenset(State) - {State.DESTROYED}
CANNOT = frozenset({Silence.NO_WAY_BACK, Silence.CODE_ENDED})
CAREFUL = frozenset(Silence)

# Before a case leaves assessment, its record must hold all of these (the recorded-information standard).
RECORDED = (
    "channel",
    "received_on",
    "category",
    "failures",
    "service_area",
    "still_happening",
    "harm_risk",
    "identity_risk",
    "detriment_risk",
    "prior_report",
    "subject_types",
    "conflicts",
    "decision",
    "consulted",
    "reporter_told",
)
ASSESSED = (
    *RECORDED,
    "public_interest_pass",
    "allegations",
    "duty_referrals",
    "identity_assessment",
    "detriment_assessment",
)


@dataclass(frozen=True, slots=True)
class Move:
    """One row. `start` is empty where there is no case yet; `to` is None where the state stays as it is."""

    number: str  # as the procedure counts them
    start: frozenset[State]
    to: State | None
    roles: frozenset[str]
    evidence: tuple[str, ...] = ()
    tells: Tells = Tells.MESSAGE
    silences: frozenset[Silence] = CANNOT  # which reasons excuse a message
    apart: frozenset[Part] = frozenset()  # who may not, having done this before


def _from(*states: State) -> frozenset[State]:
    return frozenset(states)


MOVES: Mapping[Step, Move] = {
    Step.RECEIVE: Move("T01", _from(), State.RECEIVED, TRIAGE | {"portal"}, ("reader",), Tells.PAGE),
    Step.ACKNOWLEDGE: Move(
        "T02", _from(State.RECEIVED), State.ACKNOWLEDGED, TRIAGE, ("conflicts", "harm_risk")
    ),
    Step.ACT_URGENTLY: Move(
        "T03",
        ANY,
        None,
        OFFICE,
        ("urgent_what", "urgent_why", "urgent_told", "identity_check"),
        silences=CAREFUL,
    ),
    Step.ASSESS: Move(
        "T04",
        _from(State.ACKNOWLEDGED, State.REOPENED),
        State.ASSESSING,
        TRIAGE,
        ("category", "service_area", "subject_types"),
        Tells.OPTIONAL,
    ),
    Step.PLAN: Move("T05", _from(State.ASSESSING), State.PLANNING, OFFICE, ASSESSED),
    Step.RESOLVE_EARLY: Move(
        "T06",
        _from(State.ASSESSING),
        State.EARLY_RESOLUTION,
        OFFICE,
        (*ASSESSED, "no_investigation_reason", "fix_owner", "fix_date"),
    ),
    Step.ASK_SECOND_OPINION: Move(
        "T07",
        _from(State.ASSESSING),
        State.SECOND_OPINION,
        TRIAGE,
        (*RECORDED, "proposal", "redacted_pack", "proposal_reasons"),
        Tells.OPTIONAL,
    ),
    Step.DISMISS: Move(
        "T08",
        _from(State.SECOND_OPINION),
        State.CLOSED,
        OFFICE,
        ("second_opinion", "decision_reasons", "disagreement_answer"),
        apart=frozenset({Part.PROPOSER}),
    ),
    Step.REDIRECT: Move(
        "T09",
        _from(State.SECOND_OPINION),
        State.CLOSED,
        OFFICE,
        ("second_opinion", "disagreement_answer", "team_accepts", "neutral_summary"),
        apart=frozenset({Part.PROPOSER}),
    ),
    Step.PLAN_AFTER_ALL: Move(
        "T10", _from(State.SECOND_OPINION), State.PLANNING, OFFICE, ("change_of_mind",)
    ),
    Step.INVESTIGATE: Move(
        "T11",
        _from(State.PLANNING),
        State.INVESTIGATING,
        OFFICE,
        ("terms_of_reference", "plan", "competence", "conflicts", "access_grants", "plan_dates"),
    ),
    Step.PAUSE: Move(
        "T12",
        _from(State.INVESTIGATING),
        State.PAUSED,
        OFFICE,
        ("written_request", "review_date", "evidence_preserved"),
        silences=CAREFUL,
    ),
    Step.RESUME: Move(
        "T13", _from(State.PAUSED), State.INVESTIGATING, OFFICE, ("release_or_review",), silences=CAREFUL
    ),
    Step.SUBMIT_FINDINGS: Move(
        "T14",
        _from(State.INVESTIGATING),
        State.REPORT_REVIEW,
        INVESTIGATORS,
        ("draft_findings", "interviews_agreed", "right_of_reply"),
    ),
    Step.RETURN_FINDINGS: Move(
        "T15",
        _from(State.REPORT_REVIEW),
        State.INVESTIGATING,
        OFFICE | {"investigator"},
        ("review_gaps",),
        Tells.OPTIONAL,
        apart=frozenset({Part.AUTHOR}),
    ),
    Step.DECIDE: Move(
        "T16",
        _from(State.REPORT_REVIEW),
        State.DECIDED,
        OFFICE,
        ("quality_review", "required_opinion", "consequences", "learning"),
        apart=frozenset({Part.INVESTIGATOR, Part.AUTHOR}),
    ),
    Step.START_ACTIONS: Move("T17", _from(State.DECIDED), State.ACTIONS, OFFICE, ("accepted_action",)),
    Step.CLOSE_WITHOUT_ACTIONS: Move(
        "T18",
        _from(State.DECIDED),
        State.CLOSED,
        OFFICE,
        ("no_actions", "learning", "publication_decision"),
    ),
    Step.CLOSE_AFTER_ACTIONS: Move(
        "T19", _from(State.ACTIONS), State.CLOSED, OFFICE, ("actions_verified", "has_it_stopped")
    ),
    Step.REQUEST_REVIEW: Move(
        "T20", _from(State.CLOSED), State.REVIEW_REQUESTED, frozenset({"reporter"}), (), Tells.PAGE
    ),
    Step.CLOSE_AFTER_REVIEW: Move(
        "T21",
        _from(State.REVIEW_REQUESTED),
        State.CLOSED,
        OFFICE | {"independent_person"},
        ("review_reasons",),
        apart=frozenset({Part.ANYONE}),
    ),
    Step.REOPEN_AFTER_REVIEW: Move(
        "T21",
        _from(State.REVIEW_REQUESTED),
        State.REOPENED,
        OFFICE | {"independent_person"},
        ("review_reasons",),
        apart=frozenset({Part.ANYONE}),
    ),
    Step.REOPEN: Move("T22", _from(State.CLOSED), State.REOPENED, OFFICE, ("new_information",)),
    Step.DESTROY: Move(
        "T23",
        _from(State.CLOSED),
        State.DESTROYED,
        frozenset({"data_protection_officer"}),
        ("retention_reached", "no_hold", "no_open_detriment", "two_approvals"),
        Tells.PAGE,
    ),
    Step.HAND_OVER: Move("T24", ANY, None, OFFICE, ("handover_reason", "access_revoked", "keys_rewrapped")),
}
