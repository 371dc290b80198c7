"""An officer who leads a case: tasks, steps, second opinions."""

import time
from collections.abc import Mapping, Sequence

from playwright.sync_api import Locator, expect

from tests.journeys.officer import SOON_MS, Officer

# How each task is answered, by the words on the page: choices by legend or label, then words.
FIRST = {
    "Conflicts of interest": ({"Has everybody who can open this": "Yes, nobody is involved"}, []),
    "Risk of harm": (
        {"How bad is it": "Moderate", "When?": "It goes on", "Who may be hurt?": "Some people"},
        [],
    ),
}
MATTER = {
    "Kind of concern": ({"Kind of concern": ["Recruitment, references, DBS"]}, []),
    "Service area": ({"Service area": "Children’s services"}, []),
    "Who it is about, by kind": ({"Who it is about": ["Somebody who works for the council"]}, []),
    "How it came": ({"How it came": "The website"}, []),
    "Relevant failures in law": ({"Which of these": ["Breaking a legal duty"]}, []),
    "Whether it is still happening": ({"Is it still happening?": "Yes"}, []),
    "Whether it was reported before": ({"Was it reported before?": "No"}, []),
}
PEOPLE = {
    "Could the reporter be guessed?": (
        {"How many people": "4 to 10", "Is somebody already suspected": "No"},
        ["Say “information received”."],
    ),
    "Could somebody be treated badly?": (
        {"Has whoever": "Yes", "Has somebody been": "No", "Is it a small team?": "Yes", "Is it known": "No"},
        ["Their hours are decided elsewhere for now."],
    ),
}


DECIDING = {
    "Who was consulted": ({}, ["Nobody"]),
    "Decision and reasons": ({"Decision": "Do nothing, if a second person agrees"}, ["It was one hour."]),
}


