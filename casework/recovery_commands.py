# ruff: noqa: T201 - it speaks to a terminal
"""`python -m casework recovery …`: making a group, and recovering folders with it."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from casework.errors import NotThere, Taken
from casework.recovery import asking, conversation, files, group, laying_out, opening, registering
from config.database import engine
from config.settings import OwnerSettings, load
from crypto.errors import CandourError
from crypto.keyring import Title
from crypto.ledger import Event
from crypto.names import Kid, Seed
from crypto.recovery import join_shares

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
ASKED: Final = """Wrote {count} folders to {file}. There are no words of any report in it.

Carry it to a computer without a network that has this program, and bring the holders with their shares:
   python -m casework recovery open {file} result
"""
OPENED: Final = """Wrote new wraps of {count} folders to {result}.
The key was in memory only, and is gone. It was whole for a moment, so the group is used up.

Carry the file back to the casework host:
   python -m casework recovery submit {result}
"""
SUBMITTED: Final = """Laid out {count} folders. Custodians sign at /custody, then the worker puts them in.

The group is used up. Make a new one, register it in its place, and sign a new keyring.
Until then `python -m casework status` sounds an alarm.
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
    requesting = steps.add_parser("request", help="write down what the offline tool needs to recover folders")
    requesting.add_argument("file", type=Path, help="the file to write")
    requesting.add_argument("--to", action="append", required=True, help="a user name; once for each person")
    requesting.add_argument("--group", help="the group's English title, if there are several")
    which = requesting.add_mutually_exclusive_group(required=True)
    which.add_argument("--folder", action="append", help="the first 8 or more hex digits of a folder's id")
    which.add_argument("--all", action="store_true", help="every folder that the group holds")
    opening_ = steps.add_parser("open", help="offline: put shares together and make new wraps")
    opening_.add_argument("file", type=Path, help="what `request` wrote")
    opening_.add_argument("result", type=Path, help="the file to write")
    opening_.add_argument(
        "--share", type=Path, action="append", default=[], help="a holder's file; else typed"
    )
    opening_.add_argument("--demo", action="store_true", help="a demonstration, with a single custodian")
    submitting = steps.add_parser("submit", help="lay out for the custodians what `open` wrote")
    submitting.add_argument("result", type=Path, help="the file that `open` wrote")


def recovery(chosen: Namespace) -> int:
    """Run one of them; a refusal is one line and ends with 1."""
    try:
        return STEPS[chosen.step](chosen)
    except (CandourError, NotThere, Taken, OSError) as reason:
        raise SystemExit(f"Refused: {reason}.") from None
    except EOFError:
        raise SystemExit("Stopped: no more words came. Nothing was written.") from None


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


def request(chosen: Namespace) -> int:
    """Write the file for the offline tool."""
    settings = load(OwnerSettings)
    folders = None if chosen.all else tuple(chosen.folder)
    wanted = asking.Wanted(tuple(chosen.to), chosen.group, folders)
    with engine(settings.database_url.get_secret_value()).begin() as connection:
        asked, held = asking.ask(connection, wanted, today=_today())
        count = files.write_request(chosen.file, asked, held)
    print(ASKED.format(count=count, file=chosen.file), end="")
    return 0


def open_(chosen: Namespace) -> int:
    """Put the shares together, make new wraps, forget the key."""
    today = _today()
    asked, folders = files.read_request(chosen.file)
    trust = opening.Trust.verify(asked, today=today, least_threshold=1 if chosen.demo else 2)
    conversation.confirm_words(trust.words, input, print)
    shares = conversation.ask_for_shares(conversation.read_sheets(chosen.share), input, print)
    seed = join_shares(shares)
    opening.check_seed(trust, seed)
    given = Counter[Kid]()
    count = files.write_result(chosen.result, asked.rid, _recovered(trust, seed, folders, given, today))
    for officer in trust.to:
        print(f"  {officer.title.en}: {given[officer.kid]} of {count} folders")
    print(OPENED.format(count=count, result=chosen.result), end="")
    return 0


def submit(chosen: Namespace) -> int:
    """Lay the events out for signing."""
    settings = load(OwnerSettings)
    rid, recovered = files.read_result(chosen.result)
    with engine(settings.database_url.get_secret_value()).begin() as connection:
        laid = laying_out.lay_out(connection, rid, recovered, today=_today())
    print(SUBMITTED.format(count=len(laid)), end="")
    return 0


def _recovered(
    trust: opening.Trust,
    seed: Seed,
    folders: Iterable[files.AskedFolder],
    given: Counter[Kid],
    today: date,
) -> Iterator[files.RecoveredFolder]:
    """What could be recovered; says of every other folder why not."""
    for each in folders:
        try:
            made = opening.recover(trust, seed, each, today=today)
        except CandourError as reason:
            print(f"  not recovered: {each.folder.hex()}: {reason}")
            continue
        given.update(Kid(kid) for kid in Event.decode(made.event).to)
        yield made


STEPS: Final[Mapping[str, Callable[[Namespace], int]]] = {
    "make": make,
    "register": register,
    "request": request,
    "open": open_,
    "submit": submit,
}


def _today() -> date:
    return datetime.now(UTC).date()
