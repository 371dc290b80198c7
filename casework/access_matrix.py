"""Who may do what with what, as one table. Permissions, the keyring and the matrix test follow it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """Why somebody has an account. A pure custodian signs roots and keyrings, and reads nothing."""

    MONITORING_OFFICER = "monitoring_officer"
    DEPUTY = "deputy"
    TRIAGE_OFFICER = "triage_officer"
    INVESTIGATOR = "investigator"
    EXTERNAL_INVESTIGATOR = "external_investigator"
    HR_LEAD = "hr_lead"
    COUNTER_FRAUD_LEAD = "counter_fraud_lead"
    INDEPENDENT_PERSON = "independent_person"
    ACTION_OWNER = "action_owner"
    PUBLISHING_OFFICER = "publishing_officer"
    AUDITOR = "auditor"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    ADMINISTRATOR = "administrator"
    CUSTODIAN = "custodian"
    CHIEF_EXECUTIVE = "chief_executive"  # enters letters, reads none


class Thing(StrEnum):
    """What access is given to."""

    REPORT = "report"
    IDENTITY = "identity"
    MESSAGES = "messages"
    PACK = "pack"
    EVIDENCE = "evidence"
    FINDINGS = "findings"
    ACTIONS = "actions"
    PRIVILEGED = "privileged"
    DETRIMENT = "detriment"
    AGGREGATES = "aggregates"
    AUDIT = "audit"
    ACCOUNTS = "accounts"
    RETENTION = "retention"
    LETTERS = "letters"  # what came on paper, as it is put in


class Access(StrEnum):
    """One letter of a cell; a cell holds several, or `-` for none."""

    READ = "R"
    WRITE = "W"
    OWN = "o"  # only what this person was assigned or granted
    DRAFT = "d"  # written here, sent by the Monitoring Officer or the deputy
    REDACTED = "r"  # a pack made for the purpose, never the original
    TWO_PERSON = "2"  # only together with somebody of another group
    AGGREGATE = "a"  # totals, small numbers suppressed
    PUBLISHED = "p"  # after its release
    REQUEST = "q"  # on request, or only as a request
    VERIFY = "v"  # whether the chain holds, not what stands in it


COLUMNS: Final[Mapping[str, tuple[Role, ...]]] = {
    "MO": (Role.MONITORING_OFFICER,),
    "DMO": (Role.DEPUTY,),
    "TRI": (Role.TRIAGE_OFFICER,),
    "INV": (Role.INVESTIGATOR,),
    "EXT": (Role.EXTERNAL_INVESTIGATOR,),
    "HRL/CFA": (Role.HR_LEAD, Role.COUNTER_FRAUD_LEAD),
    "IP": (Role.INDEPENDENT_PERSON,),
    "ACT": (Role.ACTION_OWNER,),
    "PUB": (Role.PUBLISHING_OFFICER,),
    "AUD": (Role.AUDITOR,),
    "DPO": (Role.DATA_PROTECTION_OFFICER,),
    "ADM": (Role.ADMINISTRATOR,),
    "CX": (Role.CHIEF_EXECUTIVE,),
}
TABLE: Final = """
              MO   DMO  TRI  INV  EXT  HRL/CFA  IP   ACT  PUB  AUD  DPO  ADM  CX
report        R    R    Ro   -    Ro   -        Rr   -    -    -    -    -     -
identity      2    2    -    -    -    -        2    -    -    -    -    -     -
messages      RW   RW   RWo  d    d    -        -    -    -    -    -    -     -
pack          RW   RW   RW   Ro   Ro   Ro       r    -    -    -    -    -     -
evidence      R    R    -    RWo  RWo  RWo      rq   -    -    -    -    -     -
findings      RW   RW   -    do   do   do       R    -    p    -    -    -     -
actions       RW   RW   -    R    R    R        -    RWo  -    R    -    -     -
privileged    R    R    -    -    Ro   -        -    -    -    -    -    -     -
detriment     R    R    -    -    -    -        R    -    -    a    -    -     -
aggregates    R    R    -    -    -    -        R    -    R    R    R    -     -
audit         R    R    -    -    -    -        -    -    -    R    R    v     -
accounts      -    -    -    -    -    -        -    -    -    R    -    W2    -
retention     q    q    -    -    -    -        -    -    -    -    2    -     -
letters       W    W    W    -    -    -        -    -    -    -    -    -     W
"""
Cell = frozenset[Access]
NOTHING: Final[Cell] = frozenset()


def read_table(written: str) -> Mapping[tuple[Role, Thing], Cell]:
    """The cells that are not empty. ValueError or KeyError for a column, thing or letter that is unknown."""
    heading, *lines = (line.split() for line in written.strip().splitlines())
    return {
        (role, Thing(thing)): frozenset(Access(letter) for letter in cell)
        for thing, *cells in lines
        for column, cell in zip(heading, cells, strict=True)
        if cell != "-"
        for role in COLUMNS[column]
    }


MATRIX: Final = read_table(TABLE)


def access(role: Role, thing: Thing) -> Cell:
    """What the table says."""
    return MATRIX.get((role, thing), NOTHING)


def receives(role: Role) -> bool:
    """Whether reports are sealed to this role as they come in; others read one only once it is granted."""
    cell = access(role, Thing.REPORT)
    return Access.READ in cell and Access.OWN not in cell


def replies(role: Role) -> bool:
    """Whether a reporter's browser takes replies from this role."""
    return Access.WRITE in access(role, Thing.MESSAGES)


def holds_identity(role: Role) -> bool:
    """Whether this role may keep one half of a name given in confidence."""
    return Access.TWO_PERSON in access(role, Thing.IDENTITY)
