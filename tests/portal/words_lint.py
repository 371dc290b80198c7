"""Sentences that may not stand on a reporter's page (practice 3-06, 3-07), and how to find them."""

import re
from html.parser import HTMLParser
from typing import Final

FORBIDDEN: Final = {
    "asks for belief that it is true": re.compile(
        r"\bbeliev\w*\b.*\b(?:to be|is|are|was|were|it[’']s) true\b"
    ),
    "asks for truth": re.compile(r"\b(?:must|should|needs? to|has to|have to|required to) be true\b"),
    "asks for good faith": re.compile(
        r"\b(?:must|should|needs?|has to|have to|required|only if|as long as|provided)\b.*\bgood faith\b"
        r"|\bgood faith\b.*\b(?:must|needed|required|necessary|is a condition)\b"
    ),
    "says that the anonymous are not protected": re.compile(
        r"(?=.*\banonym)"
        r"(?=.*(?:\b(?:not|never|no|nobody|cannot|without|loses?|lack)\b|n[’']t\b).*\bprotect|.*\bunprotected\b)"
    ),
    "prints a tribunal's time limit": re.compile(
        r"(?=.*\b(?:tribunal|time limit)\b)(?=.*\b(?:\d+|three|six) months\b)"
    ),
}
BLOCKS: Final = frozenset(
    {"address", "article", "button", "caption", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption"}
    | {"footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "label", "legend", "li", "main", "nav"}
    | {"ol", "option", "p", "section", "summary", "table", "td", "template", "th", "title", "tr", "ul"}
)
SPOKEN: Final = frozenset({"alt", "aria-label", "content", "label", "placeholder", "title", "value"})


def objections(sentence: str) -> list[str]:
    """What is wrong with one sentence."""
    plain = re.sub(r"\s+", " ", sentence).lower()
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(plain)]


def sentences(html: str) -> list[str]:
    """Every sentence of a page: its text, its templates, and the attributes that people see or hear."""
    return [sentence for block in _Blocks.of(html) for sentence in split(block)]


def split(text: str) -> list[str]:
    """A block of text cut after full stops, question marks and exclamation marks."""
    joined = re.sub(r"\s+", " ", text).strip()
    return [part for part in re.split(r"(?<=[.?!])\s+|(?<=[.?!][)”’])\s+", joined) if part]


class _Blocks(HTMLParser):
    """Text between the edges of blocks; words inside a sentence may stand in <strong> or <a>."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = [""]
        self.silent = 0

    @classmethod
    def of(cls, html: str) -> list[str]:
        parser = cls()
        parser.feed(html)
        parser.close()
        return [block for block in parser.found if block.strip()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in {"script", "style"}
        if tag in BLOCKS:
            self.found.append("")
        spoken = [value for name, value in attrs if value and (name in SPOKEN or name.startswith("data-"))]
        self.found[-1:-1] = spoken

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"script", "style"}
        if tag in BLOCKS:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found[-1] += data
