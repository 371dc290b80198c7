"""Vectors of what officers put into a folder."""

from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from crypto.deposit import ItemFrame, parse_item_frame
from crypto.names import ItemId, Seed
from crypto.note import Note, seal_note
from crypto.seeds import exchange_public
from crypto.vectors.case import Case, flipped, ok, refused
from crypto.vectors.cast import (
    COLLECTOR,
    DEPUTY,
    FORMER,
    INSTANCE,
    KEYRING,
    MONITORING,
    STRANGER,
    TODAY,
    seed,
    short,
)
from crypto.vectors.story import FOLDER


def notes() -> list[Case]:
    """What officers put into a folder, and what somebody else made or moved."""
    pk, old = exchange_public(seed("folder, second epoch")), seed("folder, first epoch")
    note = Note(MONITORING.kid, TODAY, "decision_reasons", "Invoices were paid twice – see Grŵp 2")

    def made(kind: str = "field", seq: int = 2, sseed: Seed = MONITORING.sseed, **parts: Any) -> ItemFrame:
        changed = replace(note, **parts)
        return parse_item_frame(
            seal_note(INSTANCE, FOLDER, kind, changed, folder_pk=pk, sseed=sseed, seq=seq)
        )

    def opening(frame: ItemFrame, **different: Any) -> dict[str, Any]:
        seeds = [seed("folder, second epoch"), old]
        known = {"iid": INSTANCE.iid, "folder": FOLDER, "seeds": seeds}
        return {**known, "keyring_document": KEYRING.document, "item": asdict(frame), **different}

    field = made()
    former: dict[str, Any] = {"by": FORMER.kid, "sseed": FORMER.sseed}
    bad = {
        "signed by a colleague": opening(made(sseed=DEPUTY.sseed)),
        "signed by the server": opening(made(sseed=COLLECTOR.sseed, by=COLLECTOR.kid)),
        "by an ended officer": opening(made(**former)),
        "by a stranger": opening(made(by=STRANGER.kid, sseed=STRANGER.sseed)),
        "in another folder": opening(field, folder=short("x")),
        "as another version": opening(replace(field, seq=3)),
        "under another id": opening(replace(field, id=ItemId(short("x")))),
        "as evidence": opening(replace(field, kind="evidence", seq=0)),
        "a field without a version": opening(replace(field, seq=0)),
        "a note with a version": opening(replace(made("note", 0), seq=1)),
        "flipped": opening(replace(field, body=flipped(field.body, 400))),
        "with an old key only": opening(field, seeds=[old]),
    }
    good = {
        "field": field,
        "note": made("note", 0),
        "evidence": made("evidence", 0),
        "by an officer who ended later": made("note", 0, **former, on=TODAY - timedelta(days=60)),
    }
    words = {"value": note.value, "field_name": note.name}
    return [
        *(ok(name, "open_note", **opening(frame), **words) for name, frame in good.items()),
        *(refused(name, "open_note", name, **case) for name, case in bad.items()),
    ]
