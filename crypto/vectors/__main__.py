"""`python -m crypto.vectors` writes every vector anew; what is random by nature differs each time."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from crypto.vectors import council, letters, simple, staff
from crypto.vectors.case import Case

FILES: Final[Mapping[str, Callable[[], list[Case]]]] = {
    "document": simple.documents,
    "frame": simple.frames,
    "context": simple.contexts,
    "padding": simple.paddings,
    "tree": simple.trees,
    "body": simple.bodies,
    "seeds": simple.seeds,
    "wrap": simple.wraps,
    "code": simple.codes,
    "root": council.roots,
    "keyring": council.keyrings,
    "report": letters.reports,
    "item": letters.items,
    "replies": letters.replies,
    "replies_hostile": letters.hostile_replies,
    "message": letters.messages,
    "identity": letters.identities,
    "files": letters.files,
    "vault": staff.vaults,
    "ledger": staff.ledgers,
}

if __name__ == "__main__":
    for name, cases in FILES.items():
        text = json.dumps(cases(), ensure_ascii=True, indent=0, sort_keys=True)
        Path(__file__).with_name(f"{name}.json").write_text(text + "\n", encoding="ascii")
        print(f"{name}.json: {len(text):,} bytes")
