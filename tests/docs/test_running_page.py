"""docs/running.md names every setting there is, and only those; the examples stand where it says."""

import re
import tomllib

import pytest

from casework.founding import read_founding
from config import settings
from config.home import ROOT

PAGE = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
KINDS = (settings.PortalSettings, settings.CaseworkSettings, settings.WorkerSettings, settings.OwnerSettings)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_setting_is_explained(kind):
    prefix = kind.model_config["env_prefix"]
    explained = set(re.findall(rf"`{prefix}([A-Z_]+)`", PAGE))
    if f"`{prefix}HOST`, `_PORT`" in PAGE:
        explained.add("PORT")
    assert explained == {name.upper() for name in kind.model_fields}


def test_the_founders_of_the_example_can_found(tmp_path):
    example = PAGE.split("```toml\n")[1].split("```")[0]
    assert tomllib.loads(example)["threshold"] == 2
    (tmp_path / "founders.toml").write_text(example)
    assert {each.identity for each in read_founding(tmp_path / "founders.toml").officers} == {0, 1, 2}


def test_the_units_start_commands_that_exist():
    units = (ROOT / "docs" / "systemd").glob("*.service")
    commands = {re.search(r"python -m (.+)$", unit.read_text(), re.MULTILINE)[1] for unit in units}
    assert commands == {"portal serve", "casework serve", "casework work", "casework status"}
