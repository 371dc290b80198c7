"""A postbox that was lost is rebuilt from casework; a worker that has died is noticed."""

import psycopg

from casework.refill import refill
from casework.status import status
from tests.casework.acting import TODAY


def _lose_the_postbox(demo) -> None:
    with psycopg.connect(demo.databases.admin_url("postbox").replace("+psycopg", "")) as admin:
        admin.execute("delete from postbox.reply")
        admin.execute("delete from postbox.mailbox")
        admin.execute("delete from postbox.published")
        admin.execute("delete from postbox.done")


def _look(demo):
    return status(demo.collector.casework, demo.collector.postbox)


def test_a_lost_postbox_is_rebuilt_with_mailboxes_replies_and_keyring(demo, reporter, monitoring_officer):
    folder = reporter.reports("Something is wrong")
    demo.carry()
    frame = monitoring_officer.seals_reply(folder, "Thank you")
    monitoring_officer.sends_reply(folder, frame)
    reporter.writes("There is more")
    demo.carry()
    before = reporter.mailbox()

    _lose_the_postbox(demo)
    done = refill(demo.collector.casework, demo.collector.postbox)

    assert (done.mailboxes, done.replies) == (1, 1)
    state, slots = reporter.mailbox()
    assert (state, slots[0]) == (before[0], frame)
    reporter.writes("And more still")
    demo.carry()
    assert monitoring_officer.inbox()[0]["messages"] == 2


def test_a_refill_of_a_postbox_that_is_whole_changes_nothing(demo, reporter):
    reporter.reports("Something is wrong")
    demo.carry()
    reporter.writes("Casework does not know of this yet")
    state = reporter.mailbox()[0]

    refill(demo.collector.casework, demo.collector.postbox)

    assert reporter.mailbox()[0] == state
    demo.carry()


def test_a_deposit_collected_before_the_loss_is_not_filed_twice(demo, reporter, monitoring_officer):
    sealed = reporter.seals("Something is wrong")
    reporter.posts(sealed)
    demo.carry()
    _lose_the_postbox(demo)
    reporter.posts(sealed)
    demo.carry()

    assert len(monitoring_officer.inbox()) == 1
    assert _look(demo).refused == 0


def test_another_report_under_an_id_that_was_used_is_kept_aside(demo, reporter, monitoring_officer):
    folder = reporter.reports("The first")
    demo.carry()
    _lose_the_postbox(demo)
    reporter.posts(reporter.seals("The second", folder=folder))
    demo.carry()

    assert monitoring_officer.opens(folder).report.answers == {"what": "The first"}
    assert _look(demo).refused == 1


def test_an_alarm_when_nothing_was_collected_for_an_hour(demo, monitoring_officer):
    assert _look(demo).late
    demo.carry()
    assert not _look(demo).late
    assert monitoring_officer.client.get("/api/session").json["collector_late"] is False

    with demo.owner.begin() as connection:
        connection.exec_driver_sql("update casework.beats set collected_at = now() - interval '61 minutes'")
    assert monitoring_officer.client.get("/api/session").json["collector_late"] is True
    assert _look(demo).alarms(TODAY)[0].startswith("Nothing has been collected for an hour")


def test_a_worker_whose_round_fails_does_not_pretend_to_be_alive(demo, reporter):
    with demo.owner.begin() as connection:
        connection.exec_driver_sql("update casework.beats set collected_at = now() - interval '2 hours'")
    reporter.reports("Something is wrong")
    with psycopg.connect(demo.databases.admin_url("casework").replace("+psycopg", "")) as admin:
        admin.execute("revoke insert on casework.reports from casework_worker")
    assert demo.worker.round() is False
    assert _look(demo).late
    assert _look(demo).waiting.deposits == 1
