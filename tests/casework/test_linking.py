"""Two reports, one case: linked by somebody who can open both, and neither reporter learns of the other."""

import pytest

from tests.casework.casing import acknowledged, begins_case
from tests.casework.keeping import reads


@pytest.fixture
def reporters(demo):
    demo.carry()
    return demo.reporter(), demo.reporter()


@pytest.fixture
def folders(demo, reporters) -> tuple[bytes, bytes]:
    sent = tuple(
        each.reports(words) for each, words in zip(reporters, ("The till is short", "So it is"), strict=True)
    )
    demo.carry()
    return sent


def linked(case, actor) -> set[str]:
    return {each["report"] for each in case.seen_by(actor)["reports"]}


def test_two_reports_become_one_case_and_each_keeps_its_own_replies(
    demo, reporters, folders, monitoring_officer
):
    first, second = folders
    case = acknowledged(monitoring_officer, first)
    demo.carry()
    before = reporters[1].mailbox()[0], reporters[0].mailbox()[1][0]
    assert case.links(monitoring_officer, second, "The same till.").status_code == 201
    assert linked(case, monitoring_officer) == {first.hex(), second.hex()}

    demo.carry()
    assert (reporters[1].mailbox()[0], reporters[0].mailbox()[1][0]) == before
    assert monitoring_officer.thread(second)["replies"] == []
    assert len(monitoring_officer.thread(first)["replies"]) == 1
    assert reads(monitoring_officer, case.folder)[-1].note.value == "The same till."


def test_a_move_tells_every_reporter_or_says_why_not(demo, folders, monitoring_officer):
    first, second = folders
    case = begins_case(monitoring_officer, first)
    case.links(monitoring_officer, second, "The same till.")
    case.records(
        monitoring_officer, conflicts=(["none_found"], None), harm_risk=(["minor", "past", "none"], None)
    )
    assert case.move(monitoring_officer, "acknowledge", "Thank you.").status_code == 400
    assert monitoring_officer.thread(first)["replies"] == []
    assert case.moves(monitoring_officer, "acknowledge", "Thank you.", silence="code_ended") == "acknowledged"


def test_a_report_has_one_case_and_is_freed_by_unlinking(folders, monitoring_officer):
    _, second = folders
    case, other = (begins_case(monitoring_officer, each) for each in folders)
    assert case.links(monitoring_officer, second, "The same till.").status_code == 409
    assert other.unlinks(monitoring_officer, second, "Linked instead.", version=1).status_code == 400
    assert linked(other, monitoring_officer) == {second.hex()}


def test_an_unlinked_report_can_have_a_case_again(folders, monitoring_officer):
    first, second = folders
    case = begins_case(monitoring_officer, first)
    case.links(monitoring_officer, second, "The same till.")
    assert case.unlinks(monitoring_officer, second, "Another till.", version=2).status_code == 201
    assert linked(case, monitoring_officer) == {first.hex()}
    assert case.unlinks(monitoring_officer, second, "Again.", version=3).status_code == 404
    begins_case(monitoring_officer, second)


def test_nobody_links_what_they_cannot_open(demo, folders, monitoring_officer, deputy):
    left_out = demo.reporter().reports("It is the deputy", leaving_out=[deputy.officer])
    demo.carry()
    case = begins_case(deputy, folders[0])
    assert case.links(deputy, left_out, "The same till.").status_code == 404
    assert case.links(deputy, bytes(16), "Nothing.").status_code == 404


def test_a_report_that_leaves_somebody_out_waits_until_the_case_bars_them(
    demo, folders, monitoring_officer, deputy
):
    left_out = demo.reporter().reports("It is the deputy", leaving_out=[deputy.officer])
    demo.carry()
    shared = begins_case(monitoring_officer, folders[0], to=[deputy])
    assert shared.links(monitoring_officer, left_out, "The same till.").status_code == 400
    barred = begins_case(monitoring_officer, folders[1], barred=[deputy.officer.oid])
    assert barred.links(monitoring_officer, left_out, "The same till.").status_code == 201
