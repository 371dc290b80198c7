"""What casework publishes reaches the portal soon, and is not read for every visitor."""

import pytest

from portal.postbox import Postbox
from portal.published import REFRESH_S, SOON_S, Published
from tests.portal.people import publish


@pytest.fixture
def hands():
    """A clock to set by hand."""
    return [1000.0]


@pytest.fixture
def published(databases, owner, hands):
    owner.execute("delete from postbox.published")
    postbox = Postbox(databases.portal_url)
    yield Published(postbox, clock=lambda: hands[0])
    postbox.close()


def test_a_first_keyring_opens_the_portal_within_seconds(published, databases, office, hands):
    assert published.notices().keyring is None
    publish(databases.collector_url, "keyring", office.keyring_frame())
    hands[0] += SOON_S

    assert published.notices().keyring == office.keyring_frame()


def test_a_keyring_is_read_again_only_after_half_a_minute(published, databases, office, hands):
    publish(databases.collector_url, "keyring", office.keyring_frame())
    first = published.notices().keyring
    publish(databases.collector_url, "keyring", b"another")
    hands[0] += REFRESH_S - 1
    assert published.notices().keyring == first
    hands[0] += 1

    assert published.notices().keyring == b"another"
