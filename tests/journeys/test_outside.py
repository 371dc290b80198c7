"""An investigator from outside: one case for a while, nothing the day after, more time for a reason."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest
from playwright.sync_api import expect

from tests.journeys.browsers import IN_CHROMIUM
from tests.journeys.guest import OUTSIDE, Guest
from tests.journeys.handler import Handler
from tests.journeys.officer import SOON_MS
from tests.journeys.reporter import Reporter
from tests.journeys.test_access import section, unfolds
from tests.journeys.test_case import ALLEGATION

pytestmark = IN_CHROMIUM  # where a test can tell a keeper another day
WORDS = "Council stone is sold from the depot at weekends."
SHIFTS = "Their shifts were taken away."
DAY = """create or replace function casework.today() returns date language sql stable as
         $$ select (now() at time zone 'utc')::date + {days} $$"""
# Keepers take the day from `new Date()`; how long they have been quiet, from `Date.now()`, which stays.
TOMORROW = """() => {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...from) {
      super(...(from.length ? from : [Real.now() + 86_400_000]));
    }
  };
}"""


@pytest.fixture
def handler(browser, borough) -> Handler:
    return Handler.signed_in(browser, borough.casework, "monitoring.officer")


@pytest.fixture
def calendar(borough) -> Iterator[psycopg.Connection]:
    """The database's own, by which access ends; put right again afterwards."""
    url = borough.databases.casework_owner_url.replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as owner:
        yield owner
        owner.execute(DAY.format(days=0))


def lets_in(handler: Handler, why: str, last: date | None) -> None:
    form = section(handler, "case").locator("[data-form=case-let-in]")
    form.get_by_label("Who").select_option(label=OUTSIDE.title_en)
    form.get_by_label("Why").select_option(label=why)
    typed = (str(last.day), str(last.month), str(last.year)) if last else ("", "", "")
    for label, value in zip(("Day", "Month", "Year"), typed, strict=True):
        form.get_by_label(f"{label} of the last day").fill(value)
    form.get_by_role("button", name="Let them in").click()


def test_somebody_from_outside_reads_one_case_until_their_last_day(browser, borough, handler, calendar):
    today = datetime.now(UTC).date()
    with Reporter.on(browser, borough.portal) as reporter:
        reporter.reports("They load the stone on Saturdays.")
    handler.opens("They load the stone")
    reference = handler.starts_a_case()
    handler.adds_allegation(ALLEGATION, WORDS)
    notes_bad_treatment(handler)
    unfolds(handler, "Let somebody in", "case")
    lets_in(handler, "to investigate", None)
    handler.reads("somebody from outside is never let in without one")
    lets_in(handler, "to investigate", today + timedelta(days=91))
    handler.reads("The last day must be within 90 days")
    lets_in(handler, "to investigate", today)
    is_told(handler, "They are let in")

    guest = Guest.arrives(browser, borough.casework, OUTSIDE)
    guest.opens_the_first()
    guest.declares("No, none that I know of")
    guest.reads(WORDS)
    guest.reads("It is open to you until the end of")
    for words in ("They load the stone", SHIFTS):
        expect(guest.page.locator("main")).not_to_contain_text(words)

    calendar.execute(DAY.format(days=1))
    nothing_is_left(guest)
    handler.page.workers[0].evaluate(TOMORROW)
    handler.goes_to_case(reference)
    gone = section(handler, "case").locator("[data-members] li").filter(has_text=OUTSIDE.title_en)
    expect(gone).to_contain_text("no longer, since", timeout=SOON_MS)

    they_get_more_time(handler, reference, today + timedelta(days=30))
    guest.page.get_by_role("button", name="Look for new reports").click()
    guest.opens_the_first()
    guest.reads(WORDS)
    for actor in (guest, handler):
        actor.page.context.close()


def notes_bad_treatment(handler: Handler) -> None:
    """For those who lead the case, and for nobody else whom they let in."""
    handler.opens_task("Note that the reporter is treated badly")
    handler.writes_today()
    handler.chooses("What do they want?", "Act")
    handler.chooses("How are they treated?", ["Less pay or fewer hours"])
    handler.writes(SHIFTS)
    handler.saves_task()


def is_told(handler: Handler, words: str) -> None:
    expect(section(handler, "case").get_by_role("status")).to_contain_text(words, timeout=SOON_MS)


def nothing_is_left(guest: Guest) -> None:
    """Not the page that is open, not the list, and no row behind either."""
    guest.page.get_by_label("Add a note").fill("I have been to the depot.")
    guest.page.get_by_role("button", name="Seal and add the note").click()
    guest.reads("This is not there for you any more.")
    guest.page.get_by_role("button", name="Back", exact=True).click()
    expect(guest.page.get_by_text("There are no reports that you can open.")).to_be_visible(timeout=SOON_MS)
    expect(guest.page.locator("[data-held] [data-open]")).to_have_count(0)
    assert guest.asks("/api/folders") == {"folders": []}


def they_get_more_time(handler: Handler, reference: str, last: date) -> None:
    handler.page.reload()  # back to the real day: no browser signs anything for tomorrow
    handler.unlocks("monitoring.officer")
    handler.goes_to_case(reference)
    unfolds(handler, "Let somebody in", "case")
    lets_in(handler, "more time: the work is not finished", last)
    is_told(handler, "They are let in")
