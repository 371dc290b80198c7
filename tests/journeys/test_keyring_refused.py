"""A list of readers that cannot be believed: the browser says why, and sends nothing."""

import pytest
from playwright.sync_api import expect

from casework.demo_keys import OFFICERS
from tests.journeys.browsers import IN_EVERY_BROWSER_CHROMIUM_FIRST
from tests.journeys.hamlet import Notices, notices

pytestmark = IN_EVERY_BROWSER_CHROMIUM_FIRST
MAY_BE_FORGED = "We stopped: the list of people who can open reports may be forged"


def forged(number: int = 1) -> Notices:
    """Signed, and changed afterwards."""
    good = notices(number=number)
    return Notices(good.roots, good.keyring[:-1] + bytes([good.keyring[-1] ^ 1]))


def by_a_stranger() -> Notices:
    """Signed by an officer who is no custodian."""
    return notices(signers=OFFICERS[2:])


REFUSED = {
    "expired": (
        lambda: notices(first_day=-40, last_day=-5),
        "We stopped: the list of people who can open reports is out of date",
    ),
    "not yet in force": (
        lambda: notices(first_day=3),
        "We stopped: the list of people who can open reports is not valid yet",
    ),
    "forged": (forged, MAY_BE_FORGED),
    "signed by a stranger": (by_a_stranger, MAY_BE_FORGED),
    "below threshold": (
        lambda: notices(threshold=2),
        "We stopped: too few people have signed the list of who can open reports",
    ),
}


@pytest.mark.parametrize("wrong", REFUSED)
def test_a_keyring_that_cannot_be_believed_stops_the_report_before_it_begins(stranger, hamlet, wire, wrong):
    published, heading = REFUSED[wrong]
    hamlet.opens(published())

    stranger.cannot_begin(heading)

    assert wire.posted == []
    expect(stranger.page.get_by_role("link", name="use the plain form")).to_have_count(0)
    expect(stranger.page.locator("textarea:visible, input:visible")).to_have_count(0)


def test_signed_by_enough_a_report_begins(stranger, hamlet):
    hamlet.opens(notices(threshold=2, signers=OFFICERS[:2]))

    stranger.opens_the_report_page()


@pytest.mark.parametrize(
    ("later", "heading"),
    [
        (lambda: notices(number=1), MAY_BE_FORGED),
        (lambda: forged(number=2), MAY_BE_FORGED),
        (
            lambda: notices(first_day=-40, last_day=-5, number=2),
            "We stopped: the list of people who can open reports is out of date",
        ),
    ],
    ids=["rolled back", "forged", "expired"],
)
def test_a_keyring_that_turns_bad_while_somebody_writes_stops_the_sending(
    stranger, hamlet, wire, later, heading
):
    hamlet.opens(notices(number=2))
    stranger.fills_in("Written while the list changed.")
    wire.serves("**/api/keyring", later().keyring)
    stranger.presses("Lock and send")

    stranger.sees(heading)
    assert wire.posted == []
    wire.is_mended()
    stranger.still_has("Written while the list changed.")
