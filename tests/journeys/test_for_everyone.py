"""Every state of the reporter’s pages: axe finds no barrier, nothing is cut on a phone or in large print."""

from collections.abc import Iterator

import pytest

from tests.journeys import tour
from tests.journeys.browsers import IN_CHROMIUM_FIRST
from tests.journeys.eyes import Eyes
from tests.journeys.mailbox import Mailbox

PLANTED = """() => {
  const line = document.querySelector('main').appendChild(document.createElement('p'));
  line.style.whiteSpace = 'nowrap';
  line.textContent = 'a line that is wider than any telephone is '.repeat(3);
  document.documentElement.removeAttribute('lang');
}"""
pytestmark = IN_CHROMIUM_FIRST


@pytest.fixture
def eyes(request, reporter) -> Eyes:
    return Eyes.on(reporter.page, chromium=request.node.callspec.params["browser"] == "chromium")


@pytest.fixture
def files(photograph, tmp_path) -> list[str]:
    (tmp_path / "a_very_long_name_of_a_photograph_of_the_depot_by_night.jpg").write_bytes(photograph)
    (tmp_path / "minutes.pdf").write_bytes(b"%PDF-1.4 minutes")
    return [str(path) for path in sorted(tmp_path.iterdir())]


def everything_is_well(eyes: Eyes, stops: Iterator[str]) -> None:
    for stop in stops:
        eyes.look(stop)
    assert eyes.found == []


def test_what_is_wrong_is_seen(reporter, eyes):
    reporter.page.goto(reporter.portal)
    reporter.page.evaluate(PLANTED)
    eyes.look("planted")

    seen = [where for where, _ in eyes.found]
    assert "planted, at 320 pixels" in seen
    assert "planted, axe" in seen or eyes.browser is None


def test_every_state_of_a_report(reporter, eyes, files):
    everything_is_well(eyes, tour.before_the_questions(reporter))
    everything_is_well(eyes, tour.the_questions(reporter, files))
    everything_is_well(eyes, tour.the_sending(reporter))


def test_every_state_of_following_up(reporter, eyes, files, town):
    everything_is_well(eyes, tour.the_follow_up(reporter, Mailbox.of_a_report(town), files))


def test_every_page_to_read(reporter, eyes):
    everything_is_well(eyes, tour.pages_to_read(reporter))


def test_every_plain_form(reporter, eyes, town):
    everything_is_well(eyes, tour.plain_forms(reporter, Mailbox.of_a_report(town)))
