"""People who receive no reports and get what others open to them: an HR lead, an outside investigator."""

from dataclasses import dataclass, field
from typing import Self

import pyotp
from playwright.sync_api import Browser, expect

from casework.demo_keys import HR_LEAD, DemoOfficer
from tests.journeys.handler import Handler
from tests.journeys.officer import SOON_MS


@dataclass
class Guest(Handler):
    """At a desk without reports."""

    who: DemoOfficer = field(default=HR_LEAD, kw_only=True)

    @classmethod
    def arrives(cls, browser: Browser, casework: str, who: DemoOfficer) -> Self:
        actor = cls.at_the_desk(browser, casework)
        actor.who = who
        actor.types(*actor.secrets_of(who.name))
        expect(actor.page.locator("[data-screen=inbox]:visible")).to_be_visible(timeout=SOON_MS)
        return actor

    def secrets_of(self, _name: str) -> tuple[str, str, str]:
        return self.who.name, self.who.passphrase, pyotp.TOTP(self.who.totp_secret).now()

    def open_to_me(self) -> list[str]:
        """What the list names, once it is there."""
        self.page.get_by_role("link", name="Casework").first.click()
        self.page.locator("#unlock-passphrase").fill(self.who.passphrase)
        self.page.get_by_role("button", name="Unlock", exact=True).click()
        held = self.page.locator("[data-held]")
        expect(held).to_be_visible(timeout=SOON_MS)
        return [each.inner_text().strip() for each in held.locator("[data-open]").all()]

    def opens_the_first(self) -> None:
        self.page.locator("[data-held] [data-open]").first.click()
