"""The same bytes for everyone, no cookie, and no word in anything that leaves the browser."""

import re
import urllib.request

from portal.web.pages import PAGES
from tests.journeys.browsers import IN_CHROMIUM, IN_EVERY_BROWSER
from tests.journeys.wire import Wire

VISITORS = (
    {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0", "Accept-Language": "en-GB"},
    {
        "User-Agent": "Mozilla/5.0 (iPhone) Safari/604.1",
        "Accept-Language": "cy",
        "Cookie": "session=1; lang=cy",
        "Referer": "https://intranet.harrowmere.example/",
        "X-Forwarded-For": "192.0.2.7",
    },
)


def fetched(address: str, headers: dict[str, str]) -> tuple[bytes, list[tuple[str, str]]]:
    """Body, and headers except the time of day that every server tells."""
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
        return answer.read(), [pair for pair in answer.getheaders() if pair[0] != "Date"]


def test_two_visitors_get_identical_bytes(town):
    scripts = set()
    for path in (*PAGES, "/api/roots", "/api/keyring"):
        one, other = (fetched(town.portal + path, visitor) for visitor in VISITORS)
        assert one == other
        assert "Set-Cookie" not in dict(one[1])
        scripts |= set(re.findall(rb'/static/[^"]+', one[0]))
    for script in scripts:
        one, other = (fetched(town.portal + script.decode(), visitor) for visitor in VISITORS)
        assert one == other


@IN_EVERY_BROWSER
def test_the_browser_keeps_nothing_and_its_history_names_no_code(reporter):
    code = reporter.reports("Nothing of this is kept.")
    reporter.comes_back_with(code)

    assert reporter.page.context.cookies() == []
    kept = "[localStorage.length, sessionStorage.length, JSON.stringify(history.state), document.title]"
    stored = reporter.page.evaluate(kept)
    assert stored[:2] == [0, 0]
    assert not [word for word in code.split() if word in stored[2] + stored[3] + reporter.page.url]
    assert reporter.page.evaluate("indexedDB.databases()") == []


@IN_CHROMIUM
def test_no_word_leaves_the_browser_unsealed(reporter, tmp_path):
    (tmp_path / "SECRETNAME.txt").write_text("SECRETCONTENT " * 500)
    wire = Wire.tapped(reporter.page.context)
    code = reporter.reports("SECRETWORDS happened.", files=[str(tmp_path / "SECRETNAME.txt")])
    reporter.comes_back_with(code)
    reporter.writes_again("SECRETMESSAGE")

    sent = wire.bodies()
    assert len(sent) > 1 << 20
    assert not [mark for mark in (b"SECRET", code.encode(), b"SECRETNAME") if mark in sent]
    assert not [each.url for each in wire.requests if "SECRET" in each.url]
