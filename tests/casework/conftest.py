"""Casework's tests run on a founded demonstration."""

from tests.casework.fixtures import demo, deputy, founded_template, monitoring_officer, reporter, unbuilt
from tests.casework.typing_commands import types

__all__ = ["demo", "deputy", "founded_template", "monitoring_officer", "reporter", "types", "unbuilt"]
