"""Sending goes wrong in every way: no word is lost, nothing false is claimed, nothing arrives twice."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browsers import IN_EVERY_BROWSER_CHROMIUM_FIRST
from tests.relay import relaying

pytestmark = IN_EVERY_BROWSER_CHROMIUM_FIRST
MIB = 1 << 20


@pytest.fixture
def recording(tmp_path) -> str:
    """Three MiB: four parts with what is added to hide its length."""
    path = tmp_path / "recording.mp3"
    path.write_bytes(bytes(range(256)) * (3 * MIB // 256))
    return str(path)


def test_a_connection_lost_between_two_parts_goes_on_where_it_stopped(stranger, hamlet, wire, recording):
    hamlet.opens()
    stranger.fills_in("They were recorded.", files=[recording])
    wire.is_cut_after(2, "**/api/put")
    stranger.presses("Lock and send")
    stranger.sees("We could not reach the service")
    assert hamlet.deposits() == 0
    assert hamlet.stored("select number from postbox.part order by number") == [(0,), (1,)]

    wire.is_mended()
    before = len(wire.posted)
    stranger.tries_again()

    parts = hamlet.stored("select count(*), count(distinct (id, number)) from postbox.part")
    assert parts == hamlet.stored("select parts, parts from postbox.deposit")
    assert hamlet.deposits() == 1
    assert wire.posted[before:].count("/api/put") == parts[0][0] - 2


def test_when_the_answer_is_lost_nothing_may_be_edited_and_the_report_arrives_once(stranger, hamlet):
    hamlet.opens()
    with relaying(hamlet.installation.portal_port) as relay:
        stranger.portal = relay.address
        stranger.fills_in("Did it arrive?")
        with relay.losing_answers("/api/send"):
            stranger.presses("Lock and send")
            stranger.sees("We do not know if your report arrived")
            expect(stranger.page.get_by_role("button", name="Go back to my answers")).to_have_count(0)
            stranger.page.go_back()
            stranger.sees("We do not know if your report arrived")
        assert hamlet.deposits() == 1

        code = stranger.tries_again()
        stranger.comes_back_with(code)

    assert hamlet.deposits() == 1


def test_a_ticket_that_is_refused_is_replaced_and_then_told(stranger, hamlet, wire):
    hamlet.opens()
    stranger.fills_in("My ticket was refused.")
    wire.answers("**/api/send", 400)
    stranger.presses("Lock and send")
    stranger.sees("The service did not take your report")
    assert wire.posted.count("/api/send") == 2
    assert hamlet.deposits() == 0

    wire.is_mended()
    stranger.still_has("My ticket was refused.")
    stranger.sends()
    assert hamlet.deposits() == 1


def test_when_there_is_no_room_for_files_the_words_still_go(stranger, hamlet, recording):
    hamlet.opens(CANDOUR_PORTAL_MAX_FILE_STORE_MB="1")
    stranger.fills_in("Words that still fit.", files=[recording])
    stranger.presses("Lock and send")
    stranger.sees("There is no room for files now")
    stranger.tries_again("Send my words without the files")

    assert hamlet.stored("select parts from postbox.deposit") == [(0,)]


@pytest.mark.parametrize("status", [500, 503])
def test_a_failing_service_is_told_and_keeps_every_word(stranger, hamlet, wire, status):
    hamlet.opens()
    stranger.fills_in("Kept, word for word.")
    wire.answers("**/api/send", status)
    stranger.presses("Lock and send")
    headings = {500: "We could not reach the service", 503: "The service cannot take reports now"}
    stranger.sees(headings[status])
    assert hamlet.deposits() == 0

    wire.is_mended()
    stranger.still_has("Kept, word for word.")
    stranger.sends()
    assert hamlet.deposits() == 1


def test_an_error_by_whatever_stands_before_the_portal_is_no_answer(stranger, hamlet, wire):
    hamlet.opens()
    stranger.fills_in("Behind a proxy.")
    wire.answers("**/api/send", 502, portal=False)
    stranger.presses("Lock and send")

    stranger.sees("We do not know if your report arrived")


def test_a_portal_restarted_in_the_middle_takes_the_report(stranger, hamlet):
    hamlet.opens()
    stranger.fills_in("The portal was started again.")
    hamlet.falls_over()
    stranger.presses("Lock and send")
    stranger.sees("We could not reach the service")
    hamlet.gets_up()
    code = stranger.tries_again()

    assert hamlet.deposits() == 1
    stranger.comes_back_with(code)
