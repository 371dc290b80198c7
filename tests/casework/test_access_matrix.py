"""The access matrix: what it says, and that keyring and permissions say the same."""

import pytest

from casework.access_matrix import (
    COLUMNS,
    NOTHING,
    TABLE,
    Access,
    Role,
    Thing,
    access,
    holds_identity,
    read_table,
    receives,
    replies,
)
from casework.founding import read_invitee
from casework.permissions import CUSTODIANS, EVERYBODY, NEEDS, PERMISSIONS, Permission

ANYBODY = {role for column in COLUMNS.values() for role in column}
WORDS = set(Thing) - {Thing.AGGREGATES, Thing.AUDIT, Thing.ACCOUNTS, Thing.RETENTION}


def test_every_role_but_the_pure_custodian_has_a_column():
    assert set(Role) - ANYBODY == {Role.CUSTODIAN}
    assert all(access(Role.CUSTODIAN, thing) == NOTHING for thing in Thing)


def test_reports_are_sealed_to_the_monitoring_officer_the_deputy_and_the_independent_person():
    assert {role for role in Role if receives(role)} == {
        Role.MONITORING_OFFICER,
        Role.DEPUTY,
        Role.INDEPENDENT_PERSON,
    }


def test_only_the_two_of_them_and_an_assigned_triage_officer_answer_a_reporter():
    assert {role for role in Role if replies(role)} == {
        Role.MONITORING_OFFICER,
        Role.DEPUTY,
        Role.TRIAGE_OFFICER,
    }
    assert Access.OWN in access(Role.TRIAGE_OFFICER, Thing.MESSAGES)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER])
def test_whoever_runs_it_reads_nothing_that_was_written_in_a_case(role):
    assert all(access(role, thing) == NOTHING for thing in WORDS)


@pytest.mark.parametrize("role", [Role.HR_LEAD, Role.COUNTER_FRAUD_LEAD, Role.INVESTIGATOR])
def test_a_lead_or_investigator_gets_a_pack_and_never_the_letter(role):
    assert access(role, Thing.REPORT) == NOTHING
    assert access(role, Thing.PACK) == {Access.READ, Access.OWN}
    assert not PERMISSIONS[role] & {Permission.REPORT_LIST, Permission.REPORT_READ, Permission.REPLY_WRITE}


def test_nobody_reads_a_name_alone():
    for role in Role:
        assert access(role, Thing.IDENTITY) in (NOTHING, {Access.TWO_PERSON})
    assert {role for role in Role if holds_identity(role)} == {role for role in Role if receives(role)}


def test_every_permission_is_everybodys_a_custodians_or_asks_the_matrix():
    assert EVERYBODY | CUSTODIANS | set(NEEDS) == set(Permission)
    assert len(EVERYBODY) + len(CUSTODIANS) + len(NEEDS) == len(Permission)


@pytest.mark.parametrize("spoil", [("Ro", "Rx"), ("HRL/CFA", "CHAIR"), ("evidence", "rumours"), ("RW  ", "")])
def test_a_table_with_something_unknown_in_it_is_refused(spoil):
    with pytest.raises((KeyError, ValueError)):
        read_table(TABLE.replace(*spoil, 1))


def test_an_invitation_cannot_give_half_a_name_to_a_role_that_may_not_hold_it():
    written = {"name": "eve", "title": "HR lead", "role": "hr_lead", "identity": 2}
    with pytest.raises(ValueError, match="identity"):
        read_invitee(written)


def test_the_demonstrations_reviewer_reads_a_report_and_cannot_answer_it(demo, reporter, deputy):
    folder = reporter.reports("Something is wrong")
    demo.carry()
    reviewer = demo.actor("reviewer").signs_in()

    assert reviewer.opens(folder).report.answers == {"what": "Something is wrong"}
    assert reviewer.sends_reply(folder, reviewer.seals_reply(folder, "Hello")).status_code == 403
    assert deputy.sends_reply(folder, deputy.seals_reply(folder, "Hello")).status_code == 201
