"""A case's rows, as the named queries give them back."""

from dataclasses import dataclass
from datetime import date

from crypto.names import FolderId, Kid, Oid


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case: where it stands, and the next promise's last day."""

    folder: FolderId
    ref: str
    state: str
    opened_on: date
    handler: Oid
    due_on: date | None
    due_clock: str | None


@dataclass(frozen=True, slots=True)
class LinkedReport:
    """A report of a case, with what clocks need: days of the first reading, the first and the last reply."""

    report: FolderId
    strength: str
    linked_on: date
    received_on: date
    read_on: date | None
    first_reply_on: date | None
    last_reply_on: date | None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A task's newest codes, and how many versions there were."""

    name: str
    seq: int
    codes: list[str]
    signer: Kid
    as_role: str
    on_day: date
    mine: bool


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One move."""

    seq: int
    step: str
    from_state: str
    to_state: str
    mover: Kid
    as_role: str
    on_day: date
    silence: str | None
    mine: bool


@dataclass(frozen=True, slots=True)
class PauseRow:
    """Days on which clocks stood still."""

    since: date
    reason: str
    until: date | None


@dataclass(frozen=True, slots=True)
class ExtensionRow:
    """A later last day for one clock."""

    clock: str
    until: date
    by_kid: Kid
    on_day: date


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """A second opinion, asked for or given."""

    folder: FolderId
    seq: int
    pack: FolderId
    asked_of: Oid
    asked_by: Kid
    asked_on: date
    due_on: date
    reminded: list[date]
    view: str | None
    replied_on: date | None
