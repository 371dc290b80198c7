"""What an administrator, a custodian or a stranger types: `python -m portal …`."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from config import logs
from config.home import ROOT
from config.settings import PortalSettings, load
from crypto.code import spell
from crypto.context import Instance
from crypto.errors import CandourError
from crypto.names import Hash, Seed
from crypto.root import root_words
from portal.checking import CannotFetch, check_signatures, differences, fetch, split_roots
from portal.digests import Listing, list_bytes, parse, static_files

OFFICERS_PAGES: Final = ("/", "/join", "/custody")
LIST_WORDS: Final = 12


def serve(_chosen: argparse.Namespace) -> int:
    """Serve reporters until stopped."""
    from config.web import serve as listen  # noqa: PLC0415 - the other commands need no server
    from portal.app import create_app  # noqa: PLC0415

    settings = load(PortalSettings)
    listen(create_app(settings), settings.host, settings.port)
    return 0


def digests(chosen: argparse.Namespace) -> int:
    """Print the list of everything served here and its words, or one list with a signature more."""
    if chosen.sign:
        seed = Seed(bytes.fromhex(chosen.sign.read_text().strip()))
        print(parse(chosen.list.read_text()).signed_by(seed), end="")
    else:
        listing = _listing(chosen.casework)
        print(listing, end="")
        print("The list reads:", " ".join(spell(listing.hash, LIST_WORDS)), file=sys.stderr)
    return 0


def check(chosen: argparse.Namespace) -> int:
    """Compare a running program with a signed list; 1 if anything differs."""
    listing = parse(chosen.list.read_text())
    first = Hash(bytes.fromhex(chosen.root)) if chosen.root else None
    root = check_signatures(listing, chosen.roots_at or chosen.url, first, demo=chosen.demo)
    if first is None:
        print("The first root reads:", " ".join(root_words(root.hash)))
        print("Compare these words with a poster or a page you trust.")
    wrong = list(differences(listing, chosen.url, chosen.program))
    print(*wrong, sep="\n") if wrong else print("Everything listed is served as listed.")
    return 1 if wrong else 0


def _listing(casework: str | None) -> Listing:
    from portal.app import create_app  # noqa: PLC0415

    app = create_app(load(PortalSettings))
    roots = app.extensions["intake"].published.notices().roots
    if roots is None:
        raise SystemExit("No root is published yet: found the installation first.")
    contents = {("portal", path): page.body for path, page in app.extensions["library"].everything().items()}
    contents |= {("portal", "/api/roots"): roots}
    for program in ("portal", "casework"):
        contents |= static_files(program, ROOT / program / "static")
    if casework:
        contents |= {("casework", path): fetch(casework, path) for path in OFFICERS_PAGES}
    return list_bytes(Instance.of(_first_root(roots)), contents)


def _first_root(roots: bytes) -> bytes:
    from crypto.signed import Signed  # noqa: PLC0415

    return Signed.unpack(split_roots(roots)[0]).document


COMMANDS: Final[Mapping[str, Callable[[argparse.Namespace], int]]] = {
    "serve": serve,
    "digests": digests,
    "check": check,
}


def parser() -> argparse.ArgumentParser:
    """Every command, each with its own help."""
    top = argparse.ArgumentParser(prog="python -m portal")
    commands = top.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help=serve.__doc__)
    listing = commands.add_parser("digests", help=digests.__doc__)
    listing.add_argument("--casework", metavar="URL", help="a running casework whose pages are listed too")
    listing.add_argument("--sign", metavar="SEEDFILE", type=Path, help="a custodian's seed, 64 hex digits")
    listing.add_argument("list", type=Path, nargs="?", help="with --sign: the list to sign")
    checking = commands.add_parser("check", help=check.__doc__)
    checking.add_argument("url", help="the address of the running program")
    checking.add_argument("--list", type=Path, required=True, help="a list that custodians signed")
    checking.add_argument("--program", choices=("portal", "casework"), default="portal")
    checking.add_argument("--root", metavar="HASH", help="the first root's SHA-256, if you know it")
    checking.add_argument("--roots-at", metavar="URL", help="where the roots are served, if not at url")
    checking.add_argument("--demo", action="store_true", help="accept a demonstration's single custodian")
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run one command."""
    logs.configure()
    chosen = parser().parse_args(arguments)
    if chosen.command == "digests" and bool(chosen.sign) != bool(chosen.list):
        raise SystemExit("digests: --sign and a list go together")
    try:
        return COMMANDS[chosen.command](chosen)
    except (CandourError, CannotFetch, OSError, ValueError) as error:
        print(f"{chosen.command}: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
