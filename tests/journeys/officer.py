"""An officer at the desk."""

import time
from dataclasses import dataclass
from typing import Self

import pyotp
from playwright.sync_api import Browser, Download, Locator, Page, expect

from casework.demonstration import credentials

SOON_MS = 60_000
STEP_S = 30


@dataclass
class Officer:
    page: Page
    casework: str

    @classmethod
    def signed_in(cls, browser: Browser, casework: str, name: str) -> Self:
        """Sign in. A code counts once, so a second browser of the same officer takes the next one."""
        known = next(each for each in credentials() if each.name == name)
        actor = cls(browser.new_context(accept_downloads=True).new_page(), casework)
        actor.page.goto(casework)
        for _ in range(2):
            actor.types(name, known.passphrase, pyotp.TOTP(known.totp_secret).at(int(time.time())))
            heading = actor.page.get_by_role("heading", name="Reports", level=1)
            refused = actor.page.get_by_role("alert")
            expect(heading.or_(refused).first).to_be_visible(timeout=SOON_MS)
            if heading.is_visible():
                return actor
            time.sleep(STEP_S - time.time() % STEP_S + 0.5)
        raise AssertionError(f"{name} could not sign in")

    def types(self, name: str, passphrase: str, code: str) -> None:
        self.page.get_by_label("User name").fill(name)
        self.page.locator("#sign-in-passphrase, #passphrase").first.fill(passphrase)
        self.page.get_by_label("Six-digit code").fill(code)
        self.page.get_by_role("button", name="Sign in", exact=True).click()

    def looks_for_new_reports(self) -> None:
        if self.page.get_by_role("button", name="Back to reports").is_visible():
            self.page.get_by_role("button", name="Back to reports").click()
        self.page.get_by_role("button", name="Look for new reports").click()
        expect(self.page.locator("[data-loading]:visible")).to_have_count(0, timeout=SOON_MS)

    def inbox(self) -> list[str]:
        """The first words of every report this officer can open, newest first."""
        self.looks_for_new_reports()
        lines = self.page.locator("[data-open] [data-fill=words]")
        expect(self.page.get_by_text("Unlocking…").locator("visible=true")).to_have_count(0, timeout=SOON_MS)
        return [line.strip() for line in lines.all_inner_texts()]

    def waits_for(self, words: str) -> Locator:
        """The line of one report, looked for until the worker has brought it."""
        line = self.page.locator("[data-open]").filter(has_text=words)
        for _ in range(40):
            self.inbox()
            if line.count():
                return line.first
            time.sleep(0.5)
        raise AssertionError(f"no report begins with {words!r}")

    def opens(self, words: str) -> None:
        self.waits_for(words).click()
        expect(self.page.get_by_role("heading", name="Report received", level=1)).to_be_visible(
            timeout=SOON_MS
        )

    def reads(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words, timeout=SOON_MS)

    def replies(
        self, words: str, *, status: str = "We are looking into it", day: tuple[str, str, str] | None = None
    ) -> None:
        """Answer the open report; the next update is promised for `day` or for a fortnight from now."""
        later = time.gmtime(time.time() + 14 * 86_400)
        number = day or (str(later.tm_mday), str(later.tm_mon), str(later.tm_year))
        self.page.get_by_label("Your message to the reporter").fill(words)
        self.page.get_by_label("Where things are").select_option(label=status)
        for label, value in zip(("Day", "Month", "Year"), number, strict=True):
            self.page.get_by_label(label, exact=True).fill(value)
        self.page.get_by_role("button", name="Seal and send reply").click()
        expect(self.page.get_by_text("Reply sent")).to_be_visible(timeout=SOON_MS)

    def saves(self, file: str) -> Download:
        with self.page.expect_download(timeout=SOON_MS) as download:
            self.page.get_by_role("button", name=f"Save {file}").click()
        return download.value
