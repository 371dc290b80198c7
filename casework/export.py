"""All ledgers in one file, to be checked elsewhere: events, keyrings, signed heads; no word and no key."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Connection

from casework.store import documents
from casework.store import heads as store
from casework.store.heads import LedgerRow

VERSION: Final = 1


def export_ledgers(connection: Connection, *, today: date) -> str:
    """The file's text: everything for the owner's login, for an officer's what they may read."""
    days = [
        {**asdict(day), "entries": [asdict(head) for head in store.moved(connection, day.on_day)]}
        for day in store.days(connection)
    ]
    rows = groupby(store.ledgers(connection), key=lambda row: row.folder)
    whole = {
        "v": VERSION,
        "made_on": today,
        "roots": documents.frames(connection, "root"),
        "keyrings": documents.frames(connection, "keyring"),
        "ledgers": [{"folder": folder, "events": _events(events)} for folder, events in rows],
        "heads": days,
    }
    return json.dumps(whole, default=_plain, indent=0, sort_keys=True) + "\n"


def _events(rows: Iterable[LedgerRow]) -> list[dict[str, Any]]:
    return [{key: each for key, each in asdict(row).items() if key != "folder"} for row in rows]


def _plain(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else str(value.isoformat())
