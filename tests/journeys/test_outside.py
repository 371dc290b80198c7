"""An investigator from outside: one pack for a while, nothing the day after, more time for a reason."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest
from playwright.sync_api import Locator, expect

from casework.demo_keys import OUTSIDE
from tests.journeys.browsers import IN_CHROMIUM
from tests.journeys.guest import Guest
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
def handler(desks, browser, borough) -> Iterator[Handler]:
    yield from desks.lent(browser, borough, "monitoring.officer")


@pytest.fixture
def calendar(borough) -> Iterator[psycopg.Connection]:
    """The database's own, by which access ends; put right again afterwards."""
    url = borough.databases.casework_owner_url.replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as owner:
        yield owner
        owner.execute(DAY.format(days=0))


def until(handler: Handler, last: date | None) -> None:
    """The last day, as it is typed on whichever form is open."""
    typed = (str(last.day), str(last.month), str(last.year)) if last else ("", "", "")
    for label, value in zip(("Day", "Month", "Year"), typed, strict=True):
        handler.screen().get_by_label(re.compile(f"^{label}( of the last day)?$")).fill(value)


def makes_them_a_pack(handler: Handler, today: date) -> None:
    """Of the allegation, not of the letter and not of how the reporter is treated."""
    handler.begins_a_pack(OUTSIDE.title_en, "Stone")
    handler.puts_in(1)
    until(handler, None)
    handler.seals_the_pack("Please go to the depot.")
    handler.reads("somebody from outside is never let in without one")
    until(handler, today + timedelta(days=91))
    handler.seals_the_pack("Please go to the depot.")
    handler.reads("The last day must be within 90 days")
    until(handler, today)
    handler.seals_the_pack("Please go to the depot.")
    expect(members(handler).filter(has_text=OUTSIDE.title_en)).to_be_visible(timeout=SOON_MS)


def members(handler: Handler) -> Locator:
    return section(handler, "pack").locator("[data-members] li")


def back_at_the_pack(handler: Handler, reference: str) -> None:
    handler.goes_to_case(reference)
    handler.page.get_by_role("button", name="Pack – To investigate").click()
    handler.reads("Please go to the depot.")


def test_somebody_from_outside_reads_one_pack_until_their_last_day(browser, borough, handler, calendar):
    today = datetime.now(UTC).date()
    with Reporter.on(browser, borough.portal) as reporter:
        reporter.reports("They load the stone on Saturdays.")
    handler.opens("They load the stone")
    reference = handler.starts_a_case()
    handler.adds_allegation(ALLEGATION, WORDS)
    notes_bad_treatment(handler)
    offered = section(handler, "case").get_by_label("Who").first.locator("option").all_inner_texts()
    assert OUTSIDE.title_en not in offered, "a case's own folder is for those who lead it"
    makes_them_a_pack(handler, today)

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
    handler.page.get_by_role("button", name="Back", exact=True).click()
    back_at_the_pack(handler, reference)
    gone = members(handler).filter(has_text=OUTSIDE.title_en)
    expect(gone).to_contain_text("no longer, since", timeout=SOON_MS)

    they_get_more_time(handler, reference, today + timedelta(days=30))
    guest.page.get_by_role("button", name="Look again").click()
    guest.opens_the_first()
    guest.reads(WORDS)
    guest.page.context.close()


def notes_bad_treatment(handler: Handler) -> None:
    """For those who lead the case, and for nobody else whom they let in."""
    handler.opens_task("Note that the reporter is treated badly")
    handler.writes_today()
    handler.chooses("What do they want?", "Act")
    handler.chooses("How are they treated?", ["Less pay or fewer hours"])
    handler.writes(SHIFTS)
    handler.saves_task()


def nothing_is_left(guest: Guest) -> None:
    """Not the page that is open, not the list, and no row behind either."""
    guest.page.get_by_label("Add a note").fill("I have been to the depot.")
    guest.page.get_by_role("button", name="Seal and add the note").click()
    guest.reads("This is not there for you any more.")
    guest.page.get_by_role("button", name="Back", exact=True).click()
    expect(guest.page.get_by_text("Nothing is open to you now.")).to_be_visible(timeout=SOON_MS)
    expect(guest.page.locator("[data-held] [data-open]")).to_have_count(0)
    assert guest.asks("/api/folders") == {"folders": []}


def they_get_more_time(handler: Handler, reference: str, last: date) -> None:
    handler.comes_back()  # to the real day: no browser signs anything for tomorrow
    back_at_the_pack(handler, reference)
    unfolds(handler, "Let somebody in", "pack")
    form = section(handler, "pack").locator("[data-form=pack-let-in]")
    form.get_by_label("Who").select_option(label=OUTSIDE.title_en)
    form.get_by_label("Why").select_option(label="more time: the work is not finished")
    until(handler, last)
    form.get_by_role("button", name="Let them in").click()
    told = section(handler, "pack").get_by_role("status")
    expect(told).to_contain_text("They are let in", timeout=SOON_MS)
