"""Allegations: what a case is split into, and who may not be given one."""

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


class NotForHr(Exception):
    """Nobody looks into their own department."""

    def __init__(self) -> None:
        super().__init__("HR is never given an allegation about HR")


class NotAHandler(Exception):
    """This role looks into nothing."""

    def __init__(self) -> None:
        super().__init__("This role does not look into allegations")


def check_assignment(role: str, *, about_hr: bool) -> None:
    """Raise NotForHr or NotAHandler unless somebody with this role may look into it."""
    if role not in HANDLERS:
        raise NotAHandler
    if role == HR and about_hr:
        raise NotForHr
