"""Where the demonstration keeps its things. Standard library only, for `make demo-clean`."""

import os
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
SUPERUSER: Final = 0


def folder() -> Path:
    """`$CANDOUR_VAR`, or `var/demo`, or as root a place the database's user may enter."""
    if chosen := os.environ.get("CANDOUR_VAR"):
        return Path(chosen)
    if os.geteuid() == SUPERUSER and not everyone_may_enter(ROOT):
        return Path("/var/lib/candour-demo")
    return ROOT / "var" / "demo"


def everyone_may_enter(path: Path) -> bool:
    """Whether a user who owns nothing may reach `path`."""
    return all(parent.stat().st_mode & 0o001 for parent in [path, *path.resolve().parents])
