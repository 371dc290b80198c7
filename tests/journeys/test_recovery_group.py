"""A recovery group on the reporter's page: a choice, and none when one of its holders is left out."""

from playwright.sync_api import expect

from casework.demo_keys import OFFICERS
from tests.journeys.browsers import IN_EVERY_BROWSER_CHROMIUM_FIRST
from tests.journeys.hamlet import notices
from tests.journeys.test_left_out import DEPUTY

GROUP = "Recovery group"

pytestmark = IN_EVERY_BROWSER_CHROMIUM_FIRST


def test_a_recovery_group_is_ticked_and_unticks_itself_when_a_holder_is_left_out(stranger, hamlet):
    hamlet.opens(notices(recovery=OFFICERS[:2]))
    stranger.opens_the_report_page()
    stranger.reads_what_comes_first()
    stranger.writes("Something is wrong")
    stranger.presses("Continue")
    stranger.presses("Continue")
    stranger.sees("Who must not see this?")
    group = stranger.page.get_by_role("checkbox", name=GROUP, exact=True)
    deputy = stranger.page.get_by_role("checkbox", name=DEPUTY, exact=True)
    expect(group).to_be_checked()

    deputy.uncheck()
    expect(group).not_to_be_checked()
    expect(group).to_be_disabled()
    stranger.reads("Someone you have left out belongs to this group")

    deputy.check()
    expect(group).to_be_checked()
    group.uncheck()
    stranger.presses("Continue")
    stranger.sees("How do you know, and who else might know?")
