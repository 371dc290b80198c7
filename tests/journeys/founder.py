"""Somebody who joins by a one-time link, and signs if they are a custodian."""

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import pyotp
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.officer import SOON_MS, STEP_S, WATCH_SAVING, Officer
from tests.journeys.passkey import Authenticator


@dataclass
class Founder(Officer):
    """An officer whose secrets are known to nobody else."""

    name: str = ""
    passphrase: str = ""
    words: str = ""
    totp: pyotp.TOTP | None = None
    step: int = field(default=0)
    device: Authenticator | None = None

    @classmethod
    def invited(cls, browser: Browser, casework: str, name: str) -> Self:
        context = browser.new_context(accept_downloads=True)
        context.set_default_timeout(SOON_MS)
        return cls(context.new_page(), casework, name)

    def sees(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", name=heading, level=1)).to_be_visible(timeout=SOON_MS)

    def presses(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()

    def code(self) -> str:
        """A code that was not used before: each counts once."""
        this = int(time.time()) // STEP_S
        self.step = max(this, self.step + 1)
        if self.step > this + 1:
            time.sleep((self.step - 1) * STEP_S - time.time() + 0.5)
        return self.totp.at(self.step * STEP_S)

    def secrets_of(self, name: str) -> tuple[str, str, str]:
        return name, self.passphrase, self.code()

    def follows(self, link: str) -> None:
        self.page.goto(link)
        self.sees("Make your keys")
        assert "#" not in self.page.url

    def makes_keys(self) -> None:
        self.presses("Make my keys")
        self.sees("Write down your passphrase")
        self.passphrase = self.page.locator("[data-fill=passphrase]").inner_text().strip()
        assert len(self.passphrase.split()) == 7

    def joins_by_passkey(self, link: str) -> None:
        """Without a passphrase: a device that knows the right finger does it all."""
        self.device = Authenticator.beside(self.page)
        self.follows(link)
        self.presses("Use a passkey instead")
        self.sees("Make a passkey")
        self.page.get_by_label("Name for this passkey").fill("Key in the safe")
        self.presses("Make a passkey and join")
        self.hears_the_words()

    def hears_the_words(self) -> None:
        """The eight words that a custodian is to hear."""
        self.sees("You have joined")
        spoken = self.page.locator("[data-words] li").all_inner_texts()
        self.words = " ".join(word.strip() for word in spoken)
        assert len(self.words.split()) == 8

    def proves(self) -> None:
        """Type the seven words back, with the first code of the app."""
        self.presses("I have written it down")
        self.sees("Show that you have it")
        assert self.passphrase not in self.page.content()
        secret = self.page.locator("[data-fill=secret]").inner_text().replace(" ", "")
        self.totp = pyotp.TOTP(secret)
        self.page.get_by_label("Type the seven words").fill(self.passphrase.upper())
        self.page.get_by_label("Six-digit code").fill(self.code())
        self.presses("Join")
        self.hears_the_words()
        codes = self.page.locator("[data-codes] li").all_inner_texts()
        assert len({code.strip() for code in codes}) == 10

    def joins(self, link: str) -> None:
        self.follows(link)
        self.makes_keys()
        self.proves()

    def enters_custody(self) -> None:
        self.page.goto(f"{self.casework}/custody")
        self.sees("Sign in")
        self.types(*self.secrets_of(self.name))
        self.sees("Custody")
        self.has_loaded()

    def has_loaded(self) -> None:
        expect(self.page.locator("[data-loading]:visible")).to_have_count(0, timeout=SOON_MS)
        expect(self.page.locator("[data-screen=custody] [data-content]")).to_be_visible(timeout=SOON_MS)

    def drafts(self) -> None:
        """Come to new drafts; older ones are taken off the page first, to tell them apart."""
        self.page.evaluate("document.querySelector('[data-drafts]').replaceChildren()")
        self.presses("Draft a new keyring from this list")
        expect(self.page.locator(".candour-draft").first).to_be_visible()

    def draft(self, kind: str) -> Locator:
        """A draft, by the beginning of its heading."""
        heading = self.page.get_by_role("heading", name=kind, level=3)
        return self.page.locator(".candour-draft").filter(has=heading)

    def fingerprint(self, kind: str) -> str:
        return self.draft(kind).locator("[data-fill=hash]").text_content().strip()

    def people(self) -> dict[str, str]:
        """Everybody on the page and what stands behind them."""
        rows = self.page.locator("[data-people] > div")
        cells = [(row.locator("dt span").first, row.locator("dd")) for row in rows.all()]
        return {title.inner_text().strip(): words.inner_text().strip() for title, words in cells}

    def signs(self, kind: str) -> str:
        """Sign a draft; what the page then says."""
        draft = self.draft(kind)
        draft.get_by_role("checkbox", name="I heard each new person").check()
        draft.get_by_role("button", name="Sign", exact=True).click()
        expect(self.page.locator("[data-signed]")).to_be_focused(timeout=SOON_MS)
        return self.page.locator("[data-signed]").inner_text()

    def chooses_the_list(self, file: Path) -> None:
        self.page.get_by_label("Choose the list").set_input_files(str(file))

    def signs_the_list(self, file: Path) -> tuple[str, str]:
        """The words that the page shows, and the line that it gives to save."""
        self.chooses_the_list(file)
        expect(self.page.get_by_role("button", name="Sign the list")).to_be_visible(timeout=SOON_MS)
        words = self.page.locator("[data-fill=list-words]").inner_text().strip()
        self.presses("Sign the list")
        expect(self.page.locator("[data-list-signed]")).to_be_focused(timeout=SOON_MS)
        return words, self.saves_text("Save my signature")

    def saves_text(self, button: str) -> str:
        """What the page gives to the browser to save (Firefox ESR tells nobody about downloads)."""
        self.page.evaluate(WATCH_SAVING)
        self.presses(button)
        self.page.wait_for_function("globalThis.saving !== undefined", timeout=SOON_MS)
        return self.page.evaluate("saving.text()")

    def goes_to_the_desk(self) -> None:
        """Whoever is signed in types the passphrase only; a passkey does for both."""
        self.page.goto(self.casework)
        locked = self.page.get_by_role("heading", name="Casework is locked")
        expect(locked.or_(self.page.get_by_role("heading", name="Sign in"))).to_be_visible(timeout=SOON_MS)
        if self.device:
            self.presses("Use a passkey")
        elif locked.is_visible():
            self.page.locator("#unlock-passphrase").fill(self.passphrase)
            self.presses("Unlock")
        else:
            self.types(*self.secrets_of(self.name))
        self.sees("Reports")
