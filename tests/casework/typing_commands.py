"""What an administrator types, each in a process of its own."""

import os
import subprocess
import sys

import pytest

from config.home import ROOT


@pytest.fixture
def types(request, tmp_path):
    """Run `python -m casework …` with every setting it could need, on the demonstration if there is one."""
    founded = "demo" in request.fixturenames
    databases = request.getfixturevalue("demo").databases if founded else request.getfixturevalue("databases")

    def run(*words: str, typed: str = "", **changes: str) -> subprocess.CompletedProcess:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("CANDOUR_")},
            "CANDOUR_OWNER_DATABASE_URL": databases.casework_owner_url,
            "CANDOUR_OWNER_COLLECTOR_KEY": str(tmp_path / "collector.key"),
            "CANDOUR_OWNER_PUBLIC_URL": "https://casework.example",
            "CANDOUR_WORKER_DATABASE_URL": databases.casework_worker_url,
            "CANDOUR_WORKER_POSTBOX_URL": databases.collector_url,
            "CANDOUR_WORKER_COLLECTOR_KEY": str(tmp_path / "collector.key"),
            **changes,
        }
        line = [sys.executable, "-m", "casework", *words]
        return subprocess.run(
            line, env=environment, cwd=ROOT, input=typed, capture_output=True, text=True, check=False
        )

    return run
