"""The next key of a folder, after somebody has left it."""

import pytest

from crypto.deposit import parse_item_frame
from crypto.errors import CannotOpen
from crypto.note import open_note
from tests.casework.acting import TODAY, b64, post, raw
from tests.casework.keeping import (
    all_seeds,
    bars,
    fetched,
    grants,
    ledger_of,
    opens_folder,
    reads,
    revokes,
    rolls,
    seals_roll,
    writes_note,
)


@pytest.fixture
def case(monitoring_officer, deputy) -> bytes:
    folder = opens_folder(monitoring_officer, to=[deputy])
    assert writes_note(monitoring_officer, folder, "Before").status_code == 201
    return folder


def due(actor, folder: bytes) -> bool:
    return actor.client.get(f"/api/folders/{folder.hex()}/access").json["roll_due"]


def test_after_somebody_left_what_comes_is_sealed_to_a_key_they_never_had(case, monitoring_officer, deputy):
    held = all_seeds(deputy, case)
    assert due(monitoring_officer, case) is False
    assert revokes(monitoring_officer, case, deputy).status_code == 201
    assert due(monitoring_officer, case) is True
    assert rolls(monitoring_officer, case).status_code == 201
    assert due(monitoring_officer, case) is False
    assert writes_note(monitoring_officer, case, "After").status_code == 201

    assert {each.note.value for each in reads(monitoring_officer, case)} == {"Before", "After"}
    items = [raw(each["item"]) for each in fetched(monitoring_officer, case)["items"]]
    assert [opens_with(monitoring_officer, case, item, held) for item in items].count(True) == 1


def opens_with(actor, folder: bytes, frame: bytes, seeds) -> bool:
    try:
        open_note(actor.instance, folder, seeds, actor.keyring(), parse_item_frame(frame))
    except CannotOpen:
        return False
    return True


def test_somebody_let_in_after_a_roll_reads_what_was_sealed_before_it(demo, case, monitoring_officer, deputy):
    revokes(monitoring_officer, case, deputy)
    rolls(monitoring_officer, case)
    assert grants(monitoring_officer, case, deputy).status_code == 201
    assert [each["epoch"] for each in fetched(deputy, case)["wraps"]] == [2]
    assert {each.note.value for each in reads(deputy, case)} == {"Before"}


def test_of_two_who_roll_at_once_the_second_is_told_and_nothing_is_overwritten(
    case, monitoring_officer, deputy
):
    mine, _ = seals_roll(monitoring_officer, case, stay=[deputy])
    theirs, _ = seals_roll(deputy, case, stay=[monitoring_officer])
    path = f"/api/folders/{case.hex()}/rolls"
    assert post(deputy.client, path, theirs).status_code == 201
    assert post(monitoring_officer.client, path, mine).status_code == 409
    assert ledger_of(monitoring_officer, case).epoch == 2
    assert {each.note.value for each in reads(monitoring_officer, case)} == {"Before"}


def test_a_roll_drops_no_colleague_and_keeps_nobody_who_left(case, monitoring_officer, deputy):
    assert rolls(monitoring_officer, case).status_code == 400
    bars(monitoring_officer, case, deputy)
    assert rolls(monitoring_officer, case, stay=[deputy]).status_code == 400
    assert rolls(monitoring_officer, case).status_code == 201


def test_a_roll_with_a_seed_chain_of_elsewhere_is_refused(case, monitoring_officer, deputy):
    body, _ = seals_roll(monitoring_officer, case, stay=[deputy])
    chain = raw(body["chain"])
    for at in (10, 30, 38):
        wrong = bytearray(chain)
        wrong[at] ^= 1
        answer = post(
            monitoring_officer.client,
            f"/api/folders/{case.hex()}/rolls",
            {**body, "chain": b64(bytes(wrong))},
        )
        assert answer.status_code == 400
    assert ledger_of(deputy, case).epoch == 1


def test_time_that_has_run_out_asks_for_a_roll_too(case, demo, monitoring_officer, deputy):
    grants(monitoring_officer, case, deputy, until=TODAY)
    assert due(monitoring_officer, case) is False
    stays = rolls(monitoring_officer, case, stay=[deputy])
    assert stays.status_code == 201
    assert [each["epoch"] for each in fetched(deputy, case)["wraps"]] == [1, 2]
    with demo.owner.begin() as connection:
        kept = connection.exec_driver_sql(
            "select until from casework.wraps where holder = %s order by epoch", (deputy.kid(),)
        ).scalars()
        assert list(kept) == [TODAY, TODAY]
