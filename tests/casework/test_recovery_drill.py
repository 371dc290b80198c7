"""The recovery drill, whole: an office loses every key, and three of five people give it its reports back."""

import re
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from casework.collector_key import CollectorKey
from casework.recovery.group import read_sheet
from crypto.errors import CannotOpen
from crypto.names import FolderId, Hash, Seed
from crypto.root import root_words
from crypto.seeds import new_seed
from crypto.wrap import unwrap_folder_seed
from tests.casework.acting import Actor, post
from tests.casework.newcomer import Newcomer, real
from tests.casework.recovering import acts, reads, signs_recoveries, waiting

__all__ = ["real"]

HOLDERS = ("dan", "eve", "fay", "gus", "hal")
OFFICERS = (
    ("ann", "Monitoring Officer", "monitoring_officer", False),
    ("bob", "Deputy Monitoring Officer", "deputy", False),
    ("dan", "Chief Executive", "custodian", True),
    ("eve", "Head of Audit", "custodian", True),
    ("fay", "Chair of Standards", "custodian", True),
    ("gus", "Auditor", "auditor", False),
    ("hal", "Data Protection Officer", "data_protection_officer", False),
    ("ivy", "System Administrator", "administrator", False),
)
FIRST, SECOND = {"what": "The tender was written by the winner"}, {"what": "It is the deputy"}


@dataclass
class Office:
    """Everybody by user name."""

    people: dict[str, Newcomer]
    demo: object
    types: object
    home: Path

    def actor(self, name: str) -> Actor:
        person = self.people[name]
        return Actor(person, person.client, self.demo.instance)

    def do(self, *words: str, typed: str = "") -> str:
        done = self.types(*words, typed=typed)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def joins(self, name: str, link: str) -> None:
        newcomer = Newcomer(self.demo, link.partition("#")[2], new_seed(), new_seed())
        assert newcomer.joins().status_code == 201
        self.people[name] = newcomer.signs_in()

    def sign_next_keyring(self) -> None:
        """Two of the three custodians, as many as must; all three for the first root."""
        custodians = [self.people[name] for name in ("dan", "eve", "fay")]
        assert post(custodians[0].client, "/api/custody/drafts").status_code == 201
        for draft in custodians[0].client.get("/api/custody").json["drafts"]:
            for custodian in custodians:
                assert custodian.signs(draft).status_code in (201, 404)
        self.demo.carry()

    def share(self, holder: str) -> Path:
        (found,) = (self.home / "group").glob(f"share-*-{holder}.txt")
        return found


@pytest.fixture
def office(real, types, tmp_path) -> Office:
    """Founded by command, everybody joined, a recovery group of five on the keyring."""
    CollectorKey(real.key.xseed, real.key.sseed).write(tmp_path / "collector.key")
    founders = tmp_path / "founders.toml"
    founders.write_text(
        "threshold = 2\n"
        + "".join(
            f'[[officers]]\nname = "{name}"\ntitle = "{title}"\nrole = "{role}"\n'
            f"custodian = {str(signs).lower()}\n"
            for name, title, role, signs in OFFICERS
        )
    )
    made = Office({}, real, types, tmp_path)
    links = re.findall(r"(https://casework.example/join#[0-9a-f]{64})", made.do("init", str(founders)))
    for (name, *_), link in zip(OFFICERS, links, strict=True):
        made.joins(name, link)
    made.sign_next_keyring()
    holders = [word for name in HOLDERS for word in ("--holder", name)]
    made.do("recovery", "make", str(tmp_path / "group"), "--title", "Recovery group", *holders)
    made.do("recovery", "register", str(tmp_path / "group" / "group.json"))
    made.sign_next_keyring()
    return made


def test_an_office_that_lost_every_key_gets_its_reports_back(office):
    first, second = two_reports_come_and_one_leaves_the_deputy_out(office)
    both_officers_lose_everything(office)
    an_administrator_alone_decrypts_nothing(office, first)
    two_shares_get_nothing(office)
    three_shares_make_new_wraps(office)
    one_custodian_is_too_few_and_two_are_enough(office)
    the_officers_read_again_and_the_deputy_still_stays_out(office, first, second)
    the_used_group_is_an_alarm_until_another_takes_its_place(office)


def two_reports_come_and_one_leaves_the_deputy_out(office: Office) -> tuple[bytes, bytes]:
    ring = office.demo.keyring()
    bob = next(each for each in ring.officers if each.oid == office.people["bob"].oid)
    first = office.demo.reporter().reports(FIRST["what"])
    second = office.demo.reporter().reports(SECOND["what"], leaving_out=[bob])
    office.demo.carry()
    assert reads(office.demo, office.actor("ann"), first) == FIRST
    return first, second


