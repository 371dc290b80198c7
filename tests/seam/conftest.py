"""The seam uses casework's founded demonstration, and each login at a postbox."""

import pytest

from tests.casework.fixtures import demo, deputy, founded_template, monitoring_officer, reporter, unbuilt
from tests.casework.typing_commands import types
from tests.databases import fresh
from tests.seam.letterbox import connect

__all__ = ["demo", "deputy", "founded_template", "monitoring_officer", "reporter", "types", "unbuilt"]


@pytest.fixture(scope="module")
def letterbox(server, passwords, templates):
    """One pair for a whole file: nearly every statement here is refused."""
    with fresh(server, passwords, templates) as made:
        yield made


@pytest.fixture(scope="module")
def logins(letterbox):
    urls = {name: getattr(letterbox, f"{name}_url") for name in ("portal", "collector", "postbox_owner")}
    connections = {name: connect(url) for name, url in urls.items()}
    yield connections
    for connection in connections.values():
        connection.close()


@pytest.fixture(params=["portal", "collector"])
def login(request, logins):
    return logins[request.param]


@pytest.fixture
def folder(demo, reporter, monitoring_officer) -> bytes:
    """A report that leaves the Monitoring Officer out, with a message and a reply."""
    folder = reporter.reports("It is the Monitoring Officer", leaving_out=[monitoring_officer.officer])
    demo.carry()
    deputy = demo.actor("deputy").signs_in()
    assert deputy.sends_reply(folder, deputy.seals_reply(folder, "Thank you")).status_code == 201
    reporter.writes("There is more")
    demo.carry()
    return folder
