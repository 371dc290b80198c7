"""What the worker's login cannot put into a folder that an office recovers."""

import secrets

import pytest
from psycopg.errors import CheckViolation

from tests.casework.sql import sql

LAY = """
    insert into casework.recovery_requests values (%(folder)s, %(rid)s, current_date);
    insert into casework.recovery_events
        select folder, doc_hash, 'x' from casework.events where folder = %(folder)s and seq = 0;
    insert into casework.recovery_wraps values (%(folder)s, 2, %(kid)s, %(wrap)s)
"""
SHUT_OUT = "insert into casework.exclusions values (%s, %s, %s, current_date)"
FINISH = "select casework.finish_recovery(%s)"
HELD = "select count(*) from casework.wraps where folder = %s and epoch = 2"


@pytest.fixture
def laid_out(demo, reporter, deputy) -> bytes:
    """A report whose next key is wrapped to the deputy, its event in the ledger."""
    folder = reporter.reports("The lifts were never repaired")
    demo.carry()
    values = {"folder": folder, "rid": secrets.token_bytes(16), "kid": deputy.kid(), "wrap": bytes(1168)}
    with sql(demo, "casework_owner") as owner:
        for statement in LAY.split(";"):
            owner.execute(statement, values)
    return folder


@pytest.mark.parametrize("reason", ["left_out", "conflict"])
def test_recovering_lets_nobody_in_who_was_shut_out_meanwhile(demo, laid_out, deputy, reason):
    with sql(demo, "casework_owner") as owner:
        owner.execute(SHUT_OUT, [laid_out, deputy.officer.oid, reason])
    with sql(demo, "casework_worker") as worker, pytest.raises(CheckViolation, match="shut out"):
        worker.execute(FINISH, [laid_out])
    with sql(demo, "casework_owner") as owner:
        assert owner.execute(HELD, [laid_out]).fetchone() == (0,)


def test_recovering_lets_in_whoever_is_not(demo, laid_out):
    with sql(demo, "casework_worker") as worker:
        worker.execute(FINISH, [laid_out])
    with sql(demo, "casework_owner") as owner:
        assert owner.execute(HELD, [laid_out]).fetchone() == (1,)