def both_officers_lose_everything(office: Office) -> None:
    """Laptops, passphrases, everything: an administrator resets both, and they make new keys."""
    for name in ("ann", "bob"):
        printed = office.do("reset", name)
        office.joins(name, re.search(r"(https://casework.example/join#[0-9a-f]{64})", printed)[1])
    office.sign_next_keyring()
    assert [office.actor(name).inbox() for name in ("ann", "bob")] == [[], []]


def an_administrator_alone_decrypts_nothing(office: Office, folder: bytes) -> None:
    """With the database as its superuser sees it, the collector's key, and keys of their own."""
    ivy = office.people["ivy"]
    assert ivy.client.get("/api/inbox").status_code == 403
    assert ivy.client.get("/api/custody/recoveries").status_code == 403
    with psycopg.connect(office.demo.databases.admin_url("casework").replace("+psycopg", "")) as admin:
        wraps = admin.execute("select folder, epoch, holder, wrap from casework.wraps").fetchall()
        hashes = dict(admin.execute("select folder, pk_hash from casework.reports").fetchall())
    assert len(wraps) > 3
    for seed in (ivy.xseed, office.demo.key.xseed):
        for of_folder, epoch, holder, wrap in wraps:
            with pytest.raises(CannotOpen):
                _unwrap(office, of_folder, epoch, holder, hashes[of_folder], seed, wrap)


def _unwrap(
    office, folder: bytes, epoch: int, holder: bytes, pk_hash: bytes, seed: Seed, wrap: bytes
) -> Seed:
    return unwrap_folder_seed(
        office.demo.instance, FolderId(folder), epoch, holder, Hash(pk_hash), seed, wrap
    )


def two_shares_get_nothing(office: Office) -> None:
    request = str(office.home / "request")
    assert "2 folders" in office.do("recovery", "request", request, "--to", "ann", "--to", "bob", "--all")
    shares = [word for holder in HOLDERS[:2] for word in ("--share", str(office.share(holder)))]
    done = office.types("recovery", "open", request, str(office.home / "result"), *shares, typed="yes\n")
    assert done.returncode == 1
    assert "Nothing was written" in done.stderr
    assert "Share 3 of 3" in done.stdout
    assert not (office.home / "result").exists()


def three_shares_make_new_wraps(office: Office) -> None:
    """Two from files, one typed word by word with a mistake; the poster is compared first."""
    words = [word[:4] for word in read_sheet(office.share("hal").read_text()).words]
    typed = "\n".join(["yes", *words[:3], "candour", *words[3:], ""])
    request, result = str(office.home / "request"), str(office.home / "result")
    shares = [word for holder in ("eve", "gus") for word in ("--share", str(office.share(holder)))]

    unread = office.types("recovery", "open", request, result, *shares, typed="no\n")
    assert (unread.returncode, "were not compared" in unread.stderr) == (1, True)
    printed = office.do("recovery", "open", request, result, *shares, typed=typed)

    assert " ".join(_poster(office)) in printed
    assert "Word 4 is not on the list" in printed
    assert "Monitoring Officer: 2 of 2 folders" in printed
    assert "Deputy Monitoring Officer: 1 of 2 folders" in printed
    assert "Laid out 2 folders" in office.do("recovery", "submit", result)


def _poster(office: Office) -> tuple[str, ...]:
    with office.demo.owner.begin() as connection:
        found = connection.exec_driver_sql(
            "select hash from casework.documents where kind = 'root' and number = 1"
        )
        return root_words(Hash(bytes(found.scalar_one())))


def one_custodian_is_too_few_and_two_are_enough(office: Office) -> None:
    assert signs_recoveries(office.actor("dan")).status_code == 201
    office.demo.carry()
    assert len(waiting(office.actor("eve"))) == 2
    assert office.actor("ann").inbox() == []
    assert signs_recoveries(office.actor("eve")).status_code == 201
    office.demo.carry()
    assert waiting(office.actor("fay")) == []


def the_officers_read_again_and_the_deputy_still_stays_out(
    office: Office, first: bytes, second: bytes
) -> None:
    ann, bob = office.actor("ann"), office.actor("bob")
    assert (reads(office.demo, ann, first), reads(office.demo, ann, second)) == (FIRST, SECOND)
    assert acts(ann, first)[-1] == "recover"
    assert reads(office.demo, bob, first) == FIRST
    assert [line["folder"] for line in bob.inbox()] == [first.hex()]
    assert bob.client.get(f"/api/reports/{second.hex()}").status_code == 404


def the_used_group_is_an_alarm_until_another_takes_its_place(office: Office) -> None:
    alarm = "ALARM: The shares of “Recovery group” were put together"
    assert alarm in office.types("status").stdout
    holders = [word for name in HOLDERS for word in ("--holder", name)]
    office.do("recovery", "make", str(office.home / "new"), "--title", "Recovery group", *holders)
    office.do(
        *("recovery", "register", str(office.home / "new" / "group.json")),
        *("--replaces", "Recovery group"),
    )
    assert alarm in office.types("status").stdout
    office.sign_next_keyring()
    assert alarm not in office.types("status").stdout
