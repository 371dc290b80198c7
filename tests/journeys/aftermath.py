"""What everybody saw, and what the programs said, when a journey failed."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from playwright.sync_api import Error, Page

from config.home import ROOT
from tests.installation import Installation

PICTURES: Final = ROOT / "build" / "failures"
MOST = 3_000


def told(test: str, used: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """For each page and installation among the things a test `used`: a title and its last words."""
    for name, thing in used.items():
        page = getattr(thing, "page", None)
        if isinstance(page, Page):
            yield f"{name} saw", _seen(page, PICTURES / f"{test}-{name}.png")
        if isinstance(thing, Installation):
            for words in thing.processes:
                yield f"{name}: {words}", thing.log(words)[-MOST:]


def _seen(page: Page, picture: Path) -> str:
    """The words that are visible on a page; its picture goes into a file."""
    try:
        picture.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=picture, full_page=True, timeout=10_000)
        return f"{page.url}\n{page.locator('body').inner_text(timeout=10_000)[:MOST]}"
    except Error as error:
        return f"nothing: {error.message}"
