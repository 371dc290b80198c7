"""The lists of roles in the officers' scripts say what the access matrix says."""

import re

from casework.access_matrix import Role
from casework.permissions import PERMISSIONS, Permission
from casework.purposes import LONGEST, may_hold, may_write
from config.home import ROOT

KEEPER = ROOT / "casework" / "browser" / "keeper"


def listed(file: str, name: str) -> set[str]:
    """The roles that stand in a constant of one script."""
    text = (KEEPER / file).read_text(encoding="utf-8")
    said = re.search(rf"const {name} = (.*?);\n", text, re.DOTALL)[1]
    return set(re.findall(r"'([a-z_]+)'", said)) & set(Role)


def who_may(permission: Permission) -> set[str]:
    return {role for role in Role if permission in PERMISSIONS[role]}


def test_whoever_leads_cases_is_the_same_on_both_sides():
    assert listed("cases.mjs", "LEADS") == who_may(Permission.CASE_READ)


def test_whoever_may_makes_packs():
    assert listed("packs.mjs", "MAKERS") == who_may(Permission.PACK_MAKE)


def test_packs_are_offered_to_roles_that_may_hold_one_and_for_as_long_as_they_may():
    recipients = listed("packs.mjs", "RECIPIENTS")
    leads = listed("cases.mjs", "LEADS")
    independent = {Role.INDEPENDENT_PERSON}  # asked for a second opinion, by a pack of its own
    assert recipients == {role for role in Role if may_hold("pack", role)} - leads - independent
    text = (KEEPER / "packs.mjs").read_text(encoding="utf-8")
    days = {role: int(found) for role, found in re.findall(r"\['([a-z_]+)', (\d+)\]", text)}
    assert days == {role: longest.days for role, longest in LONGEST.items()}


def test_the_list_of_what_is_open_is_asked_for_whoever_may_read_it():
    readers = listed("held.mjs", "READERS") | listed("cases.mjs", "LEADS")
    assert readers == who_may(Permission.FOLDER_READ)
    assert listed("held.mjs", "ONLY_READ") == {each for each in readers if not may_write(each, None)}


def test_roles_without_reports_have_a_desk_without_them_and_auditors_a_page():
    assert listed("inbox.mjs", "WITHOUT_REPORTS") == set(Role) - who_may(Permission.REPORT_LIST)
    leads = who_may(Permission.CASE_READ)
    assert listed("inbox.mjs", "AUDITORS") == who_may(Permission.LEDGER_READ) - leads
