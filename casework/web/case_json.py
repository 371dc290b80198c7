"""A case as its page reads it: codes and days. Every word of it stands sealed in its folder."""

from datetime import date

from casework import cases, check_ins, holding, timing
from casework.clocks import Clock, Office
from casework.evidence import held
from casework.lifecycle import MOVES
from casework.states import READS, State, Step
from casework.store import cases as rows
from casework.store import check_ins as check_in_rows
from casework.store import detriments
from casework.store.case_rows import AnswerRow, CaseRow, LinkedReport, MoveRow, OpinionRow
from casework.store.check_ins import CheckInRow
from casework.store.detriments import DetrimentRow
from casework.triage import Knowers, detriment_risk, identity_risk
from casework.web.access import Visit
from casework.web.body import as_json
from casework.web.promise_json import promises_of
from crypto.names import FolderId


def whole(visit: Visit, folder: FolderId, office: Office, today: date) -> dict[str, object]:
    """Everything; NotThere unless this officer can open the case."""
    case = cases.read(visit.connection, folder)
    asked = rows.opinion(visit.connection, folder)
    moves = rows.moves(visit.connection, folder)
    answers = {row.name: row for row in rows.answers(visit.connection, folder)}
    return as_json(
        folder=case.folder,
        ref=case.ref,
        state=case.state,
        reads=READS[State(case.state)],
        opened_on=case.opened_on,
        handler=case.handler,
        number=len(moves) + 1,
        moves=[_move(each) for each in moves],
        reports=[_report(each) for each in rows.linked(visit.connection, folder)],
        answers=[_answer(each) for each in answers.values()],
        levels=_levels({name: row.codes for name, row in answers.items()}),
        opinion=opinion(asked, office) if asked else None,
        steps=_steps(visit, case, today),
        detriments=[_detriment(each) for each in detriments.of(visit.connection, folder)],
        check_ins=[_check_in(each, today) for each in check_in_rows.of(visit.connection, folder)],
        next_update=office.due(Clock.UPDATE, today, today=today),
        **promises_of(visit, case, office, today),
    )


def _move(each: MoveRow) -> dict[str, object]:
    return as_json(step=each.step, to=each.to_state, by=each.mover, on=each.on_day, silence=each.silence)


def _report(each: LinkedReport) -> dict[str, object]:
    return as_json(
        report=each.report,
        strength=each.strength,
        received_on=each.received_on,
        linked_on=each.linked_on,
    )


def _answer(each: AnswerRow) -> dict[str, object]:
    return as_json(name=each.name, number=each.seq, codes=each.codes, by=each.signer, on=each.on_day)


def _detriment(each: DetrimentRow) -> dict[str, object]:
    return as_json(
        number=each.seq,
        on=each.raised_on,
        kinds=each.kinds,
        wish=each.wish,
        contacted_on=each.contacted_on,
        ended_on=each.ended_on,
        message=each.message,
    )


def _check_in(each: CheckInRow, today: date) -> dict[str, object]:
    return as_json(
        report=each.report,
        due=each.due_on,
        standing=check_ins.standing(each, today),
        answer=each.answer,
        answered_on=each.answered_on,
        message=each.message,
    )


def opinion(asked: OpinionRow, office: Office) -> dict[str, object]:
    """A second opinion, asked for or given."""
    return as_json(
        pack=asked.pack,
        of=asked.asked_of,
        by=asked.asked_by,
        asked_on=asked.asked_on,
        due=asked.due_on,
        reminders=[each.isoformat() for each in office.reminders(asked.asked_on)],
        reminded=[each.isoformat() for each in asked.reminded],
        view=asked.view,
        replied_on=asked.replied_on,
    )


def _steps(visit: Visit, case: CaseRow, today: date) -> list[dict[str, object]]:
    """What the procedure lets this officer do from here, and which evidence each step lacks."""
    holds = held(holding.record_of(visit.connection, case, today))
    parts = holding.parts_of(visit.connection, case.folder)
    return [
        as_json(
            step=step,
            to=move.to,
            gaps=[code for code in move.evidence if code not in holds],
            tells=move.tells,
            silences=sorted(move.silences),
            reads=READS[move.to or State(case.state)],
        )
        for step, move in MOVES.items()
        if case.state in move.start
        and step is not Step.HAND_OVER
        and visit.officer.role in move.roles
        and not move.apart & parts
    ]


def _levels(answers: dict[str, list[str]]) -> dict[str, object]:
    """What the answers about risk amount to."""
    found: dict[str, object] = {}
    if harm := timing.harm_of(answers):
        found["harm_risk"] = harm
    if told := answers.get("identity_risk"):
        found["identity_risk"] = identity_risk(Knowers(told[0]), suspected=told[1] == "yes")
    if told := answers.get("detriment_risk"):
        power, history, small_team, known = (code == "yes" for code in told)
        found["detriment_risk"] = detriment_risk(
            power=power, history=history, small_team=small_team, known=known
        )
    return found
