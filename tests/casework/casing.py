"""Cases without a browser: what an officer's desk does with them, through casework's API."""

from dataclasses import dataclass
from datetime import date

from crypto.context import sha256
from crypto.deposit import parse_item_frame
from crypto.ledger import Act, sign_event
from crypto.names import FolderId
from crypto.signed import Signed
from tests.casework.acting import Actor, b64, post, raw
from tests.casework.keeping import Draft, fetched, next_event, opens_folder, sealed_item, writes_field

# What a whole record says, in the order in which a desk asks for it; words go with those that are not None.
RECORD = {
    "category": (["safer_recruitment_dbs", "competence_qualifications"], None),
    "service_area": (["children"], None),
    "subject_types": (["officer"], None),
    "channel": (["web"], None),
    "failures": (["b", "d"], None),
    "still_happening": (["yes"], None),
    "identity_risk": (["4-10", "no"], "Speak of information received; name no meeting."),
    "detriment_risk": (["yes", "no", "yes", "no"], "Their manager decides on their hours."),
    "prior_report": (["no"], None),
    "consulted": ([], "The head of internal audit, without names."),
    "decision": (["investigate"], "There is something that can be checked."),
}
TRIAGE = {
    "public_interest": (["yes", "yes", "yes", "yes", "no", "no", "pass"], "It is about our own recruitment."),
    "duty_referrals": (["no"] * 9, "Nobody at risk is named."),
    "allegation_1": (
        ["safer_recruitment_dbs", "hr_disciplinary", "non_criminal", "no", "b"],
        "References of new staff are not checked.",
    ),
}
HARM = (["moderate", "continuing", "some"], None)
CLEAR = (["none_found"], None)


