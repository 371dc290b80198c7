"""`python -m crypto.vectors [name …]` writes all vectors, or those named, anew; random ones differ."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from crypto.vectors import council, keys, ledgers, letters, notes, replies, simple, vaults
from crypto.vectors.case import Case

FILES: Final[Mapping[str, Callable[[], list[Case]]]] = {
    "document": simple.documents,
    "frame": simple.frames,
    "context": simple.contexts,
    "padding": simple.paddings,
    "tree": simple.trees,
    "body": keys.bodies,
    "seeds": keys.seeds,
    "wrap": keys.wraps,
    "code": keys.codes,
    "root": council.roots,
    "keyring": council.keyrings,
    "report": letters.reports,
    "item": letters.items,
    "note": notes.notes,
    "replies": replies.replies,
    "replies_hostile": replies.hostile_replies,
    "replies_authors": replies.hostile_authors,
    "message": letters.messages,
    "identity": letters.identities,
    "files": letters.files,
    "vault": vaults.vaults,
    "ledger": ledgers.ledgers,
}

LONG: Final = 2000


def share_long(cases: list[Case]) -> dict[str, Any]:
    """The file: long strings that occur more than once stand in `blobs`, and "@name" in their place."""
    counts = Counter(text for text in _strings(cases) if len(text) > LONG)
    names = {text: f"@{number}" for number, (text, times) in enumerate(counts.items()) if times > 1}
    return {"blobs": {name: text for text, name in names.items()}, "cases": _named(cases, names)}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)


def _named(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, list):
        return [_named(each, names) for each in value]
    if isinstance(value, dict):
        return {key: _named(each, names) for key, each in value.items()}
    return value


if __name__ == "__main__":
    for name in sys.argv[1:] or FILES:
        cases = FILES[name]
        text = json.dumps(share_long(cases()), ensure_ascii=True, indent=0, sort_keys=True)
        Path(__file__).with_name(f"{name}.json").write_text(text + "\n", encoding="ascii")
        print(f"{name}.json: {len(text):,} bytes")
