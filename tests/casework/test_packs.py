"""Packs: what HR, investigators and lawyers get instead of the letter, and what stays closed to them."""

import secrets
from datetime import timedelta

import pytest
from psycopg.errors import InsufficientPrivilege

from crypto.errors import CannotOpen
from crypto.ledger import sign_event
from crypto.names import FolderId, Kid
from crypto.wrap import unwrap_folder_seed
from tests.casework.acting import TODAY, Actor, b64, declares, post, raw
from tests.casework.casing import Case, begins_case
from tests.casework.keeping import (
    Draft,
    bars,
    fetched,
    grants,
    ledger_of,
    reads,
    revokes,
    writes_field,
    writes_note,
)
from tests.casework.sql import folder_tables, rows, session_of, sql
from tests.casework.test_grants import becomes

LETTER = "The manager told me to skip the references of her cousin"
WORDS = "References of new staff are not asked for."
ALLEGATION = ["safer_recruitment_dbs", "hr_disciplinary", "non_criminal", "no", "b"]
ABOUT_HR = [*ALLEGATION[:3], "yes", "b"]


@pytest.fixture
def report(demo, reporter, monitoring_officer) -> bytes:
    folder = reporter.reports(LETTER)
    demo.carry()
    return folder


@pytest.fixture
def case(report, monitoring_officer) -> Case:
    made = begins_case(monitoring_officer, report)
    assert made.answers(monitoring_officer, "allegation_1", ALLEGATION, WORDS).status_code == 201
    assert made.answers(monitoring_officer, "allegation_2", ABOUT_HR, "HR looked away.").status_code == 201
    return made


@pytest.fixture
def hr(demo, case):
    """The reviewer, who is the HR lead from now on and can open no report."""
    actor = demo.actor("reviewer").signs_in()
    becomes(demo, actor, "hr_lead")
    return actor


def makes_pack(actor: Actor, case: Case, *, kind="pack", purpose="hr-allegation", allegations=(), barred=()):
    """The folder, and the server's answer."""
    draft = Draft.of(actor, kind=kind, barred=barred)
    event = b64(sign_event(actor.instance, draft.event, actor.officer.sseed))
    wraps = [b64(each) for each in draft.wraps()]
    body = {
        "kind": kind,
        "purpose": purpose,
        "allegations": list(allegations),
        "event": event,
        "wraps": wraps,
    }
    return draft.folder, post(actor.client, f"/api/cases/{case.folder.hex()}/packs", body)


@pytest.fixture
def pack(monitoring_officer, case, hr) -> bytes:
    """For HR, with the words of the first allegation."""
    folder, answer = makes_pack(monitoring_officer, case, allegations=["allegation_1"])
    assert answer.status_code == 201, answer.text
    assert writes_field(monitoring_officer, folder, "allegation_1", WORDS).status_code == 201
    assert grants(monitoring_officer, folder, hr, purpose="hr-allegation").status_code == 201
    return folder


def held(actor: Actor) -> dict[str, str]:
    """What is open to somebody, or waits, by its id."""
    answer = actor.client.get("/api/folders")
    assert answer.status_code == 200, answer.text
    return {each["folder"]: each["standing"] for each in answer.json["folders"]}


def test_hr_reads_its_pack_and_nothing_of_the_letter(demo, pack, hr, report, case):
    assert held(hr)[pack.hex()] == "declare"
    assert [each.note.value for each in reads(hr, pack)] == [WORDS]
    assert held(hr) == {pack.hex(): "open"}
    for path in (f"reports/{report.hex()}", f"reports/{report.hex()}/thread", "inbox", "queue/waiting/0"):
        assert hr.client.get(f"/api/{path}").status_code == 403
    for folder in (report, case.folder):
        assert hr.client.get(f"/api/folders/{folder.hex()}").status_code == 404
        assert hr.client.get(f"/api/cases/{folder.hex()}").status_code == 403
        with sql(demo, "casework_web", session_of(hr)) as web:
            assert {table for table in folder_tables(demo) if rows(web, table, folder)} == set()


def test_no_key_of_hr_opens_the_case_even_if_the_server_gave_every_wrap(pack, hr, case, monitoring_officer):
    pk_hash = ledger_of(monitoring_officer, case.folder).pk_hashes[1]
    [wrap] = fetched(monitoring_officer, case.folder)["wraps"]
    place = (hr.instance, FolderId(case.folder), 1, Kid(bytes.fromhex(wrap["id"])), pk_hash)
    unwrap_folder_seed(*place, monitoring_officer.officer.xseed, raw(wrap["wrap"]))
    with pytest.raises(CannotOpen):
        unwrap_folder_seed(*place, hr.officer.xseed, raw(wrap["wrap"]))


def test_hr_adds_a_note_and_rewrites_nothing(pack, hr, monitoring_officer):
    reads(hr, pack)
    assert writes_note(hr, pack, "We asked for the files of three people.").status_code == 201
    assert writes_field(hr, pack, "allegation_1", "Nothing to see", 2).status_code == 403
    seen = [each.note.value for each in reads(monitoring_officer, pack)]
    assert sorted(seen) == [WORDS, "We asked for the files of three people."]


