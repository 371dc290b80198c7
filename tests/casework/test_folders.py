"""Folders that officers open: who sees them, what goes in, and what is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crypto.context import sha256
from crypto.errors import BadSignature
from crypto.ledger import Act
from crypto.seeds import new_seed
from tests.casework.acting import TODAY
from tests.casework.keeping import (
    Draft,
    fetched,
    ledger_of,
    next_event,
    opens_folder,
    reads,
    sealed_item,
    sends_item,
    wrap_frame,
    writes_field,
    writes_note,
)


@pytest.fixture
def reviewer(demo):
    return demo.actor("reviewer").signs_in()


@pytest.fixture
def case(monitoring_officer, deputy) -> bytes:
    """Opened by the Monitoring Officer, with a wrap for the deputy."""
    return opens_folder(monitoring_officer, to=[deputy])


def test_whoever_is_named_reads_what_was_put_in_and_nobody_else_sees_the_folder(
    case, monitoring_officer, deputy, reviewer
):
    assert writes_note(monitoring_officer, case, "Ring the finance team").status_code == 201
    assert writes_field(deputy, case, "summary", "Invoices paid twice").status_code == 201

    values = {(each.kind, each.note.value) for each in reads(deputy, case)}
    assert values == {("note", "Ring the finance team"), ("field", "Invoices paid twice")}
    assert reviewer.client.get(f"/api/folders/{case.hex()}").status_code == 404
    assert [event.act for event in ledger_of(deputy, case).events] == ["open", "add", "add"]


@pytest.mark.parametrize("kind", ["case", "pack", "privileged"])
def test_officers_open_each_kind_of_folder(monitoring_officer, kind):
    folder = opens_folder(monitoring_officer, kind=kind)
    assert fetched(monitoring_officer, folder)["kind"] == kind


@pytest.mark.parametrize("kind", ["report", "cabinet"])
def test_no_officer_opens_a_report(monitoring_officer, kind):
    assert Draft.of(monitoring_officer, kind=kind).sends().status_code == 400


def test_a_field_keeps_every_version_and_its_next_number_is_taken_once(case, monitoring_officer, deputy):
    assert writes_field(monitoring_officer, case, "decision", "Investigate").status_code == 201
    assert writes_field(deputy, case, "decision", "No, redirect", seq=1).status_code == 409
    assert writes_field(deputy, case, "decision", "Redirect", seq=2).status_code == 201
    assert writes_field(deputy, case, "decision", "Skip one", seq=4).status_code == 409

    values = [(each.seq, each.note.value) for each in reads(monitoring_officer, case)]
    assert values == [(1, "Investigate"), (2, "Redirect")]
    assert len(ledger_of(deputy, case).events) == 3


def test_a_folder_whose_wraps_are_not_exactly_its_events_is_refused(monitoring_officer, deputy, reviewer):
    draft = Draft.of(monitoring_officer, to=[deputy])
    ghost = wrap_frame(monitoring_officer, draft.folder, 1, reviewer.kid(), draft.seed)
    elsewhere = wrap_frame(monitoring_officer, bytes(16), 1, deputy.kid(), draft.seed)
    later = wrap_frame(monitoring_officer, draft.folder, 2, deputy.kid(), draft.seed)
    wraps = draft.wraps()
    for given in (
        wraps[:1],
        [*wraps, ghost],
        [*wraps, wraps[0]],
        [wraps[0], elsewhere],
        [wraps[0], later],
        [],
    ):
        assert draft.sends(given).status_code == 400
    assert draft.sends().status_code == 201


def test_a_folder_is_opened_by_one_of_its_holders_who_is_not_barred(monitoring_officer, deputy):
    draft = Draft.of(monitoring_officer, to=[deputy])
    without = replace(draft, event=replace(draft.event, to=(deputy.kid(),)))
    barred = replace(draft, event=replace(draft.event, barred=(deputy.officer.oid,)))
    anothers = replace(draft, event=replace(draft.event, by=deputy.kid()))
    yesterday = replace(draft, event=replace(draft.event, on=TODAY - timedelta(days=1)))
    assert [each.sends().status_code for each in (without, barred, anothers, yesterday)] == [
        400,
        400,
        400,
        409,
    ]


def test_a_folder_for_somebody_whom_no_keyring_names_is_refused(monitoring_officer):
    draft = Draft.of(monitoring_officer)
    ghost = replace(draft, event=replace(draft.event, to=(*draft.event.to, bytes(16))))
    assert ghost.sends(draft.wraps()).status_code == 400


def test_the_same_id_is_never_opened_twice(monitoring_officer, deputy):
    draft = Draft.of(monitoring_officer)
    assert draft.sends().status_code == 201
    theirs = replace(Draft.of(deputy), folder=draft.folder, seed=draft.seed)
    theirs.event = replace(theirs.event, folder=draft.folder, pk=draft.event.pk)
    assert theirs.sends().status_code in (400, 409)
    assert len(ledger_of(monitoring_officer, draft.folder).events) == 1


def test_an_item_whose_event_notes_another_or_another_act_is_refused(case, monitoring_officer):
    frame = sealed_item(monitoring_officer, case, "Ring", kind="note", name="", seq=0)
    other = next_event(monitoring_officer, case, Act.ADD, item=bytes(16), hash=sha256(frame))
    reading = next_event(monitoring_officer, case, Act.READ, item=bytes(16))
    for event in (other, reading):
        assert sends_item(monitoring_officer, case, frame, event=event).status_code == 400
    assert fetched(monitoring_officer, case)["items"] == []


@pytest.mark.parametrize("name", ["", "Free text", "Decision", None])
def test_a_fields_code_is_a_code_and_only_a_field_has_one(case, monitoring_officer, name):
    field = sealed_item(monitoring_officer, case, "x", kind="field", name=name or "", seq=1)
    assert sends_item(monitoring_officer, case, field, name=name).status_code == 400
    note = sealed_item(monitoring_officer, case, "x", kind="note", name="", seq=0)
    assert sends_item(monitoring_officer, case, note, name="decision").status_code == 400


def test_a_report_is_a_folder_too_and_takes_no_item_of_somebody_left_out(
    demo, reporter, monitoring_officer, deputy
):
    folder = reporter.reports("It is the deputy", leaving_out=[deputy.officer])
    demo.carry()
    assert fetched(monitoring_officer, folder)["kind"] == "report"
    assert deputy.client.get(f"/api/folders/{folder.hex()}").status_code == 404
    frame = sealed_item(deputy, folder, "x", kind="note", name="", seq=0, seed=new_seed())
    event = next_event(monitoring_officer, folder, Act.ADD, item=bytes(16), hash=sha256(frame))
    assert sends_item(deputy, folder, frame, event=event).status_code == 404


def test_an_item_that_the_server_made_is_never_content(case, monitoring_officer, deputy):
    """Anybody can seal to a folder: without a valid author's signature it is forged."""
    frame = sealed_item(deputy, case, "planted", kind="note", name="", seq=0, sseed=new_seed())
    assert sends_item(deputy, case, frame).status_code == 201
    with pytest.raises(BadSignature):
        reads(monitoring_officer, case)
