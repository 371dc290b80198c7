"""Nobody sees anything of a report before they have said whether they have a conflict of interest in it."""

from datetime import timedelta

import psycopg
import pytest

from casework import conflicts
from casework.store import accounts
from tests.casework.acting import TODAY, declares, post
from tests.casework.keeping import opens_folder
from tests.casework.sql import folder_tables, rows, session_of, sql

PATHS = ("/api/reports/{}", "/api/reports/{}/thread", "/api/reports/{}/parts/0", "/api/folders/{}")


@pytest.fixture
def reviewer(demo):
    return demo.actor("reviewer").signs_in()


@pytest.fixture
def folder(demo, reporter, monitoring_officer, deputy, reviewer) -> bytes:
    for actor in (monitoring_officer, deputy, reviewer):
        actor.client.declares = False
    folder = reporter.reports("The invoices were signed twice")
    demo.carry()
    return folder


def _standing(actor) -> list[str]:
    return [line["standing"] for line in actor.inbox()]


def _answers(actor, folder: bytes) -> set[int]:
    return {actor.client.get(path.format(folder.hex())).status_code for path in PATHS}


def _declared(actor, folder: bytes) -> list[dict]:
    return actor.client.get(f"/api/folders/{folder.hex()}/conflicts").json["declared"]


def _decides(actor, folder: bytes, about, decision: str, option: str | None = None):
    declared = next(each for each in _declared(actor, folder) if each["oid"] == about.officer.oid.hex())
    path = f"/api/folders/{folder.hex()}/conflicts/{declared['declaration']}"
    return post(actor.client, path, {"decision": decision, "option": option})


def _rows(demo, actor, folder: bytes) -> set[str]:
    """The tables that show a row of the folder."""
    with sql(demo, "casework_web", session_of(actor)) as web:
        return {table for table in folder_tables(demo) if rows(web, table, folder)}


def test_a_report_waits_without_a_word_until_its_officer_has_declared(demo, folder, monitoring_officer):
    line = monitoring_officer.inbox()[0]
    assert (line["folder"], line["standing"], line["opened"]) == (folder.hex(), "declare", False)
    assert _answers(monitoring_officer, folder) == {428}
    assert _rows(demo, monitoring_officer, folder) == set()

    assert declares(monitoring_officer.client, folder, "none").status_code == 201
    assert _standing(monitoring_officer) == ["open"]
    assert _rows(demo, monitoring_officer, folder) >= {"reports", "wraps", "events", "folders"}
    assert monitoring_officer.opens(folder).report.answers == {"what": "The invoices were signed twice"}


def test_every_officer_declares_for_themselves(folder, monitoring_officer, deputy):
    declares(monitoring_officer.client, folder, "none")
    assert _answers(deputy, folder) == {428}


def test_whoever_has_a_conflict_loses_access_at_once_and_their_reads_are_listed(
    demo, folder, monitoring_officer, deputy
):
    for actor in (monitoring_officer, deputy):
        declares(actor.client, folder, "none")
    assert monitoring_officer.notes_reading(folder).status_code == 201
    assert declares(monitoring_officer.client, folder, "yes", "friendship", "witness").status_code == 201

    assert monitoring_officer.inbox() == []
    assert _answers(monitoring_officer, folder) == {404}
    assert _rows(demo, monitoring_officer, folder) == set()
    known = next(
        each for each in _declared(deputy, folder) if each["oid"] == monitoring_officer.officer.oid.hex()
    )
    assert (known["answer"], known["kinds"], known["decision"]) == (
        "yes",
        ["friendship", "witness"],
        "excluded",
    )
    assert known["reads"] == [TODAY.isoformat()]


def test_nobody_who_is_shut_out_declares_themselves_back_in(folder, monitoring_officer):
    declares(monitoring_officer.client, folder, "yes", "subject")
    assert declares(monitoring_officer.client, folder, "none").status_code == 404
    assert _answers(monitoring_officer, folder) == {404}


def test_exclusion_beats_a_new_wrap(demo, folder, monitoring_officer):
    declares(monitoring_officer.client, folder, "none")
    declares(monitoring_officer.client, folder, "yes", "subject")
    with sql(demo, "casework_owner") as owner:
        assert owner.execute("update casework.wraps set live = true where not live").rowcount == 1
    assert _rows(demo, monitoring_officer, folder) == set()
    assert monitoring_officer.inbox() == []


def test_somebody_left_out_stays_out_whatever_wrap_turns_up(demo, reporter, monitoring_officer, deputy):
    folder = reporter.reports("It is the Monitoring Officer", leaving_out=[monitoring_officer.officer])
    demo.carry()
    with sql(demo, "casework_owner") as owner:
        owner.execute(
            "insert into casework.wraps select folder, 1, %s, wrap from casework.wraps where holder = %s",
            [monitoring_officer.kid(), deputy.kid()],
        )
    assert _rows(demo, monitoring_officer, folder) == set()
    assert monitoring_officer.inbox() == []
    assert _answers(monitoring_officer, folder) == {404}


