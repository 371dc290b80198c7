"""Casework's tests run on a founded demonstration, those of the access matrix on an office of every role."""

from collections.abc import Iterator

import pytest

from tests.casework.every_role import Office, open_office
from tests.casework.fixtures import demo, deputy, founded_template, monitoring_officer, reporter, unbuilt
from tests.casework.typing_commands import types

__all__ = ["demo", "deputy", "founded_template", "monitoring_officer", "reporter", "types", "unbuilt"]


@pytest.fixture(scope="module")
def office(server, passwords, templates) -> Iterator[Office]:
    """One officer of each role, signed in, and one report in each state."""
    with open_office(server, passwords, templates) as made:
        yield made
