"""Whoever owes a second opinion is reminded by mail, without a word of what; only a mail that went counts."""

from datetime import date, timedelta

import pytest

from casework.clocks import Office
from casework.notices import MailServer
from casework.reminders import queue_due
from config.council import read_council
from config.embedded import free_port
from tests.casework.acting import TODAY
from tests.casework.casing import Case, assessed
from tests.casework.postmaster import PASSWORD, USER, Postmaster, certificate, serving
from tests.casework.test_g3 import ABOUT_A_MEMBER, PROPOSAL, REASONS
from tests.casework.test_notices import SENDER, address_of, asks_for_notices, morning, waiting

OFFICE = Office.of(read_council())


def asked(demo, days_ago: int) -> None:
    with demo.owner.begin() as owner:
        asked_on = TODAY - timedelta(days=days_ago)
        owner.exec_driver_sql(
            "update casework.opinions set asked_on = %s, due_on = %s",
            (asked_on, asked_on + timedelta(days=14)),
        )


def on_day(demo, mail, today: date = TODAY) -> None:
    """The worker's sweep of a day, and its morning."""
    with demo.collector.casework.begin() as worker:
        queue_due(worker, OFFICE, today)
    morning(demo, mail)


def reminded(case: Case, deputy) -> list[str]:
    return case.seen_by(deputy)["opinion"]["reminded"]


@pytest.fixture
def certified(tmp_path):
    return certificate(tmp_path)


@pytest.fixture
def mail(certified) -> MailServer:
    return MailServer("127.0.0.1", free_port(), "starttls", SENDER, USER, PASSWORD, certified[0])


@pytest.fixture
def postmaster(mail, certified):
    kept = Postmaster()
    with serving(kept, mail.port, certified):
        yield kept


@pytest.fixture
def reviewer(demo):
    return demo.actor("reviewer").signs_in()


@pytest.fixture
def case(demo, reporter, deputy) -> Case:
    """The deputy leads it and thinks of dismissing it."""
    report = reporter.reports("A councillor took the mayor's car home")
    demo.carry()
    found = assessed(deputy, report)
    found.records(deputy, **ABOUT_A_MEMBER, proposal=PROPOSAL)
    return found


@pytest.fixture
def pack(case, deputy, reviewer) -> bytes:
    asked_by = case.asks_opinion(deputy, reviewer, "Is this too small to look into?")
    assert case.moves(deputy, "ask_second_opinion") == "second_opinion"
    return asked_by


@pytest.fixture
def quiet(demo, case: Case, pack: bytes, reviewer, deputy, mail) -> None:
    """Everybody has an address, and what the pack itself gave rise to is sent."""
    for actor in (reviewer, deputy):
        assert asks_for_notices(actor, address_of(actor)).status_code == 204
    with demo.owner.begin() as owner:
        owner.exec_driver_sql("delete from casework.notices")


def test_a_reminder_goes_on_its_day_and_is_noted_when_the_mail_is_taken(
    demo,
    quiet,
    case,
    deputy,
    reviewer,
    mail,
    postmaster,
):
    on_day(demo, mail)
    assert postmaster.taken == [], "it is too early"
    asked(demo, 9)
    on_day(demo, mail)
    [(to, message)] = postmaster.taken
    assert to == address_of(reviewer)
    assert case.seen_by(deputy)["ref"] not in message.as_string()
    assert reminded(case, deputy) == [TODAY.isoformat()]
    on_day(demo, mail)
    assert len(postmaster.taken) == 1, "once a day"


def test_when_both_days_have_passed_one_mail_goes_today_and_not_two(
    demo, quiet, case, deputy, mail, postmaster
):
    asked(demo, 13)
    for _ in range(2):
        on_day(demo, mail)
    assert len(postmaster.taken) == 1
    assert reminded(case, deputy) == [TODAY.isoformat()]


def test_a_mail_that_does_not_go_reminds_nobody(demo, quiet, case, deputy, mail, postmaster):
    asked(demo, 9)
    postmaster.refusing = True
    on_day(demo, mail)
    assert reminded(case, deputy) == []
    assert waiting(demo) == 1
    postmaster.refusing = False
    morning(demo, mail)
    assert reminded(case, deputy) == [TODAY.isoformat()]


def test_whoever_gave_no_address_is_not_called_reminded(
    demo, quiet, case, deputy, reviewer, mail, postmaster
):
    asks_for_notices(reviewer, None)
    asked(demo, 9)
    on_day(demo, mail)
    assert (postmaster.taken, reminded(case, deputy)) == ([], [])


def test_somebody_who_answered_is_reminded_of_nothing(
    demo, quiet, case, pack, deputy, reviewer, mail, postmaster
):
    asked(demo, 9)
    case.gives_opinion(reviewer, pack, "agree")
    on_day(demo, mail)
    assert postmaster.taken == []


def test_an_ordinary_notice_is_no_reminder(demo, quiet, case, deputy, reviewer, mail, postmaster, reporter):
    reporter.reports("Another matter")
    demo.carry()
    morning(demo, mail)
    assert address_of(reviewer) in [to for to, _ in postmaster.taken]
    assert reminded(case, deputy) == []


def test_when_the_time_is_up_whoever_asked_is_told_once(
    demo, quiet, case, deputy, reviewer, mail, postmaster
):
    asked(demo, 30)
    asks_for_notices(reviewer, None)
    on_day(demo, mail)
    on_day(demo, mail)
    assert [to for to, _ in postmaster.taken] == [address_of(deputy)]


def test_two_reminders_by_mail_and_ten_working_days_let_the_case_go_on(
    demo,
    quiet,
    case,
    deputy,
    mail,
    postmaster,
):
    asked(demo, 30)
    on_day(demo, mail)
    case.records(deputy, decision_reasons=REASONS)
    assert case.move(deputy, "dismiss", "Our reasons are these.").status_code == 400
    with demo.owner.begin() as owner:
        owner.exec_driver_sql("update casework.opinions set reminded = array[current_date - 3]")
    on_day(demo, mail)
    assert len(reminded(case, deputy)) == 2
    assert case.move(deputy, "dismiss", "Our reasons are these.").status_code == 201
