"""A letter to the chief executive: entered for the officers, never read again by whoever entered it."""

from dataclasses import dataclass

import psycopg
import pytest

from casework.access_matrix import Role, Thing, access
from casework.permissions import EVERYBODY, PERMISSIONS, Permission
from crypto.context import sha256
from crypto.deposit import parse_item_frame
from crypto.ledger import Act, Event, sign_event
from crypto.names import FolderId
from crypto.note import Note, seal_note
from crypto.seeds import exchange_public
from crypto.signed import Signed
from tests.casework.acting import TODAY, Actor, b64, post, raw
from tests.casework.casing import Case
from tests.casework.keeping import Draft, reads, rolls, wrap_frame
from tests.casework.sql import session_of, sql

WORDS = "They start work before anybody has asked for a reference."
CODES = ["paper", TODAY.isoformat()]


@dataclass
class Office:
    """The chief executive's, with one letter in hand."""

    actor: Actor
    to: tuple[Actor, ...]

    def drafts(self) -> tuple[Draft, dict]:
        """What its browser sends, and the folder's draft with the key that the browser then forgets."""
        draft = Draft.of(self.actor, to=self.to)
        opened = sign_event(self.actor.instance, draft.event, self.actor.officer.sseed)
        note = Note(self.actor.kid(), TODAY, "letter_1", WORDS)
        item = seal_note(
            self.actor.instance,
            FolderId(draft.folder),
            "field",
            note,
            folder_pk=exchange_public(draft.seed),
            sseed=self.actor.officer.sseed,
            seq=1,
        )
        added = self.signed(draft, 1, opened, Act.ADD, item=parse_item_frame(item).id, hash=sha256(item))
        gone = self.signed(draft, 2, added, Act.REVOKE, to=(self.actor.kid(),), purpose="work-done")
        words = {"item": b64(item), "event": b64(added)}
        wraps = [b64(each) for each in draft.wraps()]
        return draft, {
            "event": b64(opened),
            "wraps": wraps,
            "codes": CODES,
            "words": words,
            "leaving": b64(gone),
        }

    def signed(self, draft: Draft, seq: int, before: bytes, act: Act, **fields: object) -> bytes:
        place = {"seq": seq, "prev": Signed.unpack(before).hash, "by": self.actor.kid(), "on": TODAY}
        event = Event(folder=FolderId(draft.folder), act=act, **place, **fields)
        return sign_event(self.actor.instance, event, self.actor.officer.sseed)

    def enters(self, **changes: object):
        draft, body = self.drafts()
        return draft, post(self.actor.client, "/api/letters", {**body, **changes})


@pytest.fixture
def executive(demo) -> Actor:
    actor = demo.actor("reviewer").signs_in()
    with demo.owner.begin() as owner:
        owner.exec_driver_sql(
            "update casework.officers set role = 'chief_executive' where oid = %s", (actor.officer.oid,)
        )
    return actor


@pytest.fixture
def office(executive, monitoring_officer, deputy) -> Office:
    return Office(executive, (monitoring_officer, deputy))


def test_the_officers_read_the_letter_and_take_the_case_on(office, monitoring_officer):
    draft, answer = office.enters()
    assert answer.status_code == 201, answer.text
    case = Case(draft.folder, None)
    monitoring_officer.client.get(f"/api/cases/{case.folder.hex()}")
    [written] = reads(monitoring_officer, case.folder)
    assert (written.note.name, written.note.value) == ("letter_1", WORDS)
    listed = monitoring_officer.client.get("/api/queue/handovers").json["cases"]
    assert [each["folder"] for each in listed] == [case.folder.hex()]

    taken = case.hands_over(monitoring_officer, monitoring_officer, silence="no_way_back")
    assert taken.status_code == 201, taken.text
    assert monitoring_officer.client.get("/api/queue/handovers").json["cases"] == []


def test_whoever_entered_it_sees_no_row_of_it_again(demo, office, executive):
    draft, answer = office.enters()
    assert answer.status_code == 201
    for path in (f"/api/cases/{draft.folder.hex()}", f"/api/folders/{draft.folder.hex()}", "/api/inbox"):
        assert executive.client.get(path).status_code == 403
    with sql(demo, "casework_web", session_of(executive)) as web:
        for table in ("cases", "items", "folders", "wraps", "case_answers", "events", "exclusions"):
            assert web.execute(f"select count(*) from casework.{table}").fetchone() == (0,), table


def test_not_even_a_wrap_that_somebody_makes_by_hand_opens_it_to_them_again(
    demo, office, executive, monitoring_officer
):
    draft, _ = office.enters()
    wrap = wrap_frame(executive, draft.folder, 1, executive.kid(), draft.seed)
    with psycopg.connect(demo.databases.admin_url("casework").replace("+psycopg", "")) as admin:
        admin.execute("update casework.wraps set live = true where wrap is not null")
    assert wrap
    with sql(demo, "casework_web", session_of(executive)) as web:
        assert web.execute("select count(*) from casework.items").fetchone() == (0,)
    monitoring_officer.client.get(f"/api/cases/{draft.folder.hex()}")
    assert reads(monitoring_officer, draft.folder)


def test_whoever_entered_it_cannot_stay(demo, office, executive, monitoring_officer):
    _, body = office.drafts()
    stays = {**body, "leaving": body["words"]["event"]}
    assert post(executive.client, "/api/letters", stays).status_code == 400
    draft, body = office.drafts()
    other = office.signed(
        draft,
        2,
        raw(body["words"]["event"]),
        Act.REVOKE,
        to=(monitoring_officer.kid(),),
        purpose="work-done",
    )
    assert post(executive.client, "/api/letters", {**body, "leaving": b64(other)}).status_code == 400
    with demo.owner.begin() as owner:
        assert owner.exec_driver_sql("select count(*) from casework.cases").scalar() == 0, "nothing was kept"


def test_a_letter_for_nobody_is_refused(executive):
    _, answer = Office(executive, ()).enters()
    assert answer.status_code == 400


@pytest.mark.parametrize("codes", [[], ["web", "2026-01-01"], ["paper", "2999-01-01"], ["paper"]])
def test_a_letter_came_in_one_of_four_ways_on_a_day_that_has_come(office, codes):
    assert office.enters(codes=codes)[1].status_code == 400


def test_the_officers_give_it_a_new_key(office, monitoring_officer, deputy):
    draft, _ = office.enters()
    monitoring_officer.client.get(f"/api/cases/{draft.folder.hex()}")
    assert rolls(monitoring_officer, draft.folder, stay=[deputy]).status_code == 201


def test_whoever_leads_cases_begins_one_instead(monitoring_officer, deputy):
    _, answer = Office(monitoring_officer, (deputy,)).enters()
    assert answer.status_code == 400


def test_the_role_may_enter_letters_and_nothing_else():
    assert PERMISSIONS[Role.CHIEF_EXECUTIVE] == EVERYBODY | {Permission.LETTER_ENTER}
    assert [thing for thing in Thing if access(Role.CHIEF_EXECUTIVE, thing)] == [Thing.LETTERS]
