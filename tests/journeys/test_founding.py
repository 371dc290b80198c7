"""A real installation, from the founders' file to the first report, in the browsers of those who found it."""

import base64
import urllib.error
import urllib.request
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from crypto.context import UNROOTED
from crypto.enrol import enrol
from crypto.names import Oid
from crypto.seeds import new_seed
from tests.journeys.eyes import Eyes
from tests.journeys.founder import Founder
from tests.journeys.parish import REAL, Parish
from tests.journeys.reporter import Reporter
from tests.relay import relaying

FOUNDERS = """
threshold = 2

[[officers]]
name = "ann"
title = "Monitoring Officer"
role = "monitoring_officer"
identity = 1
custodian = true

[[officers]]
name = "bob"
title = "Deputy Monitoring Officer"
role = "deputy"
identity = 2
custodian = true

[[officers]]
name = "cat"
title = "Independent Reviewer"
role = "independent_person"
"""
TITLES = {
    "ann": "Monitoring Officer",
    "bob": "Deputy Monitoring Officer",
    "cat": "Independent Reviewer",
}
BROWSERS = {"ann": "chromium", "bob": "firefox", "cat": "chromium"}
WHAT_HAPPENED = "The salt store was sold to a friend of the depot"
ROOT, KEYRING = "List of custodians, number 1", "Keyring, number 1"


@pytest.fixture
def parish(databases, tmp_path) -> Iterator[Parish]:
    """Founded on paper: nobody has joined."""
    with Parish(databases, tmp_path, deepcopy(REAL)) as installation:
        yield installation


@pytest.fixture
def founders(parish, launched) -> Iterator[dict[str, Founder]]:
    """Three people, each in a browser of their own."""
    made = {name: Founder.invited(launched(each), parish.casework, name) for name, each in BROWSERS.items()}
    yield made
    for each in made.values():
        each.page.context.close()


def test_a_parish_is_founded_and_takes_its_first_report(parish, founders, launched):
    ann, bob, cat = founders.values()
    eyes = Eyes.on(ann.page)
    links = parish.founds(FOUNDERS)
    parish.start("casework serve", "casework work", "portal serve")

    everybody_joins(founders, links, eyes)
    a_used_link_says_so(cat, links[TITLES["cat"]])
    ann.enters_custody()
    a_key_that_nobody_enrolled_cannot_be_signed(ann)
    ann.drafts()
    who_is_on_it_is_shown(ann, founders)
    eyes.look("drafts to sign")
    first_root = ann.fingerprint(ROOT)
    signs_both(ann, "Other custodians must sign too")
    assert nothing_is_published(parish)
    bob.enters_custody()
    who_is_on_it_is_shown(bob, founders)
    signs_both(bob, "it counts from now on")
    parish.opens_under(first_root)

    with Reporter.on(launched("chromium"), parish.portal) as reporter:
        reporter.reports(WHAT_HAPPENED)
    what_is_served_is_signed(parish, ann, bob)
    eyes.look("a list signed")
    for founder in founders.values():
        founder.goes_to_the_desk()
        founder.opens(WHAT_HAPPENED)
        founder.reads(WHAT_HAPPENED)
    assert eyes.found == []


def everybody_joins(founders: dict[str, Founder], links: dict[str, str], eyes: Eyes) -> None:
    ann, bob, cat = founders.values()
    ann.follows(links[TITLES["ann"]])
    eyes.look("a link")
    ann.makes_keys()
    eyes.look("the passphrase")
    ann.presses("I have written it down")
    ann.presses("Join")
    expect(ann.page.get_by_role("alert")).to_contain_text("Type the seven words")
    eyes.look("nothing typed back")
    ann.presses("Show me the words again")
    ann.proves()
    eyes.look("joined")
    bob.joins(links[TITLES["bob"]])
    cat.joins_by_passkey(links[TITLES["cat"]])


def a_used_link_says_so(founder: Founder, link: str) -> None:
    founder.page.goto("about:blank")
    founder.page.goto(link)
    founder.sees("This link does not work")
    founder.reads("It was used already")


def a_key_that_nobody_enrolled_cannot_be_signed(custodian: Founder) -> None:
    """The draft carries a key beside the one that the reviewer made."""

    def answer(route: Route) -> None:
        response = route.fetch()
        told = response.json()
        person = next(each for each in told["officers"] if "Reviewer" in str(each["title"]))
        made = enrol(UNROOTED, Oid(bytes.fromhex(person["oid"])), new_seed(), new_seed())
        person["enrol"] = base64.b64encode(made).decode()
        route.fulfill(response=response, json=told)

    custodian.page.context.route("**/api/custody", answer)
    custodian.drafts()
    draft = custodian.draft(KEYRING)
    expect(draft).to_contain_text("Do not sign: it carries keys that their owner did not make.")
    expect(draft).to_contain_text("not the keys that this person made")
    expect(draft.get_by_role("button", name="Sign", exact=True)).to_be_hidden()
    custodian.page.context.unroute("**/api/custody")


def who_is_on_it_is_shown(custodian: Founder, founders: dict[str, Founder]) -> None:
    """Whom a custodian would vouch for, each with the words that were read out."""
    assert custodian.people() == {TITLES[name]: each.words for name, each in founders.items()}
    added = custodian.draft(KEYRING).locator("[data-changes] li")
    for name, each in founders.items():
        line = added.filter(has_text=each.words)
        expect(line).to_contain_text(f"{TITLES[name]} is added")
        expect(line).to_contain_text("opens new reports")
    appointed = custodian.draft(ROOT).locator("[data-changes]")
    expect(appointed).to_contain_text("2 custodians must sign each keyring together")
    for name in ("ann", "bob"):
        expect(appointed).to_contain_text(f"{TITLES[name]} becomes a custodian")
    expect(appointed).not_to_contain_text("Reviewer")


def signs_both(custodian: Founder, said: str) -> None:
    custodian.signs(ROOT)
    assert said in custodian.signs(KEYRING)


def nothing_is_published(parish: Parish) -> bool:
    def status(path: str) -> int:
        try:
            with urllib.request.urlopen(parish.portal + path) as answer:
                return answer.status
        except urllib.error.HTTPError as refused:
            return refused.code

    return {status("/api/roots"), status("/api/keyring")} == {503}


def what_is_served_is_signed(parish: Parish, ann: Founder, bob: Founder) -> None:
    """Two signatures from two browsers, appended, are what a check from outside asks for."""
    listed = parish.lists_what_is_served()
    refuses_what_is_no_list(ann, parish.home / "founders.toml")
    (words, first), (same, second) = ann.signs_the_list(listed), bob.signs_the_list(listed)
    assert words == same
    signed = parish.home / "signed.digests"
    signed.write_text(listed.read_text() + first)
    assert "needs 2 custodians" in parish.check(parish.portal, signed)[1]
    signed.write_text(listed.read_text() + first + second)

    code, said = parish.check(parish.portal, signed)
    assert code == 0, said
    assert ann.page.locator("[data-fill=words]").first.inner_text().strip() in said
    code, said = parish.check(parish.casework, signed, "--program", "casework", "--roots-at", parish.portal)
    assert code == 0, said
    one_changed_byte_is_named(parish, signed)


def refuses_what_is_no_list(custodian: Founder, file: Path) -> None:
    custodian.chooses_the_list(file)
    expect(custodian.page.get_by_role("alert").filter(has_text="not a list")).to_be_visible()
    expect(custodian.page.get_by_role("button", name="Sign the list")).to_be_hidden()


def one_changed_byte_is_named(parish: Parish, signed: Path) -> None:
    """Somebody between the portal and its visitors changes one script."""
    path = next(line.split()[2] for line in signed.read_text().splitlines() if "/static/report-" in line)
    with urllib.request.urlopen(parish.portal + path) as answer:
        script = answer.read()
    changed = script[:-2] + bytes([script[-2] ^ 1]) + script[-1:]
    with relaying(parish.portal_port, own={path: ("text/javascript", changed)}) as relay:
        assert parish.check(relay.address, signed)[0] == 1
        assert f"{path} is not what the list says" in parish.check(relay.address, signed)[1]