@dataclass
class Case:
    """One case, as whoever holds it sees it; each verb answers the server's answer."""

    folder: bytes
    report: bytes | None

    def seen_by(self, actor: Actor) -> dict:
        answer = actor.client.get(f"/api/cases/{self.folder.hex()}")
        assert answer.status_code == 200, answer.text
        return answer.json

    def state(self, actor: Actor) -> str:
        return self.seen_by(actor)["state"]

    def gaps(self, actor: Actor, step: str) -> list[str]:
        return next(each["gaps"] for each in self.seen_by(actor)["steps"] if each["step"] == step)

    def steps(self, actor: Actor) -> set[str]:
        return {each["step"] for each in self.seen_by(actor)["steps"]}

    def answers(self, actor: Actor, name: str, codes: list[str], words: str | None = None, number=None):
        known = {each["name"]: each["number"] for each in self.seen_by(actor)["answers"]}
        next_number = known.get(name, 0) + 1
        sealed = None if words is None else self.sealed(actor, name, words, next_number)
        body = {"name": name, "number": number or next_number, "codes": codes, "words": sealed}
        return post(actor.client, f"/api/cases/{self.folder.hex()}/answers", body)

    def sealed(self, actor: Actor, name: str, words: str, version: int) -> dict:
        """Words for a field, with the ledger's event of them."""
        frame = sealed_item(actor, self.folder, words, kind="field", name=name, seq=version)
        noted = next_event(actor, self.folder, Act.ADD, item=parse_item_frame(frame).id, hash=sha256(frame))
        return {"item": b64(frame), "event": b64(noted)}

    def links(self, actor: Actor, report: bytes, why: str, *, version: int = 1, strength="same_matter"):
        actor.client.get(f"/api/reports/{report.hex()}")
        words = self.sealed(actor, "link_reason", why, version)
        body = {"report": report.hex(), "strength": strength, "words": words}
        return post(actor.client, f"/api/cases/{self.folder.hex()}/reports", body)

    def unlinks(self, actor: Actor, report: bytes, why: str, *, version: int):
        words = self.sealed(actor, "link_reason", why, version)
        address = f"/api/cases/{self.folder.hex()}/reports/{report.hex()}/unlink"
        return post(actor.client, address, {"words": words})

    def gives_opinion(self, of: Actor, pack: bytes, view: str, text: str = ""):
        if text:
            assert writes_field(of, pack, "opinion", text).status_code == 201
        return post(of.client, f"/api/cases/packs/{pack.hex()}/opinion", {"view": view})

    def records(self, actor: Actor, **tasks: tuple[list[str], str | None]) -> None:
        for name, (codes, words) in tasks.items():
            answer = self.answers(actor, name, codes, words)
            assert answer.status_code == 201, (name, answer.text)

    def move(self, actor: Actor, step: str, says: str | None = None, *, silence=None, number=None):
        """Move it, with one reply to its first report when something is said."""
        replies = [self.reply(actor, says)] if says else []
        at = number or self.seen_by(actor)["number"]
        body = {"step": step, "number": at, "replies": replies, "silence": silence}
        return post(actor.client, f"/api/cases/{self.folder.hex()}/moves", body)

    def reply(self, actor: Actor, text: str, report: bytes | None = None) -> dict:
        folder = report or self.report
        seq = len(actor.thread(folder)["replies"]) + 1
        frame = actor.seals_reply(folder, text, seq=seq)
        event = actor.event(folder, Act.ADD, item=parse_item_frame(frame).id, hash=sha256(frame))
        return {"report": folder.hex(), "item": b64(frame), "event": b64(event)}

    def changes_promise(self, actor: Actor, path: str, field: str, says: str | None = None, **said: object):
        """On hold, running again, or more time, with a reply when something is said."""
        names = [each["name"] for each in fetched(actor, self.folder)["items"]]
        replies = [self.reply(actor, says)] if says else []
        words = self.sealed(actor, field, "The police asked us to wait.", names.count(field) + 1)
        body = {"words": words, "replies": replies, "silence": None, **said}
        return post(actor.client, f"/api/cases/{self.folder.hex()}/{path}", body)

    def holds(self, actor: Actor, says: str | None = None, *, reason: str = "police_primacy", **said: object):
        return self.changes_promise(actor, "holds", "hold_reason", says, reason=reason, **said)

    def goes_on(self, actor: Actor, says: str | None = None, **said: object):
        return self.changes_promise(actor, "holds/end", "hold_reason", says, **said)

    def extends(self, actor: Actor, clock: str, until: date, says: str | None = None, **said: object):
        field, until_on = f"extension_{clock.lower()}", until.isoformat()
        return self.changes_promise(actor, "extensions", field, says, clock=clock, until=until_on, **said)

    def hands_over(self, actor: Actor, to: Actor, says: str | None = None, **said: object):
        """Give it another handler; whoever leads it takes themselves out with the same request."""
        seen, events = self.seen_by(actor), fetched(actor, self.folder)["events"]
        words = self.sealed(actor, "handover_reason", "They move to another office.", 1)
        leaving = None
        if seen["handler"] == actor.officer.oid.hex():
            place = {"seq": len(events) + 1, "prev": Signed.unpack(raw(words["event"])).hash}
            leaving = b64(
                next_event(actor, self.folder, Act.REVOKE, to=(actor.kid(),), purpose="work-done", **place)
            )
        replies = [self.reply(actor, says)] if says else []
        body = {"to": to.officer.oid.hex(), "number": seen["number"], "words": words, "leaving": leaving}
        body |= {"replies": replies, "silence": None, **said}
        return post(actor.client, f"/api/cases/{self.folder.hex()}/handovers", body)

    def clock(self, actor: Actor, clock: str) -> dict:
        return next(each for each in self.seen_by(actor)["clocks"] if each["clock"] == clock)

    def moves(self, actor: Actor, step: str, says: str | None = None, **choices: object) -> str:
        answer = self.move(actor, step, says, **choices)
        assert answer.status_code == 201, answer.text
        return answer.json["state"]

    def asks_opinion(self, actor: Actor, of: Actor, question: str) -> bytes:
        """A pack for the independent person; answers its folder."""
        pack = opens_folder(actor, kind="pack", to=[of])
        assert writes_field(actor, pack, "question", question).status_code == 201
        body = {"pack": pack.hex(), "of": of.officer.oid.hex()}
        answer = post(actor.client, f"/api/cases/{self.folder.hex()}/opinions", body)
        assert answer.status_code == 201, answer.text
        return pack


def drafts_case(actor: Actor, report: bytes | None, *, to=(), barred=()):
    """A case's folder for a report that was read, sent; answers the draft and the server's answer."""
    if report:
        actor.client.get(f"/api/reports/{report.hex()}")
    draft = Draft.of(actor, to=to, barred=barred)
    frame = sign_event(actor.instance, draft.event, actor.officer.sseed)
    wraps = [b64(each) for each in draft.wraps()]
    body = {"report": report.hex() if report else None, "event": b64(frame), "wraps": wraps}
    return draft, post(actor.client, "/api/cases", body)


def begins_case(actor: Actor, report: bytes | None, **choices: object) -> Case:
    draft, answer = drafts_case(actor, report, **choices)
    assert answer.status_code == 201, answer.text
    return Case(FolderId(draft.folder), report)


def acknowledged(actor: Actor, report: bytes, **choices: object) -> Case:
    """Begun, with a first look at harm, and its reporter thanked."""
    case = begins_case(actor, report, **choices)
    case.records(actor, conflicts=CLEAR, harm_risk=HARM)
    assert case.moves(actor, "acknowledge", "Thank you. We have opened your report.") == "acknowledged"
    return case


def assessed(actor: Actor, report: bytes, **choices: object) -> Case:
    """Everything recorded that assessment needs, not yet decided."""
    case = acknowledged(actor, report, **choices)
    case.records(actor, **RECORD)
    assert case.moves(actor, "assess") == "assessing"
    return case
