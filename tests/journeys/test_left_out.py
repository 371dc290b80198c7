"""Somebody left unticked: no row, no count, no page; and the portal cannot tell."""

import psycopg
import pytest

from tests.journeys.browsers import IN_EVERY_BROWSER_CHROMIUM_FIRST
from tests.journeys.test_report_and_reply import MONITORING_OFFICER

DEPUTY = "Deputy Monitoring Officer (demonstration)"
TABLES = ("reports", "wraps", "messages", "parts", "events")

pytestmark = IN_EVERY_BROWSER_CHROMIUM_FIRST


@pytest.fixture
def rows(town):
    """A function that counts what SQL shows in an officer's own session."""

    def count(officer) -> dict[str, int]:
        cookies = {each["name"]: each["value"] for each in officer.page.context.cookies()}
        with psycopg.connect(town.databases.casework_web_url.replace("+psycopg", "")) as web:
            web.execute("select set_config('candour.session', %s, false)", [cookies["candour_session"]])
            return {
                table: web.execute(f"select count(*) from casework.{table}").fetchone()[0] for table in TABLES
            }

    return count


def test_an_officer_left_unticked_sees_no_row_no_count_and_no_page(
    town, reporter, monitoring_officer, deputy, rows
):
    town.wait_until_collected()  # what other journeys sent
    lines, _ = monitoring_officer.inbox(), deputy.inbox()  # rows show once no conflict is declared
    before, known_to_deputy = rows(monitoring_officer), rows(deputy)["reports"]

    code = reporter.reports("The Monitoring Officer signed the lease.", leaving_out=[MONITORING_OFFICER])
    deputy.opens("The Monitoring Officer signed the lease.")
    deputy.replies("Only two of us can read this.")
    reporter.waits_for_an_answer(code, "Only two of us can read this.")

    assert rows(deputy)["reports"] == known_to_deputy + 1
    assert rows(monitoring_officer) == before
    assert monitoring_officer.inbox() == lines
    assert len(monitoring_officer.listed()) == len(lines)


def test_the_portal_holds_the_same_number_of_bytes_whoever_is_left_out_and_however_much_is_said(
    stranger, hamlet
):
    hamlet.opens()
    stranger.reports("Short, and for everybody.")
    stranger.reports("It is them. " * 500, leaving_out=[MONITORING_OFFICER, DEPUTY])

    sizes = hamlet.stored("select octet_length(payload), parts from postbox.deposit")
    assert len(sizes) == 2
    assert len(set(sizes)) == 1
    assert len(hamlet.stored("select distinct octet_length(state) from postbox.mailbox")) == 1
