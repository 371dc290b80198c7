"""Leaving: at once when it matters, not by accident when it does not, and never with words left behind."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.browsers import chromium_with_back_cache
from tests.journeys.reporter import SOON_MS, Reporter

EXIT_URL = "https://www.bbc.co.uk/weather"
SECRET = "Do not keep this sentence"
TYPED = "[...document.querySelectorAll('input, textarea')].map((each) => each.value).join()"
WEATHER = "<title>Weather</title><h1>Rain later</h1>"


def shows_the_weather(route: Route) -> None:
    """The portal's own answer, and in the place of a redirect the page it leads to: nothing goes out."""
    away = route.fetch(max_redirects=0)
    assert away.headers["location"] == EXIT_URL
    kept = {"Content-Type": "text/html", "Clear-Site-Data": away.headers["clear-site-data"]}
    route.fulfill(status=200, headers=kept, body=WEATHER)


@pytest.fixture(params=["chromium with its back cache", "firefox"])
def writer(request, launched, playwright, town, tmp_path) -> Iterator[Reporter]:
    """A reporter with a browser as people have it: pages that were left may come back from memory."""
    if request.param == "firefox":
        context = launched("firefox").new_context()
    else:
        context = chromium_with_back_cache(playwright, tmp_path)
    context.set_default_timeout(SOON_MS)
    context.route("**/leave", shows_the_weather)
    yield Reporter(context.new_page(), town.portal)
    context.close()


@pytest.fixture
def asked(writer) -> list[str]:
    """Every question that the browser asks; the reporter always says yes."""
    questions: list[str] = []

    def answer(dialog) -> None:
        questions.append(dialog.type)
        dialog.accept()

    writer.page.on("dialog", answer)
    return questions


def starts_and_types(writer: Reporter) -> None:
    writer.page.goto(writer.portal)
    writer.page.get_by_role("button", name="Start now").click()
    expect(writer.page.get_by_role("button", name="Continue", exact=True)).to_be_visible(timeout=SOON_MS)
    writer.reads_what_comes_first()
    writer.sees("Tell us what happened")
    writer.page.get_by_label("What is happening, or what happened?").press_sequentially(SECRET)


def remembers(writer: Reporter) -> bool:
    """Whether the words stand anywhere on the page: in its text or in a field."""
    values = writer.page.evaluate(
        "[...document.querySelectorAll('input, textarea')].map((each) => each.value)"
    )
    return SECRET in writer.page.content() or SECRET in "".join(values)


@pytest.mark.parametrize("how", ["button", "keyboard"])
def test_exit_leaves_at_once_without_asking_and_back_shows_nothing_typed(writer, asked, how):
    starts_and_types(writer)
    if how == "button":
        writer.page.get_by_role("button", name="Exit this page").click()
    else:
        for _ in range(3):
            writer.page.keyboard.press("Shift")
    writer.sees("Rain later")
    assert asked == []

    writer.page.go_back()
    writer.page.wait_for_url(f"{writer.portal}/**")
    assert not remembers(writer)
    assert asked == []


def test_going_away_asks_first_once_something_was_typed_and_back_shows_nothing(writer, asked):
    writer.opens_the_report_page()
    writer.page.reload()
    assert asked == []
    starts_and_types(writer)
    assert asked == []

    writer.page.get_by_role("link", name="Tell us if something is wrong").click()
    writer.page.wait_for_url(f"{writer.portal}/")
    assert asked == ["beforeunload"]
    writer.page.go_back()
    writer.page.wait_for_url(f"{writer.portal}/report")
    assert not remembers(writer)


def test_a_reload_asks_first_and_starts_empty(writer, asked):
    starts_and_types(writer)
    writer.page.reload()

    assert asked == ["beforeunload"]
    writer.sees("Use a safe device")
    assert not remembers(writer)


def test_shift_typed_in_capital_letters_does_not_leave(writer, asked):
    starts_and_types(writer)
    for letter in "ABC":
        writer.page.keyboard.down("Shift")
        writer.page.keyboard.press(letter)
        writer.page.keyboard.up("Shift")

    writer.sees("Tell us what happened")
