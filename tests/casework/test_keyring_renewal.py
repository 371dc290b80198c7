"""Renewing the keyring: custodians are told in time, and no report is lost on the way."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from casework import custody, leaving
from crypto.deposit import parse_item_frame
from crypto.opening import open_report
from tests.casework.acting import TODAY, post, raw
from tests.casework.test_leaving import publishes

LIFE = 44


@pytest.fixture
def duty_on(demo, monitoring_officer):
    """What waits for the demonstration's custodian on a day, asked as their session does."""
    secret = monitoring_officer.client.get_cookie("candour_session").value

    def ask(days: int = 0) -> custody.Duty:
        with demo.web.begin() as web:
            web.execute(text("select set_config('candour.session', :secret, true)"), {"secret": secret})
            return custody.duty(web, today=TODAY + timedelta(days=days), reminder_days=10)

    return ask


def test_custodians_are_reminded_in_the_last_ten_days_and_after(duty_on):
    asked = {days: duty_on(days).remind for days in (0, LIFE - 10, LIFE - 9, LIFE, LIFE + 30)}
    assert asked == {0: False, LIFE - 10: False, LIFE - 9: True, LIFE: True, LIFE + 30: True}


def test_a_draft_is_a_duty_until_one_has_signed_it(demo, monitoring_officer, duty_on):
    assert monitoring_officer.client.get("/api/custody/duty").json == {
        "to_sign": 0,
        "changed": False,
        "remind": False,
    }
    assert post(monitoring_officer.client, "/api/custody/drafts").status_code == 201
    assert duty_on().to_sign == 1
    publishes(monitoring_officer)
    assert duty_on().to_sign == 0


def test_a_change_of_keys_is_a_duty_until_a_keyring_says_so(demo, monitoring_officer, duty_on):
    with demo.owner.begin() as owner:
        leaving.leave(owner, "reviewer", today=TODAY)
    assert duty_on().changed
    publishes(monitoring_officer)
    assert not duty_on().changed


def test_only_custodians_are_asked(deputy):
    assert deputy.client.get("/api/custody/duty").status_code == 403


def test_a_report_sealed_before_the_renewal_is_filed_and_opened_after_it(
    demo, monitoring_officer, deputy, reporter
):
    old = demo.keyring()
    sealed = reporter.seals("Written while the custodians signed")
    publishes(monitoring_officer)
    demo.carry()
    folder = reporter.posts(sealed)
    demo.carry()

    assert demo.keyring().number == old.number + 1
    assert len(deputy.inbox()) == 1
    found = deputy.fetches(folder)
    seed = deputy.folder_seed(folder)

    item = parse_item_frame(raw(found["item"]))
    opened = open_report(demo.instance, folder, seed, item, [old, demo.keyring()])
    assert opened.report.answers == {"what": "Written while the custodians signed"}