def test_an_independent_person_gives_an_opinion_and_no_evidence(demo, case, monitoring_officer):
    reviewer = demo.actor("reviewer").signs_in()
    folder, _ = makes_pack(monitoring_officer, case, purpose="second-opinion")
    assert grants(monitoring_officer, folder, reviewer, purpose="second-opinion").status_code == 201
    assert reads(reviewer, folder) == []
    assert writes_note(reviewer, folder, "I looked around").status_code == 403
    assert writes_field(reviewer, folder, "opinion", "I agree").status_code == 201


def test_hr_is_never_let_into_a_pack_about_hr(case, monitoring_officer, hr):
    folder, answer = makes_pack(monitoring_officer, case, allegations=["allegation_1", "allegation_2"])
    assert answer.status_code == 201
    assert grants(monitoring_officer, folder, hr, purpose="hr-allegation").status_code == 400
    assert folder.hex() not in held(hr)


def test_whoever_leads_finds_packs_by_their_case_and_a_reader_does_not_learn_of_the_case(
    demo, pack, case, monitoring_officer, hr
):
    listed = monitoring_officer.client.get(f"/api/cases/{case.folder.hex()}/packs").json["packs"]
    assert [(each["pack"], each["kind"], each["purpose"]) for each in listed] == [
        (pack.hex(), "pack", "hr-allegation")
    ]
    assert held(monitoring_officer) == {}
    reads(hr, pack)
    with sql(demo, "casework_web", session_of(hr)) as web:
        assert web.execute("select count(*) from casework.case_packs").fetchone() == (0,)
    assert hr.client.get(f"/api/cases/{case.folder.hex()}/packs").status_code == 403


def test_a_pack_is_taken_away_at_once(pack, hr, monitoring_officer):
    reads(hr, pack)
    assert revokes(monitoring_officer, pack, hr).status_code == 201
    assert held(hr) == {}
    assert hr.client.get(f"/api/folders/{pack.hex()}").status_code == 404


def test_whoever_a_case_bars_is_barred_from_its_packs(case, monitoring_officer, hr, deputy):
    assert bars(monitoring_officer, case.folder, deputy).status_code == 201
    _, forgotten = makes_pack(monitoring_officer, case)
    folder, kept = makes_pack(monitoring_officer, case, barred=[deputy.officer.oid])
    assert (forgotten.status_code, kept.status_code) == (400, 201)
    assert grants(monitoring_officer, folder, deputy).status_code == 400


def test_a_pack_is_of_a_case_that_its_maker_can_open(case, monitoring_officer, deputy, hr):
    elsewhere = Case(FolderId(secrets.token_bytes(16)), None)
    assert makes_pack(deputy, case)[1].status_code == 404
    assert makes_pack(monitoring_officer, elsewhere)[1].status_code == 404
    assert makes_pack(hr, case)[1].status_code == 403
    for wrong in ({"kind": "case"}, {"kind": "report"}, {"allegations": ["allegation_3"]}):
        assert makes_pack(monitoring_officer, case, **wrong)[1].status_code == 400
    assert makes_pack(monitoring_officer, case, purpose="because")[1].status_code == 400


def test_a_lawyers_folder_is_for_somebody_from_outside_and_closed_to_hr(
    demo, case, monitoring_officer, deputy, hr
):
    folder, answer = makes_pack(monitoring_officer, case, kind="privileged", purpose="legal")
    assert answer.status_code == 201
    assert grants(monitoring_officer, folder, hr, purpose="legal").status_code == 400
    becomes(demo, deputy, "external_investigator")
    until = TODAY + timedelta(days=30)
    assert grants(monitoring_officer, folder, deputy, purpose="legal").status_code == 400
    assert grants(monitoring_officer, folder, deputy, purpose="legal", until=until).status_code == 201
    assert writes_note(monitoring_officer, folder, "Is it a breach of contract?").status_code == 201
    assert [each.note.value for each in reads(deputy, folder)] == ["Is it a breach of contract?"]
    [line] = [each for each in deputy.client.get("/api/folders").json["folders"] if each["until"]]
    assert (line["kind"], line["until"], line["asked"]) == ("privileged", until.isoformat(), False)


def test_somebody_who_declares_a_conflict_in_a_pack_is_shut_out_of_it(pack, hr):
    assert declares(hr.client, pack, "yes", "friendship").status_code == 201
    assert held(hr) == {}
    assert hr.client.get(f"/api/folders/{pack.hex()}").status_code == 404


def test_injected_sql_notes_no_pack_of_a_case_that_its_officer_cannot_open(demo, pack, case, hr):
    reads(hr, pack)
    note = "insert into casework.case_packs values (%s, %s, 'pack', 'legal', '{}', current_date)"
    with sql(demo, "casework_web", session_of(hr)) as web, pytest.raises(InsufficientPrivilege):
        web.execute(note, [pack, case.folder])
