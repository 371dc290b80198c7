"""The promises of a case as its page reads them: how each stands, what may be changed."""

from datetime import date

from casework import timing
from casework.clocks import RULES, Office, Standing
from casework.lifecycle import CANNOT, CAREFUL, MOVES
from casework.permissions import Permission
from casework.states import Step
from casework.store import promises
from casework.store.case_rows import CaseRow
from casework.timing import Running
from casework.web.access import Visit
from casework.web.body import as_json

BROKEN = frozenset({Standing.OVERDUE, Standing.KEPT_LATE})
RUNS = frozenset({Standing.RUNNING, Standing.DUE_SOON, Standing.OVERDUE})


def promises_of(visit: Visit, case: CaseRow, office: Office, today: date) -> dict[str, object]:
    """`clocks`, and whether they stand still, may be changed by this officer, were broken."""
    running = timing.clocks(visit.connection, case, office, today)
    longer = {each.clock: each for each in promises.extensions(visit.connection, case.folder)}
    still = [each for each in promises.pauses(visit.connection, case.folder) if each.until is None]
    changes = case.state not in timing.OVER and visit.officer.may(Permission.PROMISE_CHANGE)
    return {
        "clocks": [_clock(each, may_extend=changes) for each in running],
        "more_time": [
            as_json(clock=each.clock, until=each.until, by=each.by_kid, on=each.on_day)
            for each in longer.values()
        ],
        "hold": as_json(since=still[0].since, reason=still[0].reason) if still else None,
        "may_change": changes,
        "may_hand_over": visit.officer.may(Permission.CASE_HAND_OVER),
        "silences": {
            "hold": sorted(CAREFUL),
            "go-on": sorted(CAREFUL),
            "extend": sorted(CANNOT),
            "hand-over": sorted(MOVES[Step.HAND_OVER].silences),
        },
        "broken": sum(each.standing in BROKEN for each in running),
    }


def _clock(each: Running, *, may_extend: bool) -> dict[str, object]:
    extends = may_extend and RULES[each.clock].extends and each.standing in RUNS
    told = {"kept": each.kept_on, "standing": each.standing, "report": each.report}
    return as_json(clock=each.clock, due=each.due, extends=extends, **told)
