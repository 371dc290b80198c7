"""Recovery codes: ten, each once, instead of the six digits and never instead of the passphrase."""

import psycopg
import pytest

from crypto.context import UNROOTED, sha256
from crypto.vault import recovery_code
from tests.casework.acting import ORIGIN, Actor, b64
from tests.casework.sql import sql_as

CODES = [f"{number}0000000000abcde"[:16] for number in range(10)]


def hashes(actor: Actor, codes=CODES) -> list[str]:
    return [sha256(recovery_code(UNROOTED, actor.officer.oid, code)).hex() for code in codes]


def renews(actor: Actor, **changes: object):
    body = {"hashes": hashes(actor), "by": "", "by_auth_key": b64(actor.auth_key()), **changes}
    return actor.client.put("/api/recovery-codes", json=body, headers={"Origin": ORIGIN})


def left(actor: Actor) -> int:
    return actor.client.get("/api/recovery-codes").json["left"]


@pytest.fixture
def prepared(deputy) -> Actor:
    """The deputy, with ten codes on paper."""
    assert left(deputy) == 0
    assert renews(deputy).status_code == 204
    assert left(deputy) == 10
    return deputy


def test_a_code_opens_a_session_once_however_it_is_written(demo, prepared):
    written = "-".join(CODES[0][at : at + 4] for at in range(0, 16, 4)).upper().replace("0", "O")
    assert demo.actor("deputy").tries(code=written).status_code == 200
    assert demo.actor("deputy").tries(code=written).status_code == 401
    assert left(prepared) == 9
    told = prepared.client.get("/api/sessions").json["sessions"]
    assert {each["how"] for each in told} == {"passphrase", "recovery"}


def test_a_code_is_nothing_without_the_passphrase_or_for_somebody_else(demo, prepared):
    assert demo.actor("deputy").tries(code=CODES[0], auth_key=bytes(32)).status_code == 401
    assert demo.actor("reviewer").tries(code=CODES[0]).status_code == 401
    assert demo.actor("deputy").tries(code="0123456789abcdef").status_code == 401
    assert left(prepared) == 10


def test_new_codes_end_the_old_ones(demo, prepared):
    others = [code[::-1] for code in CODES]
    assert renews(prepared, hashes=hashes(prepared, others)).status_code == 204
    assert demo.actor("deputy").tries(code=CODES[0]).status_code == 401
    assert demo.actor("deputy").tries(code=others[0]).status_code == 200


def test_a_stolen_session_makes_no_codes(prepared):
    assert renews(prepared, by_auth_key=b64(bytes(32))).status_code == 409
    assert left(prepared) == 10


@pytest.mark.parametrize("wrong", [CODES[:9], [*CODES, "x" * 16], CODES[:9] + CODES[:1]])
def test_it_is_always_ten_different_codes(prepared, wrong):
    assert renews(prepared, hashes=hashes(prepared, wrong)).status_code == 400


def test_only_hashes_are_kept_and_nobody_reads_them_back(demo, prepared):
    with demo.owner.begin() as owner:
        kept = owner.exec_driver_sql("select hash from casework.recovery_codes").scalars().all()
    assert {bytes(each).hex() for each in kept} == set(hashes(prepared))
    with sql_as(demo, prepared) as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute("select hash from casework.recovery_codes")


def test_a_copied_hash_opens_nothing(demo, prepared):
    """Whoever reads the table cannot show what it was made from."""
    oid, stolen = prepared.officer.oid, bytes.fromhex(hashes(prepared)[0])
    with demo.owner.begin() as owner:
        proof = owner.exec_driver_sql("select proof from casework.accounts where oid = %s", (oid,)).scalar()
    with psycopg.connect(demo.databases.casework_web_url.replace("+psycopg", "")) as web:
        door = "select casework.open_session_by_recovery_code(%s, %s, %s, %s)"
        assert web.execute(door, [oid, proof, stolen, bytes(32)]).fetchone() == (False,)
