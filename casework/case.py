"""Whether a case may move: the procedure's table, asked once for each step, and what it refuses."""

from collections.abc import Collection
from collections.abc import Set as AbstractSet

from casework.lifecycle import MOVES
from casework.states import Part, Silence, State, Step, Tells


class IllegalMove(Exception):
    """The procedure has no such move from where the case stands."""

    def __init__(self, current: State | None, step: Step) -> None:
        super().__init__(f"A case that is {current or 'not there yet'} cannot {step}")


class NotForThisRole(Exception):
    """Somebody else must do this."""

    def __init__(self, step: Step, why: str) -> None:
        super().__init__(f"To {step} is not for {why}")


class MissingEvidence(Exception):
    """Something must be recorded first; `gaps` are its codes, in the table's order."""

    def __init__(self, gaps: tuple[str, ...]) -> None:
        super().__init__(f"Missing: {', '.join(gaps)}")
        self.gaps = gaps


class ReporterNotTold(Exception):
    """What the reporter must hear carries a reply, or a reason for silence that it allows."""

    def __init__(self, step: str) -> None:
        super().__init__(f"To {step}, send a reply with it, or record why nothing is said")


def check_move(
    current: State | None,
    step: Step,
    *,
    role: str,
    holds: AbstractSet[str],
    parts: Collection[Part] = (),
) -> State | None:
    """Where `step` leads from `current`. `holds`: the evidence recorded; `parts`: what the mover did before.

    Raises IllegalMove, NotForThisRole, or MissingEvidence with every gap.
    """
    move = MOVES[step]
    if current not in move.start and (current is not None or move.start):
        raise IllegalMove(current, step)
    if role not in move.roles:
        raise NotForThisRole(step, role)
    if apart := move.apart.intersection(parts):
        raise NotForThisRole(step, f"whoever was the {min(apart)} of this case")
    if gaps := tuple(code for code in move.evidence if code not in holds):
        raise MissingEvidence(gaps)
    return move.to or current


def check_telling(step: Step, *, reply: bool, silence: Silence | None) -> None:
    """Raise ReporterNotTold unless a reply goes with the move, or it allows this silence."""
    move = MOVES[step]
    if move.tells is Tells.MESSAGE:
        check_told(step, reply=reply, silence=silence, silences=move.silences)


def check_told(what: str, *, reply: bool, silence: Silence | None, silences: Collection[Silence]) -> None:
    """Raise ReporterNotTold unless a reply goes with `what`, or one of these silences is recorded."""
    if not reply and silence not in silences:
        raise ReporterNotTold(what)
