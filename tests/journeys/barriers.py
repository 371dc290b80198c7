"""What axe finds on a page: WCAG 2.2 AA, and words that run off the screen."""

from functools import cache
from typing import Final

from playwright.sync_api import Page

from config.home import ROOT

STANDARDS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@cache
def _axe() -> str:
    return (ROOT / "node_modules/axe-core/axe.min.js").read_text()


def barriers(page: Page) -> list[str]:
    """One line for each barrier on what the page shows now."""
    page.evaluate(_axe())
    options = {"runOnly": STANDARDS}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    lines = [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]
    return lines + ([f"{wide} pixels run off the screen"] if wide > 0 else [])
