"""Both who deal with reports are left out: the reviewer lets in somebody from elsewhere, who answers."""

from playwright.sync_api import expect

from casework.demo_keys import NEIGHBOUR
from tests.journeys.browsers import IN_CHROMIUM_FIRST
from tests.journeys.eyes import Eyes
from tests.journeys.guest import Guest
from tests.journeys.reporter import Reporter
from tests.journeys.test_access import lets_in, section, unfolds

pytestmark = IN_CHROMIUM_FIRST
WORDS = "They share the money between them."
NEITHER = "Neither the Monitoring Officer nor the deputy can open this report"
LEFT_OUT = ["Monitoring Officer (demonstration)", "Deputy Monitoring Officer (demonstration)"]


def test_a_report_that_only_a_reviewer_reads_is_dealt_with_by_somebody_from_elsewhere(
    browser, borough, desks
):
    with Reporter.on(browser, borough.portal) as reporter:
        code = reporter.reports(WORDS, leaving_out=LEFT_OUT)
        reviewer = desks.of(browser, borough, "reviewer")
        reviewer.opens(WORDS)
        expect(section(reviewer).get_by_text(NEITHER)).to_be_visible()
        expect(section(reviewer).get_by_text("Take somebody out")).to_be_hidden()
        unfolds(reviewer, "Let somebody in")
        eyes = Eyes.on(reviewer.page, chromium=browser.browser_type.name == "chromium")
        eyes.look("a report that only a reviewer reads")
        assert not eyes.found
        offered = section(reviewer).get_by_label("Who").first.locator("option").all_inner_texts()
        assert offered == ["Choose", NEIGHBOUR.title_en]
        lets_in(reviewer, NEIGHBOUR.title_en, "to stand in for a colleague")

        neighbour = Guest.arrives(browser, borough.casework, NEIGHBOUR)
        neighbour.opens(WORDS)
        neighbour.replies("I work for another council. I deal with this now.")
        neighbour.page.context.close()
        reporter.waits_for_an_answer(code, "I work for another council.")
