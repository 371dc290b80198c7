"""What SQL can and cannot do to a case as casework's web login, with permissions and pages out of the way."""

import pytest
from psycopg.errors import InsufficientPrivilege, RaiseException

from casework.lifecycle import MOVES
from tests.casework.casing import acknowledged, assessed
from tests.casework.keeping import opens_folder
from tests.casework.sql import sql, sql_as

TABLES = ("cases", "case_reports", "case_answers", "case_moves")
UNTHINKABLE = (
    "update casework.cases set state = 'closed'",
    "update casework.cases set ref = 'WB-2026-AAAA'",
    "delete from casework.cases",
    "insert into casework.case_moves select * from casework.case_moves",
    "update casework.case_moves set silence = null",
    "delete from casework.case_moves",
    "update casework.case_answers set codes = '{}'",
    "delete from casework.case_answers",
    "update casework.permitted_moves set to_state = 'closed'",
    "update casework.opinions set reminded = '{2026-01-01,2026-01-02}'",
)
MOVE = "select casework.move_case(%s, %s, %s, %s, %s, '{}', 'no_way_back')"


def _rows(connection, table: str) -> int:
    return connection.execute(f"select count(*) from casework.{table}").fetchone()[0]


@pytest.fixture
def report(demo, reporter) -> bytes:
    folder = reporter.reports("References of new staff are not checked")
    demo.carry()
    return folder


@pytest.fixture
def case(report, monitoring_officer):
    return acknowledged(monitoring_officer, report)


def test_without_a_wrap_of_the_case_folder_no_row_of_the_case_shows(demo, case, monitoring_officer, deputy):
    with sql_as(demo, monitoring_officer) as web:
        assert all(_rows(web, table) > 0 for table in TABLES)
    for stranger in (deputy, None):
        with sql_as(demo, stranger) as web:
            assert {table: _rows(web, table) for table in TABLES} == dict.fromkeys(TABLES, 0)


@pytest.mark.parametrize("statement", UNTHINKABLE)
def test_not_even_its_handler_changes_a_cases_state_or_its_past_by_sql(
    demo, case, monitoring_officer, statement
):
    with sql_as(demo, monitoring_officer) as web, pytest.raises((InsufficientPrivilege, RaiseException)):
        web.execute(statement)


@pytest.mark.parametrize("login", ["casework_owner", "casework_worker"])
@pytest.mark.parametrize("table", ["case_moves", "case_answers"])
def test_moves_and_answers_are_never_changed_by_anybody(demo, case, login, table):
    with sql(demo, login) as connection, pytest.raises((InsufficientPrivilege, RaiseException)):
        connection.execute(f"delete from casework.{table}")


def test_sql_itself_moves_a_case_only_as_the_procedure_does(demo, case, monitoring_officer, deputy):
    with sql_as(demo, monitoring_officer) as web:
        tries = [
            (case.folder, 2, "plan", "acknowledged", "planning"),
            (case.folder, 2, "dismiss", "acknowledged", "closed"),
            (case.folder, 2, "assess", "received", "assessing"),
            (case.folder, 2, "act_urgently", "acknowledged", "closed"),
            (bytes(16), 2, "assess", "acknowledged", "assessing"),
        ]
        assert [web.execute(MOVE, each).fetchone()[0] for each in tries] == [False] * 5
        number = web.execute("select count(*) from casework.permitted_moves").fetchone()[0]
        written = set(web.execute("select * from casework.permitted_moves").fetchall())
    with sql_as(demo, deputy) as web:
        assert web.execute(MOVE, [case.folder, 2, "assess", "acknowledged", "assessing"]).fetchone() == (
            False,
        )
    table = {(step, start, move.to) for step, move in MOVES.items() if move.to for start in move.start}
    assert (number, written) == (len(table), table)


def test_nothing_is_dismissed_on_one_persons_word_not_even_by_sql(demo, report, monitoring_officer):
    case = assessed(monitoring_officer, report)
    reviewer = demo.actor("reviewer").signs_in()
    case.records(monitoring_officer, proposal=(["dismiss", "trivial"], "It was one hour."))
    case.asks_opinion(monitoring_officer, reviewer, "Is this too small?")
    assert case.moves(monitoring_officer, "ask_second_opinion") == "second_opinion"

    dismissal = (case.folder, 4, "dismiss", "second_opinion", "closed")
    with sql_as(demo, monitoring_officer) as web:
        assert web.execute(MOVE, dismissal).fetchone() == (False,)
        with pytest.raises(InsufficientPrivilege), web.transaction():
            web.execute("update casework.opinions set asked_on = '2026-01-01'")
        web.execute("update casework.opinions set view = 'agree', replied_on = current_date")
        assert web.execute("select view from casework.opinions").fetchone() == (None,)
        assert web.execute(MOVE, dismissal).fetchone() == (False,)


