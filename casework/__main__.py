"""What an administrator types: `python -m casework …`."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from casework import commands, recovery_commands
from config import logs

COMMANDS: Final[Mapping[str, Callable[[argparse.Namespace], int]]] = {
    "serve": commands.serve,
    "work": commands.work,
    "init": commands.init,
    "invite": commands.invite,
    "demo": commands.demo,
    "status": commands.status,
    "refill": commands.refill,
    "export-ledgers": commands.export_ledgers,
    "verify": commands.verify,
    "recovery": recovery_commands.recovery,
    "reset": commands.reset,
    "leave": commands.leave,
}


def parser() -> argparse.ArgumentParser:
    """Every command, each with its own help."""
    top = argparse.ArgumentParser(prog="python -m casework")
    commands_of = top.add_subparsers(dest="command", required=True)
    commands_of.add_parser("serve", help="serve the officers' pages")
    commands_of.add_parser("work", help="collect reports and deliver replies until stopped")
    founding = commands_of.add_parser("init", help="found an installation and print the founders' links")
    founding.add_argument("founders", type=Path, help="a TOML file: threshold, and [[officers]]")
    inviting = commands_of.add_parser("invite", help="print a link for one more officer")
    inviting.add_argument("founders", type=Path, help="a TOML file with one [[officers]]")
    demo = commands_of.add_parser("demo", help="found the demonstration; print how to sign in")
    demo.add_argument("--codes", action="store_true", help="only print")
    demo.add_argument("--colleagues", action="store_true", help="and people who read no reports")
    commands_of.add_parser("status", help="say what needs attention; exit 1 if something does")
    commands_of.add_parser("refill", help="rebuild a postbox that was lost")
    exporting = commands_of.add_parser("export-ledgers", help="write every ledger, and no content, to a file")
    exporting.add_argument("file", type=Path)
    verifying = commands_of.add_parser("verify", help="check such a file offline; name what was changed")
    verifying.add_argument("file", type=Path)
    verifying.add_argument("--demo", action="store_true", help="a demonstration's: one custodian is enough")
    recovery_commands.add_parser(commands_of.add_parser("recovery", help="for an office that lost its keys"))
    resetting = commands_of.add_parser("reset", help="end an officer's keys; print a link to make new ones")
    leaving = commands_of.add_parser("leave", help="end an officer's access; print what to hand over")
    for each in (resetting, leaving):
        each.add_argument("name", help="the officer's user name")
    return top


def main() -> int:
    """Run one command."""
    logs.configure()
    chosen = parser().parse_args()
    return COMMANDS[chosen.command](chosen)


if __name__ == "__main__":
    raise SystemExit(main())
