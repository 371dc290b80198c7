"""An officer who lost everything: new keys, shares put together, a custodian who signs, the report."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.installation import Installation
from tests.journeys.conftest import EVERYTHING, QUICK
from tests.journeys.eyes import Eyes
from tests.journeys.founder import Founder
from tests.journeys.mailbox import Mailbox
from tests.journeys.officer import SOON_MS, Officer
from tests.journeys.test_left_out import DEPUTY

HOLDERS = ("deputy", "reviewer")
WORDS = "Invoices were paid twice."
OWNERS = ("casework recovery", "casework reset")


class Borough(Installation):
    """A demonstration whose administrator types the owner's commands too."""

    def environment(self, words: str) -> dict[str, str]:
        if words not in OWNERS:
            return super().environment(words)
        owner = super().environment("casework demo")
        return {**owner, "CANDOUR_OWNER_PUBLIC_URL": self.casework}

    @property
    def shares(self) -> list[str]:
        found = sorted((self.home / "group").glob("share-*"))
        return [word for path in found for word in ("--share", str(path))]


@dataclass
class Custodian(Founder):
    """The demonstration's Monitoring Officer at /custody."""

    def secrets_of(self, name: str) -> tuple[str, str, str]:
        return Officer.secrets_of(self, name)

    def looks_again(self) -> None:
        """Come back to the page, which asks for the passphrase only."""
        self.page.reload()
        self.sees("Casework is locked")
        self.page.locator("#unlock-passphrase").fill(self.secrets_of(self.name)[1])
        self.presses("Unlock")
        self.sees("Custody")
        self.has_loaded()


@pytest.fixture
def borough(databases, tmp_path) -> Iterator[Borough]:
    with Borough(databases, tmp_path, deepcopy(QUICK)) as installation:
        installation.run("casework demo")
        installation.start(*EVERYTHING[1:])
        installation.wait_for_keyring()
        yield installation


@pytest.fixture
def custodian(borough, launched) -> Iterator[Custodian]:
    made = Custodian.invited(launched("chromium"), borough.casework, "monitoring.officer")
    made.enters_custody()
    yield made
    made.page.context.close()


@pytest.fixture
def newcomer(borough, launched) -> Iterator[Founder]:
    made = Founder.invited(launched("chromium"), borough.casework, "deputy")
    yield made
    made.page.context.close()


def test_an_officer_who_lost_everything_reads_again(borough, custodian, newcomer):
    eyes = Eyes.on(custodian.page)
    a_group_comes_onto_the_keyring(borough, custodian, eyes)
    borough.start("portal serve")
    Mailbox.of_a_report(borough, leaving_out=("monitoring.officer",))
    the_deputy_makes_new_keys(borough, custodian, newcomer)
    newcomer.goes_to_the_desk()
    a_reset_by_itself_opens_nothing(newcomer)
    shares_are_put_together(borough)
    the_custodian_sees_whom_and_signs(custodian, eyes)
    newcomer.opens(WORDS)
    newcomer.reads(WORDS)
    assert eyes.found == []


def a_group_comes_onto_the_keyring(borough: Borough, custodian: Custodian, eyes: Eyes) -> None:
    holders = [word for name in HOLDERS for word in ("--holder", name)]
    group = str(borough.home / "group")
    make = ("make", group, "--title", "Recovery group", "--threshold", "2", *holders)
    assert "any 2 of these 2 shares" in borough.run("casework recovery", *make).lower()
    borough.run("casework recovery", "register", f"{group}/group.json")

    custodian.drafts()
    change = custodian.draft("Keyring").locator("[data-changes] li")
    expect(change).to_contain_text("“Recovery group”, a recovery group, is added")
    expect(change).to_contain_text(f"2 of these people together can then open what it may open: {DEPUTY}")
    eyes.look("a group to sign")
    assert "it counts from now on" in custodian.signs("Keyring")


def the_deputy_makes_new_keys(borough: Borough, custodian: Custodian, newcomer: Founder) -> None:
    printed = borough.run("casework reset", "deputy")
    newcomer.joins(re.search(r"(http\S+/join#[0-9a-f]{64})", printed)[1])
    custodian.looks_again()
    custodian.drafts()
    expect(custodian.draft("Keyring")).to_contain_text(f"{DEPUTY} gets new keys")
    custodian.signs("Keyring")


def a_reset_by_itself_opens_nothing(newcomer: Founder) -> None:
    """Neither for the deputy nor for whoever reset the account and could have joined in their place."""
    newcomer.looks_for_new_reports()
    expect(newcomer.page.get_by_text("There are no reports that you can open.")).to_be_visible(
        timeout=SOON_MS
    )
    assert newcomer.asks("/api/inbox?page=0")["reports"] == []


def shares_are_put_together(borough: Borough) -> None:
    request, result = (str(Path(borough.home) / name) for name in ("request", "result"))
    borough.run("casework recovery", "request", request, "--to", "deputy", "--all")
    opened = ("open", request, result, "--demo", *borough.shares)
    assert "1 of 1 folders" in borough.run("casework recovery", *opened, typed="yes\n")
    borough.run("casework recovery", "submit", result)


def the_custodian_sees_whom_and_signs(custodian: Custodian, eyes: Eyes) -> None:
    custodian.looks_again()
    place = custodian.page.locator("[data-recoveries]")
    expect(place).to_contain_text("Recovery group (folders: 1)")
    expect(place).to_contain_text(f"{DEPUTY} (folders: 1)")
    place.get_by_text("Which folders").click()
    eyes.look("folders to give back")
    button = place.get_by_role("button", name="Sign for all these folders")
    expect(button).to_be_disabled()
    place.get_by_role("checkbox", name="I know why these people need the folders").check()
    button.click()
    expect(custodian.page.locator("[data-signed]")).to_be_focused(timeout=SOON_MS)
    custodian.reads("Your signature is kept. When enough custodians have signed")
    expect(place.get_by_role("button", name="Sign for all these folders")).to_have_count(0)