@pytest.mark.parametrize(("decision", "answer"), [("clear", 200), ("mitigated", 200), ("excluded", 404)])
def test_a_possible_conflict_waits_for_a_colleague(
    demo, folder, monitoring_officer, deputy, decision, answer
):
    declares(monitoring_officer.client, folder, "possible", "prior_involvement")
    assert (_standing(monitoring_officer), _answers(monitoring_officer, folder)) == (["undecided"], {423})
    assert _rows(demo, monitoring_officer, folder) == set()

    declares(deputy.client, folder, "none")
    assert _decides(deputy, folder, monitoring_officer, decision).status_code == 201
    assert monitoring_officer.client.get(f"/api/reports/{folder.hex()}").status_code == answer
    assert _decides(deputy, folder, monitoring_officer, "clear").status_code == 409


def test_who_takes_over_is_noted_once(folder, monitoring_officer, deputy):
    declares(deputy.client, folder, "none")
    declares(monitoring_officer.client, folder, "yes", "gave_advice")
    decided = _decides(deputy, folder, monitoring_officer, "excluded", "other_authority_officer")
    assert decided.status_code == 201
    assert [each["option"] for each in _declared(deputy, folder)] == [None, "other_authority_officer"]
    again = _decides(deputy, folder, monitoring_officer, "excluded", "chief_executive")
    assert again.status_code == 409


def test_nobody_decides_about_their_own_nor_without_the_role(
    demo, folder, monitoring_officer, deputy, reviewer
):
    for actor in (deputy, reviewer):
        declares(actor.client, folder, "none")
    declares(monitoring_officer.client, folder, "possible", "political")
    assert _decides(reviewer, folder, monitoring_officer, "clear").status_code == 403
    named = bytes.fromhex(_declared(reviewer, folder)[-1]["declaration"])
    decide = "select casework.decide_conflict(%s, %s, 'clear', null)"
    for actor in (reviewer, monitoring_officer):
        with sql(demo, "casework_web", session_of(actor)) as web:
            assert web.execute(decide, [named, folder]).fetchone() == (False,)
    assert _standing(monitoring_officer) == ["undecided"]


def test_a_declaration_lasts_ninety_days(demo, folder, monitoring_officer):
    declares(monitoring_officer.client, folder, "none")
    shift = "update casework.conflict_declarations set expires_on = %s"
    for day, answers in ((TODAY, {200, 404}), (TODAY - timedelta(days=1), {428})):
        with sql(demo, "casework_owner") as owner:
            owner.execute(shift, [day])
        assert _answers(monitoring_officer, folder) == answers
    assert _standing(monitoring_officer) == ["again"]
    declares(monitoring_officer.client, folder, "none")
    assert _declared(monitoring_officer, folder)[0]["expires_on"] == (TODAY + timedelta(days=90)).isoformat()


def test_a_new_name_asks_everybody_again(demo, folder, monitoring_officer, deputy):
    for actor in (monitoring_officer, deputy):
        declares(actor.client, folder, "none")
    with demo.web.begin() as connection:
        accounts.present(connection, session_of(deputy))
        conflicts.renew(connection, folder)
    assert (_standing(monitoring_officer), _standing(deputy)) == (["again"], ["again"])


def test_somebody_who_does_not_read_a_folder_asks_nobody_again(demo, folder, monitoring_officer, deputy):
    declares(monitoring_officer.client, folder, "none")
    with demo.web.begin() as connection:
        accounts.present(connection, session_of(deputy))
        conflicts.renew(connection, folder)
    assert _standing(monitoring_officer) == ["open"]


def test_whoever_opens_a_folder_knows_it_and_those_let_in_are_asked(monitoring_officer, deputy):
    deputy.client.declares = False
    case = opens_folder(monitoring_officer, to=[deputy])
    assert monitoring_officer.client.get(f"/api/folders/{case.hex()}").status_code == 200
    assert deputy.client.get(f"/api/folders/{case.hex()}").status_code == 428
    assert [(line["kind"], line["standing"]) for line in deputy.inbox()] == [("case", "declare")]


@pytest.mark.parametrize(
    "body",
    [
        {"answer": "none", "kinds": ["friendship"]},
        {"answer": "yes", "kinds": []},
        {"answer": "perhaps", "kinds": []},
        {"answer": "yes", "kinds": ["enmity"]},
        {"answer": "yes", "kinds": ["witness", "witness"]},
        {"answer": "yes", "kinds": "witness"},
        {"answer": "none"},
    ],
)
def test_an_answer_that_does_not_fit_changes_nothing(folder, monitoring_officer, body):
    path = f"/api/folders/{folder.hex()}/conflicts"
    assert post(monitoring_officer.client, path, body).status_code == 400
    assert _standing(monitoring_officer) == ["declare"]


def test_injected_sql_declares_for_nobody_else_and_lets_nobody_back_in(demo, folder, monitoring_officer):
    statements = (
        "insert into casework.conflict_declarations select * from casework.conflict_declarations",
        "update casework.conflict_declarations set decision = 'clear'",
        "delete from casework.exclusions",
        "select casework.exclude('x', 'x')",
        "select casework.my_held_folders()",
    )
    for statement in statements:
        with (
            sql(demo, "casework_web", session_of(monitoring_officer)) as web,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            web.execute(statement)


def test_a_folder_that_is_not_yours_is_not_declared(reporter, demo, monitoring_officer):
    folder = reporter.reports("x", leaving_out=[monitoring_officer.officer])
    demo.carry()
    mine = declares(monitoring_officer.client, folder, "none")
    absent = declares(monitoring_officer.client, bytes(16), "none")
    assert (mine.status_code, mine.data) == (absent.status_code, absent.data)
    assert mine.status_code == 404
