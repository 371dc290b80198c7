"""An office whose deputy lost their keys, with a recovery group that can give folders back."""

import pytest

from casework.recovery.group import make
from crypto.keyring import Title
from tests.casework.recovering import (
    asks,
    loses_keys,
    opens,
    with_group,
)

TITLE = Title("Recovery group", "Grŵp adfer")
WORDS = {"what": "It is the Monitoring Officer"}


@pytest.fixture
def made(demo):
    """A group of the deputy and the reviewer, on the keyring before anybody reports."""
    group = make(TITLE, ("deputy", "reviewer"), 2)
    with_group(demo, group)
    demo.carry()
    return group


@pytest.fixture
def reporter(demo, made):
    return demo.reporter()


@pytest.fixture
def folder(demo, reporter, monitoring_officer) -> bytes:
    """About the Monitoring Officer, who is the demonstration's only custodian too."""
    reported = reporter.reports(WORDS["what"], leaving_out=[monitoring_officer.officer])
    demo.carry()
    return reported


@pytest.fixture
def deputy(demo, folder):
    """With new keys, which open nothing yet."""
    return loses_keys(demo, demo.actor("deputy").signs_in())


@pytest.fixture
def recovered(demo, made, deputy, tmp_path):
    """What the offline tool gave back for the deputy."""
    assert asks(demo, tmp_path / "file", "deputy") == 1
    return opens(tmp_path / "file", made)
