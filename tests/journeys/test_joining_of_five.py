"""Five people join, two of them by passkey; two custodians sign exactly those who did, and nobody else."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from playwright.sync_api import expect

from crypto.publish import read_keyring
from crypto.signed import Signed
from tests.journeys.founder import Founder
from tests.journeys.officer import SOON_MS
from tests.journeys.parish import REAL, Parish
from tests.journeys.test_founding import KEYRING, ROOT

TITLES = {
    "ann": "Monitoring Officer",
    "bob": "Deputy Monitoring Officer",
    "cat": "Independent Reviewer",
    "dan": "Triage Officer",
    "eve": "Investigator",
    "fay": "HR lead",
}
BY_PASSKEY = {"cat", "dan"}
NEVER_JOINS = "fay"
FOUNDERS = """
threshold = 2
officers = [
    {name = "ann", title = "Monitoring Officer", role = "monitoring_officer", identity = 1, custodian = true},
    {name = "bob", title = "Deputy Monitoring Officer", role = "deputy", identity = 2, custodian = true},
    {name = "cat", title = "Independent Reviewer", role = "independent_person"},
    {name = "dan", title = "Triage Officer", role = "triage_officer"},
    {name = "eve", title = "Investigator", role = "investigator"},
    {name = "fay", title = "HR lead", role = "hr_lead"},
]
"""


@pytest.fixture
def parish(databases, tmp_path) -> Iterator[Parish]:
    with Parish(databases, tmp_path, deepcopy(REAL)) as installation:
        yield installation


@pytest.fixture
def five(parish, launched) -> Iterator[dict[str, Founder]]:
    made = {
        name: Founder.invited(launched("chromium"), parish.casework, name)
        for name in TITLES
        if name != NEVER_JOINS
    }
    yield made
    for each in made.values():
        each.page.context.close()


def test_five_join_and_two_custodians_sign_exactly_those(parish, five):
    links = parish.founds(FOUNDERS)
    parish.start("casework serve")
    for name, each in five.items():
        link = links[TITLES[name]]
        each.joins_by_passkey(link) if name in BY_PASSKEY else each.joins(link)
    assert len({each.words for each in five.values()}) == len(five)

    ann, bob = five["ann"], five["bob"]
    ann.enters_custody()
    ann.drafts()
    sees_exactly(ann, five)
    ann.signs(ROOT)
    assert "Other custodians must sign too" in ann.signs(KEYRING)
    assert published(ann) == []
    bob.enters_custody()
    sees_exactly(bob, five)
    bob.signs(ROOT)
    assert "it counts from now on" in bob.signs(KEYRING)

    assert published(ann) == sorted(TITLES[name] for name in five)
    for name in ("ann", "cat", "dan"):
        five[name].goes_to_the_desk()


def sees_exactly(custodian: Founder, five: dict[str, Founder]) -> None:
    """Each with the words that were read out, and no line about anybody else."""
    added = custodian.draft(KEYRING).locator("[data-changes] li").filter(has_text="is added")
    expect(added).to_have_count(len(five), timeout=SOON_MS)
    for name, each in five.items():
        expect(added.filter(has_text=each.words)).to_contain_text(f"{TITLES[name]} is added")
    expect(custodian.draft(KEYRING)).not_to_contain_text(TITLES[NEVER_JOINS])
    assert custodian.people()[TITLES[NEVER_JOINS]] == "has not joined yet"


def published(custodian: Founder) -> list[str]:
    """Who stands on the keyring that counts, by title."""
    address = f"{custodian.casework}/api/keyring"
    answer = custodian.page.context.request.get(address, headers=custodian.shown)
    if not answer.ok:
        return []
    ring = read_keyring(Signed.unpack(answer.body()).document)
    return sorted(each.title.en for each in ring.officers)
