# ruff: noqa: T201 - it speaks to a terminal
"""`python -m casework recovery …`: making a group, and recovering folders with it."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from casework.errors import NotThere, Taken
from casework.recovery import group, registering
from config.database import engine
from config.settings import OwnerSettings, load
from crypto.errors import CandourError
from crypto.keyring import Title

DEFAULT_THRESHOLD: Final = 3
MADE: Final = """Made the key of “{title}” and split it. Any {threshold} of these {count} shares together open
what the group may open. The key itself is kept nowhere.

1. Holders must not be one another's subordinates. A share that somebody can be told to hand over
   protects nobody.
2. Print each share on a printer without a network, or copy it by hand. Check every word.
   Each holder seals theirs and keeps it away from the others.
3. Then destroy the files: shred -u {folder}/share-*
   Best is a computer without a network and a folder in memory (/dev/shm): switch it off afterwards.
4. Take {folder}/group.json to the casework host:
   python -m casework recovery register group.json

When all officers' keys are lost, and more than {spare} shares as well, the reports are lost for good.
Nobody can help then.
"""


def add_parser(parser: ArgumentParser) -> None:
    """Every `recovery` command, each with its own help."""
    steps = parser.add_subparsers(dest="step", required=True)
    making = steps.add_parser("make", help="offline: make a group's key, split among its holders")
    making.add_argument("folder", type=Path, help="where to write group.json and a file for each share")
    making.add_argument("--title", required=True, help="what reporters read, such as “Recovery group”")
    making.add_argument("--title-cy", help="the same in Welsh; else as in English")
    making.add_argument("--holder", action="append", required=True, help="a user name; once for each holder")
    making.add_argument(
        "--threshold", type=int, default=DEFAULT_THRESHOLD, help="shares needed; 3 if not said"
    )
    registering_ = steps.add_parser("register", help="put a group on the next keyring")
    registering_.add_argument("group", type=Path, help="group.json")
    registering_.add_argument("--replaces", help="the English title of the group in whose place it comes")


def recovery(chosen: Namespace) -> int:
    """Run one of them; a refusal is one line and ends with 1."""
    try:
        return STEPS[chosen.step](chosen)
    except (CandourError, NotThere, Taken, OSError) as reason:
        raise SystemExit(f"Refused: {reason}.") from None


def make(chosen: Namespace) -> int:
    """Make a group and write its shares."""
    title = Title(chosen.title, chosen.title_cy or chosen.title)
    made = group.make(title, chosen.holder, chosen.threshold)
    for path in group.write(made, chosen.folder):
        print(f"  {path}")
    threshold, count = made.group.threshold, len(made.shares)
    values = {"threshold": threshold, "count": count, "spare": count - threshold}
    print(MADE.format(title=title.en, folder=chosen.folder, **values), end="")
    return 0


def register(chosen: Namespace) -> int:
    """Put a group on the list."""
    settings = load(OwnerSettings)
    read = group.Group.decode(chosen.group.read_bytes())
    with engine(settings.database_url.get_secret_value()).begin() as connection:
        registering.register(connection, read, replaces=chosen.replaces, today=_today())
    print(f"“{read.title.en}” stands on the next keyring: the custodians draft and sign it at /custody.")
    return 0


STEPS: Final[Mapping[str, Callable[[Namespace], int]]] = {"make": make, "register": register}


def _today() -> date:
    return datetime.now(UTC).date()