@pytest.mark.parametrize(("due", "counts"), [("current_date", False), ("current_date - 1", True)])
def test_silence_counts_once_the_working_day_written_down_has_passed(
    demo, report, monitoring_officer, due, counts
):
    case = assessed(monitoring_officer, report)
    reviewer = demo.actor("reviewer").signs_in()
    case.records(monitoring_officer, proposal=(["dismiss", "trivial"], "It was one hour."))
    case.asks_opinion(monitoring_officer, reviewer, "Is this too small?")
    assert case.moves(monitoring_officer, "ask_second_opinion") == "second_opinion"
    with demo.owner.begin() as owner:
        owner.exec_driver_sql(
            "update casework.opinions set asked_on = current_date - 16, "  # over Easter, say
            f"reminded = array[current_date - 8, current_date - 3], due_on = {due}"
        )
    with sql_as(demo, monitoring_officer) as web:
        dismissal = (case.folder, 4, "dismiss", "second_opinion", "closed")
        assert web.execute(MOVE, dismissal).fetchone() == (counts,)


def test_a_question_is_never_dated_back(demo, report, monitoring_officer):
    case = assessed(monitoring_officer, report)
    reviewer = demo.actor("reviewer").signs_in()
    pack = opens_folder(monitoring_officer, kind="pack", to=[reviewer])
    ask = """insert into casework.opinions (folder, seq, pack, asked_of, asked_by, asked_on, due_on)
             values (%s, 1, %s, %s, %s, current_date - 30, current_date - 10)"""
    values = [case.folder, pack, reviewer.officer.oid, monitoring_officer.kid()]
    with sql_as(demo, monitoring_officer) as web, pytest.raises(InsufficientPrivilege):
        web.execute(ask, values)


def test_nobody_asks_themselves_for_a_second_opinion(demo, report, monitoring_officer):
    case = assessed(monitoring_officer, report)
    pack = opens_folder(monitoring_officer, kind="pack")
    ask = """insert into casework.opinions (folder, seq, pack, asked_of, asked_by, asked_on, due_on)
             values (%s, 1, %s, %s, %s, current_date, current_date + 14)"""
    values = [case.folder, pack, monitoring_officer.officer.oid, monitoring_officer.kid()]
    with sql_as(demo, monitoring_officer) as web, pytest.raises(InsufficientPrivilege):
        web.execute(ask, values)


def test_a_case_is_begun_only_in_ones_own_name_and_folder(demo, report, monitoring_officer):
    begin = "insert into casework.cases (folder, ref, opened_on, handler) values (%s, %s, current_date, %s)"
    folder = opens_folder(monitoring_officer)
    deputy = demo.actor("deputy").signs_in()
    with sql_as(demo, deputy) as web, pytest.raises(InsufficientPrivilege):
        web.execute(begin, [folder, "WB-2026-AAAA", deputy.officer.oid])
    with sql_as(demo, monitoring_officer) as web, pytest.raises(InsufficientPrivilege):
        web.execute(begin, [folder, "WB-2026-AAAA", deputy.officer.oid])


def test_nobody_answers_in_anothers_name(demo, case, monitoring_officer, deputy):
    insert = "insert into casework.case_answers values (%s, 'title', 9, '{}', %s, 'deputy', current_date)"
    with sql_as(demo, monitoring_officer) as web, pytest.raises(InsufficientPrivilege):
        web.execute(insert, [case.folder, deputy.kid()])


def test_a_reference_in_use_is_not_free(demo, case, monitoring_officer):
    ref = case.seen_by(monitoring_officer)["ref"]
    with sql_as(demo, monitoring_officer) as web:
        found = [
            web.execute("select casework.ref_is_free(%s)", [each]).fetchone()[0]
            for each in (ref, "WB-2026-2222")
        ]
    assert found == [False, True]
