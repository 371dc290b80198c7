"""Looking at a page: barriers (axe, WCAG 2.2 AA), and words that run off a small or enlarged page."""

from dataclasses import dataclass
from typing import Final, Self

from playwright.sync_api import CDPSession, Page

from config.home import ROOT

AXE: Final = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text() + "; undefined"
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
VIOLATIONS: Final = """async (rules) => {
  const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ['violations'] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3).join(' ')}`);
}"""
CUT: Final = """() => {
  const width = document.documentElement.clientWidth;
  const { scrollWidth } = document.documentElement;
  const off = scrollWidth > width ? [`scrolls to ${scrollWidth}`] : [];
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    const holder = node.parentElement;
    if (!node.data.trim() || !holder.checkVisibility()) continue;
    if (holder.closest('.govuk-visually-hidden, .govuk-skip-link, template, option')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const outside = [...range.getClientRects()].some(({ left, right }) => left < -1 || right > width + 1);
    const hides = getComputedStyle(holder).overflow === 'hidden';
    const clipped = hides && holder.scrollWidth > holder.clientWidth + 1;
    if (outside || clipped) off.push(node.data.trim().slice(0, 60));
  }
  return off;
}"""
WIDE: Final = {"width": 1280, "height": 800}
NARROW: Final = {"width": 320, "height": 640}
USUAL_TEXT, DOUBLE_TEXT = 16, 32


@dataclass
class Eyes:
    """`found` collects what is wrong, by the state of the page that it was seen in."""

    page: Page
    browser: CDPSession | None
    found: list[tuple[str, list[str]]]

    @classmethod
    def on(cls, page: Page, *, chromium: bool = True) -> Self:
        return cls(page, page.context.new_cdp_session(page) if chromium else None, [])

    def look(self, state: str) -> None:
        """At every view; axe and enlarged text in Chromium only."""
        if self.browser:
            self._note(f"{state}, axe", self._barriers())
        self.page.set_viewport_size(NARROW)
        self._note(f"{state}, at 320 pixels", self.page.evaluate(CUT))
        if self.browser:
            self._enlarge(DOUBLE_TEXT)
            self._note(f"{state}, at 320 pixels with text at 200%", self.page.evaluate(CUT))
            self.page.set_viewport_size(WIDE)
            self._note(f"{state}, with text at 200%", self.page.evaluate(CUT))
            self._enlarge(USUAL_TEXT)
        self.page.set_viewport_size(WIDE)

    def _barriers(self) -> list[str]:
        self.page.evaluate(AXE)
        return self.page.evaluate(VIOLATIONS, RULES)

    def _enlarge(self, pixels: int) -> None:
        sizes = {"standard": pixels, "fixed": pixels * 13 // 16}
        self.browser.send("Page.setFontSizes", {"fontSizes": sizes})

    def _note(self, where: str, wrong: list[str]) -> None:
        if wrong:
            self.found.append((where, wrong))
