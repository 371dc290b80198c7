"""The words of the procedure, as codes: where a case stands, what moves it, what is said of that."""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a case stands, in the office's words."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ASSESSING = "assessing"
    SECOND_OPINION = "second_opinion"
    PLANNING = "planning"
    INVESTIGATING = "investigating"
    EARLY_RESOLUTION = "early_resolution"
    PAUSED = "paused"
    REPORT_REVIEW = "report_review"
    DECIDED = "decided"
    ACTIONS = "actions"
    CLOSED = "closed"
    REVIEW_REQUESTED = "review_requested"
    REOPENED = "reopened"
    DESTROYED = "destroyed"


READS: Mapping[State, str] = {  # what the reporter reads, by the code that travels in a sealed reply
    State.RECEIVED: "received",
    State.ACKNOWLEDGED: "opened",
    State.ASSESSING: "assessing",
    State.SECOND_OPINION: "assessing",
    State.PLANNING: "investigating",
    State.INVESTIGATING: "investigating",
    State.EARLY_RESOLUTION: "putting_right",
    State.PAUSED: "paused",
    State.REPORT_REVIEW: "checking",
    State.DECIDED: "decided",
    State.ACTIONS: "changing",
    State.CLOSED: "closed",
    State.REVIEW_REQUESTED: "reviewing",
    State.REOPENED: "assessing",
    State.DESTROYED: "destroyed",  # nobody reads this one: the code has stopped working
}


class Step(StrEnum):
    """Something that moves a case, as a verb."""

    RECEIVE = "receive"
    ACKNOWLEDGE = "acknowledge"
    ACT_URGENTLY = "act_urgently"
    ASSESS = "assess"
    PLAN = "plan"
    RESOLVE_EARLY = "resolve_early"
    ASK_SECOND_OPINION = "ask_second_opinion"
    DISMISS = "dismiss"
    REDIRECT = "redirect"
    PLAN_AFTER_ALL = "plan_after_all"
    INVESTIGATE = "investigate"
    PAUSE = "pause"
    RESUME = "resume"
    SUBMIT_FINDINGS = "submit_findings"
    RETURN_FINDINGS = "return_findings"
    DECIDE = "decide"
    START_ACTIONS = "start_actions"
    CLOSE_WITHOUT_ACTIONS = "close_without_actions"
    CLOSE_AFTER_ACTIONS = "close_after_actions"
    REQUEST_REVIEW = "request_review"
    CLOSE_AFTER_REVIEW = "close_after_review"
    REOPEN_AFTER_REVIEW = "reopen_after_review"
    REOPEN = "reopen"
    DESTROY = "destroy"
    HAND_OVER = "hand_over"


class Tells(StrEnum):
    """What the reporter hears of a move."""

    MESSAGE = "message"  # a reply goes with it, or the recorded reason why none can
    OPTIONAL = "optional"
    PAGE = "page"  # the reporter's own page says it: a confirmation, a receipt, a notice


class Silence(StrEnum):
    """Why nothing was said, where that may be."""

    NO_WAY_BACK = "no_way_back"  # a letter or a call: nobody holds a code
    CODE_ENDED = "code_ended"
    RAISES_RISK = "raises_risk"
    LEAD_BODY_ASKED = "lead_body_asked"


class Part(StrEnum):
    """What somebody did in a case, that keeps them from doing something else in it."""

    PROPOSER = "proposer"  # a triage officer who proposed to dismiss or redirect
    INVESTIGATOR = "investigator"
    AUTHOR = "author"  # of the findings under review
    ANYONE = "anyone"  # did anything at all in it
