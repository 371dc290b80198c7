"""Each import contract, kept as the tree is and broken once on purpose."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config.home import ROOT

BREAKERS = {
    "Portal and casework never meet in memory": ("portal/intake.py", "import casework.collect"),
    "What lies under both programs knows neither": ("crypto/frame.py", "import portal.tickets"),
    "The portal cannot turn a report back into words": ("portal/published.py", "import crypto.opening"),
    "nor act as an officer": ("portal/intake.py", "import crypto.vault"),
    "The portal carries no ORM": ("portal/postbox.py", "import sqlalchemy"),
    "no database server and no calendar": ("portal/intake.py", "import holidays"),
    "The procedure knows nothing but": ("casework/case.py", "import config.council"),
    "Cryptography knows nothing of the web": ("crypto/code.py", "import flask"),
    "Only crypto touches the cryptographic libraries": ("casework/collect.py", "import cryptography.hazmat"),
    "Verbs know nothing of the web": ("casework/replies.py", "import flask"),
    "The portal's rooms": ("portal/postbox.py", "import portal.intake"),
    "Casework's rooms": ("casework/store/query.py", "import casework.replies"),
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for package in ("portal", "casework", "crypto", "config"):
        source = shutil.ignore_patterns("static", "browser", "migrations", "*.json", "__pycache__")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=source)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def _broken(tree: Path) -> list[str]:
    """The names of the contracts that do not hold in `tree`."""
    program = Path(sys.executable).with_name("lint-imports")
    run = [str(program), "--no-cache", "--config", str(tree / "pyproject.toml")]
    done = subprocess.run(run, cwd=tree, capture_output=True, text=True, check=False)
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    assert any(line.startswith("Contracts:") for line in lines), done.stdout + done.stderr
    return [line.removesuffix(" BROKEN") for line in lines if line.endswith(" BROKEN")]


def test_every_contract_holds_in_this_tree(tree):
    assert _broken(tree) == []


@pytest.mark.parametrize("contract", BREAKERS)
def test_a_forbidden_import_breaks_its_contract(tree, contract):
    module, line = BREAKERS[contract]
    with (tree / module).open("a") as file:
        file.write(f"\n{line}\n")

    assert any(contract in name for name in _broken(tree))


def test_a_new_module_must_be_given_a_room(tree):
    (tree / "casework" / "attic.py").write_text('"""Nobody said where this belongs."""\n')

    assert any("Casework's rooms" in name for name in _broken(tree))
