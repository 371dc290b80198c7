"""An officer at the desk."""

import base64
import re
import time
from dataclasses import dataclass, field
from typing import ClassVar, Self

import pyotp
from playwright.sync_api import Browser, Locator, Page, Request, expect

from casework.demonstration import credentials
from tests.journeys.reporter import Reporter

SOON_MS = 60_000
STEP_S = 30
LOCKED = "Casework is locked"
MARK_LINES = "document.querySelectorAll('[data-group] li').forEach((each) => { each.dataset.old = ''; })"
WATCH_SAVING = """() => {
  globalThis.saving = undefined;
  globalThis.reallySave ??= URL.createObjectURL;
  URL.createObjectURL = (blob) => reallySave.call(URL, globalThis.saving = blob);
}"""
SAVED = """async () => {
  while (!globalThis.saving) await new Promise((resolve) => { setTimeout(resolve, 50); });
  const bytes = new Uint8Array(await saving.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}"""


def in_a_fortnight() -> tuple[str, str, str]:
    """Day, month and year, as they are typed."""
    later = time.gmtime(time.time() + 14 * 86_400)
    return str(later.tm_mday), str(later.tm_mon), str(later.tm_year)


@dataclass
class Officer:
    page: Page
    casework: str
    name: str = field(default="", kw_only=True)
    shown: dict[str, str] = field(default_factory=dict, kw_only=True)
    _codes: ClassVar[dict[tuple[str, str], int]] = {}

    @classmethod
    def at_the_desk(cls, browser: Browser, casework: str, **options: object) -> Self:
        """Before signing in."""
        context = browser.new_context(accept_downloads=True, **options)
        context.set_default_timeout(SOON_MS)
        actor = cls(context.new_page(), casework)
        actor.page.goto(casework)
        return actor

    @classmethod
    def signed_in(cls, browser: Browser, casework: str, name: str, **options: object) -> Self:
        actor = cls.at_the_desk(browser, casework, **options)
        actor.signs_in(name)
        return actor

    def __post_init__(self) -> None:
        self.page.context.on("request", self._notes_the_key)

    def _notes_the_key(self, request: Request) -> None:
        key = request.headers.get("x-candour-browser")
        if key:
            self.shown["X-Candour-Browser"] = key

    def asks(self, path: str) -> dict:
        """What the server tells this browser, which shows the key of its session as its page does."""
        return self.page.context.request.get(self.casework + path, headers=self.shown).json()

    def signs_in(self, name: str) -> None:
        self.name = name
        self.types(*self.secrets_of(name))
        heading = self.page.get_by_role("heading", name="Reports", level=1)
        expect(heading).to_be_visible(timeout=SOON_MS)

    def wakes(self) -> None:
        """Unlock a desk that was left alone for ten minutes, as one shared by many journeys may be."""
        if self.page.get_by_role("heading", name=LOCKED).is_visible():
            self.unlocks()

    def comes_back(self) -> None:
        """Load the page again, as if it had been left: nothing of what stood there is kept."""
        self.page.reload()
        expect(self.page.get_by_role("heading", name=LOCKED)).to_be_visible(timeout=SOON_MS)
        self.unlocks()
        expect(self.page.get_by_role("heading", name="Reports", level=1)).to_be_visible(timeout=SOON_MS)

    def unlocks(self) -> None:
        self.page.locator("#unlock-passphrase").fill(self.passphrase())
        self.page.locator("#unlock-passphrase").press("Enter")
        expect(self.page.get_by_role("heading", name=LOCKED)).to_be_hidden(timeout=SOON_MS)

    def passphrase(self) -> str:
        return next(each.passphrase for each in credentials() if each.name == self.name)

    def finds(self, name: str) -> Locator:
        """A line of the reports whose words cannot be shown, on whichever page it stands."""
        line = self.page.get_by_role("button", name=name)
        self.looks_for_new_reports()
        self._waits_until_unlocked()
        while not line.count() and self._turns_to_older():
            pass
        return line.first

    def secrets_of(self, name: str) -> tuple[str, str, str]:
        """Name, passphrase and a code that was not used before: each counts once, for whichever browser."""
        known = next(each for each in credentials() if each.name == name)
        this = int(time.time()) // STEP_S
        step = max(this, self._codes.get((self.casework, name), 0) + 1)
        if step > this + 1:
            time.sleep((step - 1) * STEP_S - time.time() + 0.5)
        self._codes[self.casework, name] = step
        return name, known.passphrase, pyotp.TOTP(known.totp_secret).at(step * STEP_S)

    def types(self, name: str, passphrase: str, code: str) -> None:
        self.page.get_by_label("User name").fill(name)
        self.page.locator("#sign-in-passphrase, #passphrase").first.fill(passphrase)
        self.page.get_by_label("Six-digit code").fill(code)
        self.page.get_by_role("button", name="Sign in", exact=True).click()

    def looks_for_new_reports(self) -> None:
        if self.page.get_by_role("button", name="Back to reports").is_visible():
            self.page.get_by_role("button", name="Back to reports").click()
        self.page.evaluate(
            "document.querySelectorAll('[data-group] li').forEach((each) => each.dataset.old = '')"
        )
        self.page.get_by_role("button", name="Look for new reports").click()
        expect(self.page.locator("[data-group] [data-old]")).to_have_count(0, timeout=SOON_MS)
        expect(self.page.locator("[data-loading]:visible")).to_have_count(0, timeout=SOON_MS)

    def inbox(self) -> list[str]:
        """The first words of the reports on every page, unopened ones first; no conflict with any."""
        self._begins_on_the_first_page()
        words = self.page.locator("[data-open] [data-fill=words]")
        lines = words.all_inner_texts()
        while self._turns_to_older():
            lines += words.all_inner_texts()
        return [line.strip().removeprefix(Reporter.mark) for line in lines]

    def _begins_on_the_first_page(self) -> None:
        self.has_no_conflict_anywhere()
        self.looks_for_new_reports()
        self._waits_until_unlocked()

    def has_no_conflict_anywhere(self) -> None:
        """Answer for every report that waits, in one go; test_conflict.py answers on screen."""
        said = {"headers": {**self.shown, "Origin": self.casework}, "data": {"answer": "none", "kinds": []}}
        for line in self.listed():
            if line["standing"] == "declare":
                path = f"/api/folders/{line['folder']}/conflicts"
                self.page.context.request.post(self.casework + path, **said)

    def listed(self) -> list[dict]:
        """Every line of every page, as the server tells it now."""
        lines, more, page = [], True, 0
        while more:
            found = self.asks(f"/api/inbox?page={page}")
            lines, more, page = [*lines, *found["reports"]], found["more"], page + 1
        return lines

    def declares(self, answer: str, *kinds: str) -> None:
        """Answer the question that stands before the first word."""
        self.page.get_by_role("radio", name=answer).check()
        for kind in kinds:
            self.page.get_by_label(kind).check()
        self.page.get_by_role("button", name="Continue", exact=True).click()

    def waits_for(self, words: str) -> Locator:
        """The line of one report, looked for on every page until the worker has brought it."""
        line = self.page.locator("[data-open]").filter(has_text=words, has_not_text=self._of_another_test())
        for _ in range(40):
            self._begins_on_the_first_page()
            while not line.count() and self._turns_to_older():
                pass
            if line.count():
                return line.first
            time.sleep(0.5)
        raise AssertionError(f"no report begins with {words!r}")

    @staticmethod
    def _of_another_test() -> re.Pattern[str]:
        return re.compile(rf"«(?!{Reporter.mark[1:5]})\w{{4}}»" if Reporter.mark else "«")

    def _turns_to_older(self) -> bool:
        older = self.page.get_by_role("button", name="Older reports")
        if not older.is_visible():
            return False
        older.click()
        self._waits_until_unlocked()
        return True

    def _waits_until_unlocked(self) -> None:
        expect(self.page.locator("[data-loading]:visible")).to_have_count(0, timeout=SOON_MS)
        expect(self.page.get_by_text("Unlocking…").locator("visible=true")).to_have_count(0, timeout=SOON_MS)

    def opens(self, words: str) -> None:
        self.waits_for(words).click()
        expect(self.page.get_by_role("heading", name="Report received", level=1)).to_be_visible(
            timeout=SOON_MS
        )
        expect(self.page.locator("[data-screen=report] [data-loading]").first).to_be_hidden(timeout=SOON_MS)

    def reads(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words, timeout=SOON_MS)

    def replies(
        self, words: str, *, status: str = "We are looking into it", day: tuple[str, str, str] | None = None
    ) -> None:
        """Answer the open report; the next update is promised for `day` or for a fortnight from now."""
        number = day or in_a_fortnight()
        form = self.page.locator("[data-reply]")
        form.get_by_label("Your message to the reporter").fill(words)
        form.get_by_label("Where things are").select_option(label=status)
        for label, value in zip(("Day", "Month", "Year"), number, strict=True):
            form.get_by_label(label, exact=True).fill(value)
        self.page.get_by_role("button", name="Seal and send reply").click()
        expect(self.page.get_by_text("Reply sent")).to_be_visible(timeout=SOON_MS)

    def looks_at(self, file: str) -> Locator:
        """The file's line, with the file shown in it."""
        self.page.get_by_role("button", name=f"Show {file}").click()
        line = self.page.locator(".candour-file:visible").filter(has_text=file)
        expect(line).to_contain_text("Checked: exactly as it was sent.", timeout=SOON_MS)
        return line

    def saves(self, file: str) -> bytes:
        """What the page gives to the browser to save (Firefox ESR tells nobody about downloads)."""
        self.page.evaluate(WATCH_SAVING)
        self.page.get_by_role("button", name=f"Save {file}").click()
        return base64.b64decode(self.page.evaluate(SAVED))
