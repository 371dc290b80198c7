"""Notices by e-mail, through a real mail server: one text for everything, none for whoever was left out."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from casework import leaving
from casework.notices import TEMPLATE, MailServer, send_due
from casework.status import status
from config.embedded import free_port
from config.settings import MailSettings
from tests.casework.acting import ORIGIN, TODAY, Actor
from tests.casework.postmaster import PASSWORD, USER, Postmaster, certificate, serving

SENDER = "casework@council.example"
MORNING = "update casework.notices set due = now()"


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


def asks_for_notices(actor: Actor, address: str | None):
    return actor.client.put("/api/address", json={"address": address}, headers={"Origin": ORIGIN})


def address_of(actor: Actor) -> str:
    return f"{actor.officer.name}@council.example"


@pytest.fixture
def everybody(demo, monitoring_officer, deputy) -> list[Actor]:
    """All three officers, who all want notices."""
    actors = [monitoring_officer, deputy, demo.actor("reviewer").signs_in()]
    for actor in actors:
        assert asks_for_notices(actor, address_of(actor)).status_code == 204
    return actors


def morning(demo, mail: MailServer) -> None:
    """The hour of the day at which notices go out."""
    with demo.owner.begin() as owner:
        owner.exec_driver_sql(MORNING)
    send_due(demo.collector.casework, mail)


def waiting(demo) -> int:
    with demo.owner.begin() as owner:
        return owner.exec_driver_sql("select count(*) from casework.notices").scalar()


def test_a_notice_says_that_there_is_something_to_do_and_nothing_else(
    demo, everybody, reporter, mail, postmaster
):
    reporter.reports("The mayor's brother got the lease")
    demo.carry()
    reporter.writes("There is more about the lease")
    demo.carry()
    morning(demo, mail)
    assert sorted(to for to, _ in postmaster.taken) == sorted(map(address_of, everybody))

    subject, body = TEMPLATE.read_text().split("\n\n", 1)
    for to, message in postmaster.taken:
        assert (message["From"], message["To"], message["Subject"]) == (SENDER, to, subject)
        assert message.get_content().replace("\r\n", "\n") == body
        assert {name.lower() for name in message} == {
            "from", "to", "subject", "date", "message-id", "auto-submitted",
            "content-type", "content-transfer-encoding", "mime-version",
        }  # fmt: skip
    assert waiting(demo) == 0


def test_a_message_and_a_keyring_get_the_same_words_as_a_report(demo, everybody, reporter, mail, postmaster):
    reporter.reports("First")
    demo.carry()
    morning(demo, mail)
    reporter.writes("Second")
    demo.carry()
    morning(demo, mail)
    with demo.owner.begin() as owner:
        owner.exec_driver_sql("update casework.documents set not_after = current_date + 3")
        owner.exec_driver_sql("select casework.queue_custodians(10)")
    morning(demo, mail)
    assert len(postmaster.taken) == 3 + 3 + 1
    assert postmaster.taken[-1][0] == address_of(everybody[0])
    assert len({(message["Subject"], message.get_content()) for _, message in postmaster.taken}) == 1


def test_whoever_was_left_out_gets_no_mail_neither_for_the_report_nor_for_its_messages(
    demo, everybody, reporter, mail, postmaster
):
    monitoring_officer, *others = everybody
    reporter.reports("Something that everybody may read")
    demo.carry()
    morning(demo, mail)
    postmaster.taken.clear()
    reporter.reports("It is the Monitoring Officer", leaving_out=[monitoring_officer.officer])
    demo.carry()
    morning(demo, mail)
    reporter.writes("And it goes on")
    demo.carry()
    morning(demo, mail)
    assert sorted({to for to, _ in postmaster.taken}) == sorted(map(address_of, others))


def test_nothing_goes_out_before_the_hour_whenever_a_report_came(demo, everybody, reporter, mail, postmaster):
    reporter.reports("Sent at some moment of the day")
    demo.carry()
    send_due(demo.collector.casework, mail)
    assert postmaster.taken == []
    with demo.owner.begin() as owner:
        due = "select distinct to_char(due at time zone 'utc', 'HH24:MI:SS.US') from casework.notices"
        assert owner.exec_driver_sql(due).scalars().all() == ["07:00:00.000000"]


def test_many_things_make_one_notice(demo, everybody, mail, postmaster):
    demo.carry()
    for words in ("One", "Two", "Three"):
        demo.reporter().reports(words)
    demo.carry()
    morning(demo, mail)
    assert len(postmaster.taken) == 3


def test_whoever_gave_no_address_or_took_it_back_gets_nothing(demo, everybody, reporter, mail, postmaster):
    assert asks_for_notices(everybody[1], None).status_code == 204
    reporter.reports("Nobody is told twice")
    demo.carry()
    morning(demo, mail)
    assert address_of(everybody[1]) not in {to for to, _ in postmaster.taken}
    assert everybody[1].client.get("/api/address").json == {"address": None}


def test_whoever_left_gets_nothing(demo, everybody, reporter, mail, postmaster):
    reporter.reports("Before the deputy left")
    demo.carry()
    with demo.owner.begin() as owner:
        leaving.leave(owner, "deputy", today=TODAY)
    reporter.writes("After the deputy left")
    demo.carry()
    morning(demo, mail)
    assert address_of(everybody[1]) not in {to for to, _ in postmaster.taken}


def test_an_address_is_its_owners_own(demo, everybody):
    assert everybody[0].client.get("/api/address").json == {"address": address_of(everybody[0])}
    for path in ("/api/session", "/api/custody", "/api/inbox"):
        text = everybody[0].client.get(path).text
        assert not any(address_of(other) in text for other in everybody)


@pytest.mark.parametrize(
    "written",
    ["", "nobody", "a@b@c", "a b@c.example", "a@c.example\nBcc: x@y.example", "@c.example", "x" * 300],
)
def test_what_is_no_address_is_refused(deputy, written):
    assert asks_for_notices(deputy, written).status_code == 400


def test_a_notice_that_fails_stays_is_tried_again_and_is_an_alarm(
    demo, everybody, reporter, mail, postmaster
):
    postmaster.refusing = True
    reporter.reports("The mail server is busy")
    demo.carry()
    morning(demo, mail)
    found = status(demo.collector.casework, demo.collector.postbox)
    assert any("could not be mailed: SMTPDataError" in alarm for alarm in found.alarms(TODAY))
    send_due(demo.collector.casework, mail)
    assert waiting(demo) == 3

    for _ in range(5):
        morning(demo, mail)
    assert everybody[0].client.get("/api/session").json["notices_stuck"] is True
    assert everybody[1].client.get("/api/session").json["notices_stuck"] is False
    postmaster.refusing = False
    morning(demo, mail)
    assert waiting(demo) == 0
    assert len(postmaster.taken) == 3
    assert everybody[0].client.get("/api/session").json["notices_stuck"] is False


def test_mail_is_handed_to_nobody_who_cannot_show_the_right_certificate(
    demo, everybody, reporter, mail, postmaster
):
    reporter.reports("Somebody stands in between")
    demo.carry()
    morning(demo, replace(mail, ca=None))
    morning(demo, replace(mail, password="wrong"))
    assert postmaster.taken == []
    assert waiting(demo) == 3


def test_notices_are_off_unless_a_server_is_named_and_never_in_the_open(monkeypatch):
    assert MailServer.of(MailSettings()) is None
    named = {"host": "mail.council.example", "sender": SENDER}
    assert MailServer.of(MailSettings(**named)).security == "starttls"
    for wrong in ({"security": "none"}, {"sender": ""}, {"security": "maybe"}):
        with pytest.raises(ValidationError):
            MailSettings(**{**named, **wrong})


def test_exclusion_beats_a_wrap_that_somebody_left_live(demo, everybody, reporter, mail, postmaster):
    folder = reporter.reports("A conflict shows later")
    demo.carry()
    morning(demo, mail)
    postmaster.taken.clear()
    excluded = everybody[1]
    with demo.owner.begin() as owner:
        values = (folder, excluded.officer.oid)
        owner.exec_driver_sql(
            "insert into casework.exclusions values (%s, %s, 'conflict', current_date)", values
        )
    reporter.writes("More of it")
    demo.carry()
    morning(demo, mail)
    assert len(postmaster.taken) == 2
    assert address_of(excluded) not in {to for to, _ in postmaster.taken}
