"""Packs: HR gets the words of an allegation, and no server can give it the letter."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from casework.demo_keys import HR_LEAD, OUTSIDE
from tests.journeys.browsers import IN_CHROMIUM_FIRST
from tests.journeys.eyes import Eyes
from tests.journeys.guest import Guest
from tests.journeys.handler import Handler
from tests.journeys.officer import SOON_MS
from tests.journeys.reporter import Reporter
from tests.journeys.test_case import ALLEGATION

pytestmark = IN_CHROMIUM_FIRST
LETTER = "My manager told me to skip the references of her cousin and to say nothing."
WORDS = "References of new staff are not asked for."
QUOTING = "They say: skip the references of her cousin."
LIST = {"name": "starters.txt", "mimeType": "text/plain", "buffer": b"Two have no reference."}
FACTS = "It is about the last three years."


@pytest.fixture
def handler(desks, browser, borough) -> Iterator[Handler]:
    yield from desks.lent(browser, borough, "monitoring.officer")


def report_of(handler: Handler) -> str:
    """The folder of the report that is there."""
    return next(each["folder"] for each in handler.asks("/api/inbox?page=0")["reports"])


def test_hr_gets_a_pack_and_never_the_letter(browser, borough, handler):
    eyes = Eyes.on(handler.page, chromium=browser.browser_type.name == "chromium")
    with Reporter.on(browser, borough.portal) as reporter:
        reporter.reports(LETTER)
    handler.opens("My manager told me")
    handler.starts_a_case()
    handler.adds_allegation(ALLEGATION, WORDS)

    handler.begins_a_pack(HR_LEAD.title_en)
    handler.puts_in(1)
    handler.page.set_viewport_size({"width": 390, "height": 800})
    eyes.look("making a pack")
    handler.seals_the_pack(QUOTING)
    handler.reads("This repeats the reporter’s own words.")
    handler.seals_the_pack(FACTS)
    members = handler.page.locator("[data-access=pack] [data-members]")
    expect(members).to_contain_text(HR_LEAD.title_en, timeout=SOON_MS)
    expect(members).to_contain_text("to look into an allegation for HR")
    eyes.look("a pack")

    hr = Guest.arrives(browser, borough.casework, HR_LEAD)
    it_reads_the_pack(hr)
    even_a_server_that_gives_everything_does_not_help(hr, handler)
    handler.page.get_by_role("button", name="Back", exact=True).click()
    handler.sees_the_case()
    handler.page.get_by_role("button", name="Pack – To look into an allegation for HR").click()
    handler.reads("We asked for the files of three people.")
    handler.looks_at("starters.txt")
    handler.reads("Two have no reference")
    a_lawyers_folder_is_never_offered_to_hr(handler)
    assert eyes.found == []
    hr.page.context.close()


def it_reads_the_pack(hr: Guest) -> None:
    hr.opens_the_first()
    hr.declares("No, none that I know of")
    hr.reads(WORDS)
    hr.reads(FACTS)
    expect(hr.page.locator("main")).not_to_contain_text("cousin")
    hr.page.get_by_role("button", name="Seal and add the note").click()
    hr.reads("Write a few words")
    hr.page.get_by_label("Add a note").fill("We asked for the files of three people.")
    hr.page.get_by_label("Files, if there are any").set_input_files([LIST])
    hr.page.get_by_role("button", name="Seal and add the note").click()
    hr.reads("We asked for the files of three people.")


def a_lawyers_folder_is_never_offered_to_hr(handler: Handler) -> None:
    handler.page.get_by_role("button", name="Back", exact=True).click()
    handler.sees_the_case()
    handler.page.get_by_role("button", name="Make a pack").click()
    handler.chooses("What is it?", "A lawyer’s folder: privileged, and seen by nobody else")
    offered = handler.page.get_by_label("For whom").locator("option").all_inner_texts()
    assert offered == ["Choose", OUTSIDE.title_en, "Nobody yet"]
    handler.page.get_by_label("For whom").select_option(label="Nobody yet")
    handler.screen().get_by_label("Title").fill("Advice")
    handler.seals_the_pack("Is it a breach of contract?")
    handler.reads("Is it a breach of contract?")
    heading = handler.page.get_by_role("heading", name="Lawyer’s folder", level=1)
    expect(heading).to_be_visible(timeout=SOON_MS)


def is_told(officer: Guest, path: str, told: dict) -> None:
    officer.page.context.route(f"**{path}", lambda route: route.fulfill(json=told))


def even_a_server_that_gives_everything_does_not_help(hr: Guest, handler: Handler) -> None:
    """HR's browser gets all that the Monitoring Officer's gets of the letter, and has no key."""
    report = report_of(handler)
    for path in (f"/api/reports/{report}", "/api/inbox"):
        assert "does not include" in hr.asks(path)["error"]
    line = {"folder": report, "kind": "case", "made_on": "2026-01-01", "standing": "open"}
    listed = {"folders": [{**line, "until": None, "asked": False}]}
    is_told(hr, "/api/folders", listed)
    for path in (f"/api/folders/{report}", f"/api/reports/{report}"):
        is_told(hr, path, handler.asks(path))
    hr.page.get_by_role("button", name="Back", exact=True).click()
    hr.opens_the_first()
    hr.reads("You have no key for this report, or the key does not open it.")
    expect(hr.page.locator("main")).not_to_contain_text("cousin")
