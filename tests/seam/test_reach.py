"""Row security's own table: nobody writes it, and it follows what it stands for."""

import threading

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from tests.casework.acting import TODAY
from tests.casework.keeping import bars, grants, opens_folder
from tests.casework.sql import session_of, sql

MINE = "select folder from casework.reach order by folder"


@pytest.mark.parametrize("login", ["casework_web", "casework_worker"])
@pytest.mark.parametrize(
    "statement",
    [
        "insert into casework.reach select * from casework.reach",
        "update casework.reach set open_until = 'infinity'",
        "delete from casework.reach",
        "truncate casework.reach",
        "select casework.reach_anew(decode(repeat('00', 16), 'hex'))",
    ],
)
def test_neither_login_writes_it_nor_has_it_made_anew(demo, monitoring_officer, login, statement):
    opens_folder(monitoring_officer)
    with sql(demo, login, session_of(monitoring_officer)) as own, pytest.raises(InsufficientPrivilege):
        own.execute(statement)


def test_an_officer_sees_their_own_rows_and_none_that_waits_for_a_declaration(
    demo, reporter, monitoring_officer, deputy
):
    case = opens_folder(monitoring_officer)
    reporter.reports("The lifts were never repaired")
    demo.carry()
    with sql(demo, "casework_web", session_of(monitoring_officer)) as web:
        assert web.execute(MINE).fetchall() == [(case,)]
    with sql(demo, "casework_web", session_of(deputy)) as web:
        assert web.execute(MINE).fetchall() == []


@pytest.mark.parametrize(
    "change",
    [
        "update casework.wraps set live = false",
        "update casework.wraps set until = current_date - 1",
        "update casework.conflict_declarations set expires_on = current_date - 1",
        "delete from casework.conflict_declarations",
        "update casework.officers set role = 'publishing_officer'",
    ],
)
def test_whatever_takes_a_folder_away_takes_its_rows_away(demo, monitoring_officer, change):
    opens_folder(monitoring_officer)
    with demo.owner.begin() as owner:
        owner.exec_driver_sql(change)
    with sql(demo, "casework_web", session_of(monitoring_officer)) as web:
        assert web.execute(MINE).fetchall() == []
        assert web.execute("select count(*) from casework.events").fetchone() == (0,)


def test_a_grant_made_while_somebody_is_shut_out_does_not_let_them_in(demo, monitoring_officer, deputy):
    """Two transactions at once about one folder: the second waits, and sees what the first has done."""
    case = opens_folder(monitoring_officer)
    shut = "insert into casework.exclusions values (%s, %s, 'conflict', current_date)"
    let_in = "insert into casework.wraps (folder, epoch, holder, wrap) values (%s, 1, %s, %s)"
    url = demo.databases.casework_owner_url.replace("+psycopg", "")
    kid = deputy.kid()
    with psycopg.connect(url) as first, psycopg.connect(url) as second:
        first.execute(shut, [case, deputy.officer.oid])
        late = threading.Thread(target=second.execute, args=(let_in, [case, kid, bytes(1168)]))
        late.start()
        late.join(0.3)
        assert late.is_alive()
        first.commit()
        late.join()
        second.commit()
        reached = "select count(*) from casework.reach where folder = %s and oid = %s"
        assert second.execute(reached, [case, deputy.officer.oid]).fetchone() == (0,)


def test_a_bar_and_a_grant_change_it_at_once(demo, monitoring_officer, deputy):
    case = opens_folder(monitoring_officer)
    assert grants(monitoring_officer, case, deputy, until=TODAY).status_code == 201
    said = "select held_until = current_date, open_until = '-infinity' from casework.reach where oid = %s"
    with demo.owner.begin() as owner:
        assert owner.exec_driver_sql(said, (deputy.officer.oid,)).one() == (True, True)
    assert bars(monitoring_officer, case, deputy).status_code == 201
    with demo.owner.begin() as owner:
        assert owner.exec_driver_sql(said, (deputy.officer.oid,)).all() == []
