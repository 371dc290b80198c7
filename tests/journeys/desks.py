"""Officers who stay signed in between journeys: a code counts only once, and the next takes 30 s."""

from collections.abc import Iterator

from playwright.sync_api import Browser

from tests.installation import Installation
from tests.journeys.handler import Handler


class Desks:
    """One desk for each officer of an installation in each browser."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str, str], Handler] = {}

    def of(self, browser: Browser, installation: Installation, name: str) -> Handler:
        """As whoever used it last left it, unlocked."""
        place = (id(browser), installation.casework, name)
        if place not in self._known:
            self._known[place] = Handler.signed_in(browser, installation.casework, name)
        actor = self._known[place]
        actor.page.bring_to_front()  # Firefox gives keys to the window in front, and another may have been
        actor.wakes()
        return actor

    def lent(self, browser: Browser, installation: Installation, name: str) -> Iterator[Handler]:
        """For a fixture: on the first screen, and back there afterwards with nothing half written."""
        actor = self.of(browser, installation, name)
        if not actor.page.get_by_role("button", name="Look for new reports").is_visible():
            actor.comes_back()
        size = actor.page.viewport_size
        yield actor
        if size:
            actor.page.set_viewport_size(size)
        actor.comes_back()

    def close(self) -> None:
        for each in self._known.values():
            each.page.context.close()