class Handler(Officer):
    """At the desk, on a case."""

    def starts_a_case(self) -> str:
        """From the open report; answers the reference."""
        self.page.get_by_role("button", name="Start a case").click()
        self.page.get_by_role("heading", name="What can happen next").wait_for()
        return self.reference()

    def reference(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text().removeprefix("Case ")

    def answers(self, task: str, choices: Mapping[str, str | Sequence[str]], words: Sequence[str]) -> None:
        """Open a task, choose, write, save; back on the case it is done."""
        self.opens_task(task)
        for question, chosen in choices.items():
            self.chooses(question, chosen)
        self.writes(*words)
        self.saves_task()
        expect(self.task(task).get_by_text("Done", exact=True)).to_be_visible()

    def adds_allegation(self, choices: Mapping[str, str | Sequence[str]], words: str) -> None:
        self.opens_task("Add an allegation")
        for question, chosen in choices.items():
            self.chooses(question, chosen)
        self._screen().locator("textarea:visible").fill(words)
        self.saves_task()

    def opens_task(self, task: str) -> None:
        self._screen().get_by_role("button", name=task, exact=True).click()
        expect(self.page.get_by_role("button", name="Seal and save")).to_be_visible()

    def saves_task(self) -> None:
        self.page.get_by_role("button", name="Seal and save").click()
        self.page.get_by_role("heading", name="What can happen next").wait_for(timeout=SOON_MS)

    def chooses(self, question: str, chosen: str | Sequence[str]) -> None:
        group = self._screen().get_by_role("group").filter(has_text=question)
        if not group.count():
            label = self._screen().get_by_label(question)
            option = label.locator("option").filter(has_text=str(chosen)).first
            label.select_option(value=option.get_attribute("value"))
            return
        for words in [chosen] if isinstance(chosen, str) else chosen:
            group.first.get_by_label(words, exact=True).check()

    def does(self, tasks: Mapping[str, tuple[Mapping[str, str | Sequence[str]], Sequence[str]]]) -> None:
        for task, (choices, words) in tasks.items():
            self.answers(task, choices, words)

    def task(self, name: str) -> Locator:
        return (
            self._screen()
            .get_by_role("listitem")
            .filter(has=self.page.get_by_role("button", name=name, exact=True))
        )

    def steps(self, step: str, message: str | None = None) -> None:
        """Take a step that lacks nothing, with the message as it stands or as given."""
        self._screen().get_by_role("button", name=step, exact=True).click()
        if message:
            self._screen().get_by_label("What to tell the reporter").fill(message)
        self.page.get_by_role("button", name="Seal, send and move the case").click()
        self.page.get_by_role("heading", name="What can happen next").wait_for(timeout=SOON_MS)

    def promise(self, clock: str) -> Locator:
        """One promise of the case that is open, by its code."""
        named = self.page.locator(f"[data-choice={clock}]:visible")
        return self.page.locator("[data-promises] > li").filter(has=named)

    def changes(self, what: str, send: str, words: str, *, tells: str, why: str | None = None) -> None:
        """Change the promises of the case: a link beside them, a form, a message to the reporter."""
        self._screen().get_by_role("button", name=what, exact=True).click()
        if why:
            self.chooses("Why", why)
        self.writes(words, tells)
        self.page.get_by_role("button", name=send).click()
        self.page.get_by_role("heading", name="What can happen next").wait_for(timeout=SOON_MS)

    def asks_for_an_opinion(self, summary: str, question: str) -> None:
        self._screen().get_by_role("button", name="Ask an independent person").click()
        self.page.get_by_label("Summary", exact=True).fill(summary)
        self.page.get_by_label("Question", exact=True).fill(question)
        self.page.get_by_role("button", name="Seal and ask").click()

    def screen(self) -> Locator:
        return self._screen()

    def begins_a_pack(self, title: str, named: str = "References") -> None:
        """For somebody, by their title; what goes in is still to be chosen."""
        self._screen().get_by_role("button", name="Make a pack").click()
        self.chooses("What is it?", "A pack, for somebody who looks into an allegation")
        self.page.get_by_label("For whom").select_option(label=title)
        self._screen().get_by_label("Title").fill(named)

    def seals_the_pack(self, what_else: str) -> None:
        self.page.get_by_label("What else they must know").fill(what_else)
        self.page.get_by_role("button", name="Seal and make the pack").click()

    def puts_in(self, allegation: int) -> None:
        self._screen().get_by_label(f"Allegation {allegation}", exact=True).check()

    def sees_the_case(self) -> None:
        self.page.get_by_role("heading", name="What can happen next").wait_for(timeout=SOON_MS)

    def goes_to_case(self, reference: str) -> None:
        """From the queue."""
        if self.page.get_by_role("button", name="Back to reports").locator("visible=true").count():
            self.page.get_by_role("button", name="Back to reports").locator("visible=true").click()
        line = self.page.get_by_role("button", name=reference).locator("visible=true")
        self._turns_the_queue_until(line)
        line.first.click()
        self.sees_the_case()

    def _turns_the_queue_until(self, line: Locator) -> None:
        """A group of the queue that is longer than its page is turned, one after the other."""
        expect(self.page.locator("[data-loading]:visible")).to_have_count(0, timeout=SOON_MS)
        more = self.page.get_by_role("button", name="More –").locator("visible=true")
        while not line.count() and more.count():
            shown = self.page.locator("[data-queue]").inner_text()
            more.first.click()
            expect(self.page.locator("[data-queue]")).not_to_have_text(
                shown, use_inner_text=True, timeout=SOON_MS
            )

    def writes(self, *words: str) -> None:
        """Into the boxes of the screen, in their order."""
        for box, text in zip(self._screen().locator("textarea:visible").all(), words, strict=True):
            box.fill(text)

    def writes_today(self) -> None:
        now = time.gmtime()
        for label, value in (("Day", now.tm_mday), ("Month", now.tm_mon), ("Year", now.tm_year)):
            self._screen().get_by_label(label, exact=True).fill(str(value))

    def steps_without_message(self, step: str) -> None:
        self._screen().get_by_role("button", name=step, exact=True).click()
        self.page.get_by_role("button", name="Seal, send and move the case").click()
        self.sees_the_case()

    def searches(self, words: str, *, finding: str) -> None:
        self.page.get_by_label("Search your cases").fill(words)
        self.page.get_by_role("button", name="Search", exact=True).click()
        expect(self.page.locator("[data-found]:visible")).to_contain_text(finding, timeout=SOON_MS)

    def stands(self, words: str) -> None:
        state = self._screen().locator(".candour-case__state").get_by_text(words, exact=True)
        expect(state).to_be_visible(timeout=SOON_MS)

    def _screen(self) -> Locator:
        return self.page.locator("[data-screen]:visible")
