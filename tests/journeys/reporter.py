"""A member of staff with something to say, in a browser of their own."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar, Self

from playwright.sync_api import Browser, Page, expect

SOON_MS = 60_000


@dataclass
class Reporter:
    """`mark` stands before what is told: reports of tests that share an installation are told apart by it."""

    page: Page
    portal: str
    mark: ClassVar[str] = ""

    @classmethod
    @contextmanager
    def on(cls, browser: Browser, portal: str, **options: object) -> Iterator[Self]:
        context = browser.new_context(**options)
        context.set_default_timeout(SOON_MS)
        yield cls(context.new_page(), portal)
        context.close()

    def sees(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", name=heading, level=1)).to_be_visible(timeout=SOON_MS)

    def presses(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()

    def opens_the_report_page(self) -> None:
        self.page.goto(f"{self.portal}/report")
        expect(self.page.get_by_role("button", name="Continue", exact=True)).to_be_visible(timeout=SOON_MS)

    def cannot_begin(self, heading: str) -> None:
        """The report page says why, and nothing leads to the questions."""
        self.page.goto(f"{self.portal}/report")
        expect(self.page.get_by_role("heading", name=heading)).to_be_visible(timeout=SOON_MS)
        expect(self.page.get_by_role("button", name="Continue", exact=True)).to_have_count(0)

    def reads_what_comes_first(self) -> None:
        for heading in ("Use a safe device", "What anonymous really means", "What you can tell us about"):
            self.sees(heading)
            self.presses("Continue")

    def writes(self, words: str) -> None:
        self.sees("Tell us what happened")
        self.page.get_by_label("What is happening, or what happened?").fill(self.mark + words)
        self.presses("Continue")

    def leaves_out(self, titles: Iterable[str]) -> None:
        self.sees("Who must not see this?")
        for title in titles:
            self.page.get_by_role("checkbox", name=title, exact=True).uncheck()
        self.presses("Continue")

    def chooses(self, files: Sequence[str]) -> None:
        self.page.get_by_label("Choose files").set_input_files(list(files))
        expect(self.page.locator("[data-file-list]:visible > li")).to_have_count(len(files))

    def adds(self, files: Sequence[str]) -> None:
        """Choose files and accept the warning where one is asked for."""
        self.sees("Add files")
        if files:
            self.chooses(files)
        for box in self.page.get_by_role("checkbox", name="I understand. Send this file as it is").all():
            box.check()
        self.presses("Continue")

    def answers_up_to_files(self, words: str, *, leaving_out: Iterable[str] = ()) -> None:
        """Everything before the page for files, with as few answers as the service lets one give."""
        self.opens_the_report_page()
        self.reads_what_comes_first()
        self.writes(words)
        self.presses("Continue")
        self.sees("Is it still happening, and how urgent is it?")
        self.presses("Continue")
        self.leaves_out(leaving_out)
        self.sees("How do you know, and who else might know?")
        self.presses("Continue")

    def fills_in(self, words: str, *, leaving_out: Iterable[str] = (), files: Sequence[str] = ()) -> None:
        """Everything up to the last page before sending."""
        self.answers_up_to_files(words, leaving_out=leaving_out)
        self.adds(files)
        self.sees("About you")
        self.presses("Continue")
        self.sees("Check your answers before you send")

    def sends(self) -> str:
        self.presses("Lock and send")
        return self.keeps_the_code()

    def tries_again(self, button: str = "Try again") -> str:
        """Press it on the screen that tells of the trouble, and come to the code."""
        self.presses(button)
        return self.keeps_the_code()

    def still_has(self, *words: str) -> None:
        """Go back from the trouble: every word is where it was."""
        self.presses("Go back to my answers")
        self.sees("Check your answers before you send")
        for each in words:
            self.reads(each)

    def keeps_the_code(self) -> str:
        """The ten words, shown to have been written down."""
        self.sees("We have locked and received your report")
        words = [word.strip() for word in self.page.locator("[data-code] li").all_inner_texts()]
        self.page.get_by_label("First word").fill(words[0])
        self.page.get_by_label("Last word").fill(words[-1])
        self.presses("I have kept my code")
        expect(self.page.get_by_role("heading", name="You have your code")).to_be_visible()
        return " ".join(words)

    def reports(self, words: str, *, leaving_out: Iterable[str] = (), files: Sequence[str] = ()) -> str:
        """The whole way to a follow-up code."""
        self.fills_in(words, leaving_out=leaving_out, files=files)
        return self.sends()

    def enters(self, code: str) -> None:
        self.page.goto(f"{self.portal}/check")
        expect(self.page.get_by_role("button", name="Enter", exact=True)).to_be_visible(timeout=SOON_MS)
        self.page.get_by_label("Your follow-up code").fill(code)
        self.presses("Enter")

    def comes_back_with(self, code: str) -> None:
        self.enters(code)
        self.sees("Where things are")

    def waits_for_an_answer(self, code: str, words: str) -> None:
        """Come back until the worker has carried it."""
        for _ in range(80):
            self.comes_back_with(code)
            if words in self.page.locator("main").inner_text():
                return
            self.page.wait_for_timeout(1000)
        raise AssertionError(f"no answer says {words!r}")

    def reads(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def writes_again(self, words: str, files: Sequence[str] = ()) -> None:
        self.presses("Write to us")
        self.page.get_by_role("textbox", name="Your message").fill(words)
        if files:
            self.page.get_by_label("Choose files").set_input_files(list(files))
        self.presses("Lock and send")
        expect(self.page.get_by_text("We have your message.")).to_be_visible(timeout=SOON_MS)
