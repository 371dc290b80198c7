"""Leaving and resetting: access ends at once, and an administrator's reset decrypts nothing."""

import re
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from casework import leaving
from casework.errors import NotThere
from config.home import ROOT
from crypto.errors import CannotOpen
from crypto.keyring import kid_of
from crypto.names import Hash
from crypto.root import custodian_id
from crypto.seeds import exchange_public, new_seed, sign, verification_key
from crypto.wrap import unwrap_folder_seed
from tests.casework.acting import b64, post, raw
from tests.casework.newcomer import Newcomer
from tests.casework.sql import sql

TODAY = datetime.now(UTC).date()
SEALED_TABLES = ("reports", "wraps", "identity_shares", "messages", "parts", "replies", "events", "folders")


@pytest.fixture
def folder(demo, reporter) -> bytes:
    folder = reporter.reports("The tender was written by the winner")
    demo.carry()
    return folder


def publishes(monitoring_officer) -> None:
    """The demonstration's only custodian drafts and signs."""
    client, officer = monitoring_officer.client, monitoring_officer.officer
    assert post(client, "/api/custody/drafts").status_code == 201
    for draft in client.get("/api/custody").json["drafts"]:
        signature = sign(
            monitoring_officer.instance, officer.sseed, draft["kind"], bytes.fromhex(draft["hash"])
        )
        signer = custodian_id(officer.vk).hex()
        body = {"hash": draft["hash"], "id": signer, "signature": b64(signature)}
        assert post(client, "/api/custody/signatures", body).json == {"published": True}


def resets(demo, name: str) -> Newcomer:
    with demo.owner.begin() as owner:
        link, _ = leaving.reset(owner, name, public_url="https://c.example", today=TODAY)
    return Newcomer(demo, link.address.partition("#")[2], new_seed(), new_seed())


def sealed_rows(demo, client) -> int:
    with sql(demo, "casework_web", client.get_cookie("candour_session").value) as web:
        counts = (web.execute(f"select count(*) from casework.{table}") for table in SEALED_TABLES)
        return sum(each.fetchone()[0] for each in counts)


def test_a_reset_ends_everything_that_was_signed_in_or_could_be(demo, deputy, folder):
    assert len(deputy.inbox()) == 1
    resets(demo, "deputy")
    assert deputy.client.get("/api/inbox").status_code == 401
    again = demo.actor("deputy", moment=deputy.moment + 30)
    assert again.tries().status_code == 401


def test_after_a_reset_the_new_account_holds_no_wrap_and_opens_nothing(
    demo, monitoring_officer, deputy, folder
):
    old = deputy.fetches(folder)
    newcomer = resets(demo, "deputy")
    assert newcomer.joins().status_code == 201
    newcomer.signs_in()
    publishes(monitoring_officer)

    assert newcomer.client.get("/api/inbox").json["reports"] == []
    assert newcomer.client.get(f"/api/reports/{folder.hex()}").status_code == 404
    assert sealed_rows(demo, newcomer.client) == 0
    keyring = demo.keyring()
    mine = next(each for each in keyring.officers if each.oid == deputy.officer.oid)
    assert mine.kid == kid_of(
        demo.instance, exchange_public(newcomer.xseed), verification_key(newcomer.sseed)
    )
    assert [each.oid for each in keyring.ended] == [deputy.officer.oid]
    pk_hash, wrap = Hash(bytes.fromhex(old["pk_hash"])), raw(old["wraps"][0]["wrap"])
    for holder in (bytes.fromhex(old["wraps"][0]["id"]), mine.kid):
        with pytest.raises(CannotOpen):
            unwrap_folder_seed(demo.instance, folder, 1, holder, pk_hash, newcomer.xseed, wrap)


def test_the_reports_that_come_after_it_are_sealed_to_the_new_key(demo, monitoring_officer, reporter):
    newcomer = resets(demo, "deputy")
    newcomer.joins()
    newcomer.signs_in()
    publishes(monitoring_officer)
    demo.carry()
    later = demo.reporter()
    later.reports("Written after the reset")
    demo.carry()
    assert len(newcomer.client.get("/api/inbox").json["reports"]) == 1


def test_even_with_every_row_the_old_wraps_stay_shut(demo, deputy, folder):
    """The administrator puts the old wraps back by hand."""
    newcomer = resets(demo, "deputy")
    newcomer.joins()
    newcomer.signs_in()
    with demo.owner.begin() as owner:
        owner.exec_driver_sql("update casework.wraps set live = true")
    found = newcomer.client.get(f"/api/reports/{folder.hex()}").json
    pk_hash = Hash(bytes.fromhex(found["pk_hash"]))
    for wrap in found["wraps"]:
        with pytest.raises(CannotOpen):
            unwrap_folder_seed(
                demo.instance,
                folder,
                1,
                bytes.fromhex(wrap["id"]),
                pk_hash,
                newcomer.xseed,
                raw(wrap["wrap"]),
            )


def test_an_older_link_of_somebody_who_is_reset_is_gone(demo):
    first = resets(demo, "deputy")
    second = resets(demo, "deputy")
    assert (first.look().status_code, second.look().status_code) == (404, 200)


def test_whoever_leaves_is_out_at_once_and_on_the_next_keyring_as_ended(
    demo, monitoring_officer, deputy, folder
):
    with demo.owner.begin() as owner:
        handover = leaving.leave(owner, "deputy", today=TODAY)
    assert deputy.client.get("/api/inbox").status_code == 401
    assert [(each.folder, each.kind, each.others) for each in handover.held] == [(folder, "report", 2)]

    publishes(monitoring_officer)
    keyring = demo.keyring()
    assert deputy.officer.oid not in {each.oid for each in keyring.officers}
    assert [each.oid for each in keyring.ended] == [deputy.officer.oid]
    titles = {each["title"] for each in monitoring_officer.client.get("/api/custody").json["officers"]}
    assert deputy.officer.title_en not in titles
    with demo.owner.begin() as owner, pytest.raises(NotThere):
        leaving.leave(owner, "deputy", today=TODAY)


def test_a_folder_that_nobody_else_can_open_is_named(demo, reporter, monitoring_officer, deputy):
    reviewer = demo.actor("reviewer")
    others = [monitoring_officer.officer, reviewer.officer]
    folder = reporter.reports("For the deputy alone", leaving_out=others)
    demo.carry()
    with demo.owner.begin() as owner:
        assert [each.folder for each in leaving.leave(owner, "deputy", today=TODAY).lost] == [folder]


def test_the_commands_say_what_to_hand_over_and_nothing_of_what_is_in_it(demo, deputy, folder):
    def types(*words: str) -> subprocess.CompletedProcess:
        environment = {
            "CANDOUR_OWNER_DATABASE_URL": demo.databases.casework_owner_url,
            "CANDOUR_OWNER_COLLECTOR_KEY": "unused.key",
            "CANDOUR_OWNER_PUBLIC_URL": "https://casework.example",
        }
        line = [sys.executable, "-m", "casework", *words]
        return subprocess.run(line, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)

    done = types("reset", "deputy")
    assert done.returncode == 0, done.stderr
    assert len(re.findall(r"https://casework\.example/join#[0-9a-f]{64}", done.stdout)) == 1
    assert folder.hex()[:8] in done.stdout
    left = types("leave", "reviewer")
    assert "can open nothing from now on" in left.stdout
    assert "tender" not in done.stdout + left.stdout
    assert types("leave", "nobody").returncode == 1
