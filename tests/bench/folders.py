"""What an officer's browser does with a large case and with many members: its keeper's modules, bundled."""

from playwright.sync_api import Browser

from tests.bench.sealing import ASK, Figures, bundled
from tests.bench.spread import told
from tests.installation import Installation
from tests.relay import relaying

ENTRIES, MEMBERS = 500, 20
OPENINGS, ROLLS = 3, 9


def cases(installation: Installation, browser: Browser) -> Figures:
    """A case of 500 notes opened and checked; one of 20 members given its next key."""
    with relaying(installation.portal_port, own=bundled("folders")) as relay:
        page = browser.new_context().new_page()
        page.set_default_timeout(0)
        page.goto(relay.address + "/bench")
        page.evaluate("() => { globalThis.worker = new Worker('/folders.js', { type: 'module' }); }")
        opened = [page.evaluate(ASK, {"verb": "open", "input": ENTRIES}) for _ in range(OPENINGS)]
        rolled = [page.evaluate(ASK, {"verb": "next", "input": MEMBERS}) for _ in range(ROLLS)]
        page.context.close()
    return told("case_500_open_ms", opened) | told("roll_20_members_ms", rolled)
