"""An installation that people found themselves: no demonstration, one link for each founder."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from config.home import ROOT
from tests.installation import Installation

INIT: Final = "casework init"
SERVED: Final = "portal digests"
LINK: Final = re.compile(r"^  (.+): (http\S+/join#[0-9a-f]{64})$", re.MULTILINE)
REAL: Final = {
    "casework serve": {"CANDOUR_CASEWORK_DEMO": "false"},
    "casework work": {"CANDOUR_WORKER_DEMO": "false", "CANDOUR_WORKER_INTERVAL_S": "0.5"},
    "portal serve": {"CANDOUR_PORTAL_DEMO": "false", "CANDOUR_PORTAL_TICKET_COST": "2000"},
}


@dataclass
class Parish(Installation):
    """Founded for real."""

    def environment(self, words: str) -> dict[str, str]:
        """Each command's own; `init` has the owner's, `digests` the portal's."""
        if words == SERVED:
            return super().environment("portal serve")
        if words != INIT:
            return super().environment(words)
        owner = super().environment("casework demo")
        real = {"CANDOUR_OWNER_DEMO": "false", "CANDOUR_OWNER_PUBLIC_URL": self.casework}
        return {**owner, **real}

    def founds(self, founders: str) -> dict[str, str]:
        """Everybody's one-time link, by title."""
        file = self.home / "founders.toml"
        file.write_text(founders)
        return dict(LINK.findall(self.run(INIT, str(file))))

    def opens_under(self, first_root: str) -> None:
        """Start the portal again with the first root that the custodians told, once there is a keyring."""
        self.wait_for_keyring()
        self.stop("portal serve")
        self.changes["portal serve"]["CANDOUR_PORTAL_ROOT"] = first_root
        self.start("portal serve")

    def lists_what_is_served(self) -> Path:
        """The list of every byte, as the administrator makes it; nobody has signed it."""
        file = self.home / "candour.digests"
        file.write_text(self.run(SERVED, "--casework", self.casework))
        return file

    def check(self, address: str, listed: Path, *more: str) -> tuple[int, str]:
        """What a stranger sees who compares the program at `address` with a list."""
        line = [sys.executable, "-m", "portal", "check", address, "--list", str(listed), *more]
        done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr
