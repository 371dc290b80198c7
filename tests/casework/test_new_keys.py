"""A colleague gives folders again to an officer with a new key; a used group costs a folder its key."""

import pytest

from casework.recovery.group import make
from casework.store import documents
from crypto.chain import Ledger, verify_chain
from crypto.context import sha256
from crypto.frame import FrameType, pack
from crypto.keyring import Title
from crypto.ledger import Act
from crypto.names import FolderId, Seed
from crypto.root import read_root
from crypto.seeds import exchange_public, new_seed
from crypto.wrap import chain_seed, unwrap_folder_seed
from tests.casework.acting import Actor, b64, post, raw
from tests.casework.keeping import fetched, grants, wrap_frame
from tests.casework.recovering import (
    acts,
    asks,
    keyrings,
    loses_keys,
    opens,
    reads,
    signs_recoveries,
    submits,
    with_group,
)
from tests.casework.test_leaving import publishes, resets

TITLE = Title("Recovery group", "Grŵp adfer")
WORDS = {"what": "The tender was written by the winner"}


@pytest.fixture
def folder(demo, reporter) -> bytes:
    reported = reporter.reports(WORDS["what"])
    demo.carry()
    return reported


def _comes_back(demo, monitoring_officer) -> Actor:
    """The deputy was reset, joined anew, and the custodian signed the new keys."""
    newcomer = resets(demo, "deputy")
    assert newcomer.joins().status_code == 201
    publishes(monitoring_officer)
    return Actor(newcomer, newcomer.signs_in().client, demo.instance)


def test_a_colleague_gives_an_officer_with_a_new_key_the_folder_again(demo, folder, monitoring_officer):
    deputy = _comes_back(demo, monitoring_officer)
    assert deputy.inbox() == []

    answer = grants(monitoring_officer, folder, deputy, purpose="cover")

    assert answer.status_code == 201, answer.text
    assert reads(demo, deputy, folder) == WORDS
    assert acts(deputy, folder)[-1] == "grant"


def test_nobody_gives_a_folder_again_to_an_officer_whom_the_reporter_left_out(
    demo, reporter, deputy, monitoring_officer
):
    secret = reporter.reports("It is the deputy", leaving_out=[deputy.officer])
    demo.carry()
    reborn = _comes_back(demo, monitoring_officer)

    assert grants(monitoring_officer, secret, reborn, purpose="cover").status_code == 400
    assert reborn.client.get(f"/api/reports/{secret.hex()}").status_code == 404


def _ledger(demo, actor: Actor, folder: bytes) -> Ledger:
    with demo.owner.begin() as connection:
        roots = [read_root(each.document) for each in documents.published(connection, "root")]
    frames = [raw(each["frame"]) for each in actor.thread(folder)["events"]]
    return verify_chain(frames, demo.instance, FolderId(folder), keyrings(demo), roots=roots)


def _own_seed(demo, actor: Actor, folder: bytes) -> Seed:
    ledger, kid = _ledger(demo, actor, folder), actor.kid()
    sealed = next(
        raw(each["wrap"])
        for each in fetched(actor, folder)["wraps"]
        if (each["id"], each["epoch"]) == (kid.hex(), ledger.epoch)
    )
    of_epoch = (ledger.epoch, kid, ledger.pk_hashes[ledger.epoch])
    return unwrap_folder_seed(demo.instance, FolderId(folder), *of_epoch, actor.officer.xseed, sealed)


def _is_due(actor: Actor, folder: bytes) -> bool:
    return actor.client.get(f"/api/folders/{folder.hex()}/access").json["roll_due"]


def _rolls(demo, actor: Actor, folder: bytes, stay: list[bytes]):
    ledger, old, new = _ledger(demo, actor, folder), _own_seed(demo, actor, folder), new_seed()
    epoch, to = ledger.epoch + 1, tuple(sorted(stay))
    event = actor.event(folder, Act.ROLL, to=to, epoch=epoch, pk=sha256(exchange_public(new)))
    chained = chain_seed(demo.instance, FolderId(folder), epoch, old, new)
    chain = pack(FrameType.WRAP, folder, epoch.to_bytes(4, "big"), bytes(16), chained)
    wraps = [wrap_frame(actor, folder, epoch, holder, new) for holder in to]
    body = {"event": b64(event), "wraps": [b64(each) for each in wraps], "chain": b64(chain)}
    return post(actor.client, f"/api/folders/{folder.hex()}/rolls", body)


def test_a_folder_that_a_group_gave_back_gets_a_key_that_the_used_group_cannot_open(
    demo, monitoring_officer, tmp_path
):
    used = make(TITLE, ("deputy", "reviewer"), 2)
    with_group(demo, used)
    demo.carry()
    folder = demo.reporter().reports(WORDS["what"])
    demo.carry()
    deputy = loses_keys(demo, demo.actor("deputy").signs_in())
    asks(demo, tmp_path / "file", "deputy")
    submits(demo, opens(tmp_path / "file", used))
    signs_recoveries(monitoring_officer)
    demo.carry()
    with_group(demo, make(TITLE, ("deputy", "reviewer"), 2), replaces=TITLE.en)

    assert _is_due(deputy, folder)
    live = {each.kid for each in demo.keyring().officers}
    stay = [each for each in _ledger(demo, deputy, folder).members if each in live]
    answer = _rolls(demo, deputy, folder, stay)

    assert answer.status_code == 201, answer.text
    assert not _is_due(deputy, folder)
    rolled = _ledger(demo, deputy, folder)
    assert keyrings(demo)[1].recovery[0].rid not in rolled.members
    assert rolled.epoch == 2
    assert asks(demo, tmp_path / "again", "deputy", group=TITLE.en) == 0
