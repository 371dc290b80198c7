"""What journeys of the desk share: somebody who reports without a browser, and an opened desk."""

import io
import urllib.request

from playwright.sync_api import Page, expect

from casework.demonstration import credentials
from crypto.context import Instance
from crypto.files import FileStream
from crypto.names import FolderId
from crypto.publish import read_keyring
from crypto.report import SealedReport
from crypto.seeds import new_id
from crypto.signed import Signed
from tests.casework.reporting import Reporter
from tests.installation import Installation
from tests.journeys import reporter
from tests.journeys.officer import SOON_MS

PASSPHRASE = next(each.passphrase for each in credentials() if each.name == "deputy")


class Sender(Reporter):
    """Whose reports bear the test's mark, as those from a browser do."""

    def seals(self, text: str, **choices: object) -> SealedReport:
        return super().seals(reporter.Reporter.mark + text, **choices)


def sender_in(installation: Installation) -> Reporter:
    """Somebody who reports without a browser."""
    with urllib.request.urlopen(installation.portal + "/api/keyring") as answer:
        keyring = read_keyring(Signed.unpack(answer.read()).document)
    return Sender(installation.databases.portal_url, Instance(keyring.iid), keyring)


def unlocks(page: Page, passphrase: str = PASSPHRASE) -> None:
    page.locator("#unlock-passphrase").fill(passphrase)
    page.locator("#unlock-passphrase").press("Enter")


def is_opened(page: Page) -> None:
    expect(page.get_by_role("heading", name="What they told us")).to_be_visible(timeout=SOON_MS)


def reports_with_files(sender: Reporter, words: str, **files: tuple[str, bytes]) -> None:
    folder, parts = FolderId(new_id()), []
    stream = FileStream(sender.instance, folder, lambda _number, part: parts.append(bytes(part)))
    for name, (kind, content) in files.items():
        stream.add(name.replace("_", "."), kind, io.BytesIO(content))
    sealed = stream.finish()
    sender.posts(sender.seals(words, files=sealed, folder=folder), parts)
