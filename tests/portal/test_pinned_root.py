"""Whoever takes over the postbox must not be able to make pages carry a root of their own."""

import pytest
from pydantic import ValidationError

from config.settings import PortalSettings
from crypto.signed import Signed
from portal.app import create_app
from tests.portal.conftest import Office, publish


def hash_of(office):
    return Signed(office.root.document).hash.hex()


def carried_by(app):
    return app.extensions["library"].first_root().hex()


def test_pages_keep_the_first_root_they_were_made_for(app, office, databases):
    library = app.extensions["library"]
    before = library.everything()
    publish(databases.collector_url, "roots", Office.found().roots_notice)
    app.extensions["intake"].published.refresh()

    assert library.everything() == before
    assert carried_by(app) == hash_of(office)


@pytest.mark.usefixtures("app")
def test_the_plain_form_does_not_seal_under_another_root(settings, databases):
    demo = create_app(settings.model_copy(update={"demo": True}))
    assert demo.test_client().get("/plain/report").status_code == 200
    other = Office.found()
    publish(databases.collector_url, "roots", other.roots_notice)
    publish(databases.collector_url, "keyring", other.keyring_frame())
    demo.extensions["intake"].published.refresh()

    assert demo.test_client().get("/plain/report").status_code == 503
    demo.extensions["intake"].postbox.close()


@pytest.mark.usefixtures("app")
def test_a_pinned_root_stands_on_the_pages_whatever_is_published(settings, office, databases):
    publish(databases.collector_url, "roots", Office.found().roots_notice)

    pinned = create_app(settings.model_copy(update={"root": hash_of(office)}))

    assert carried_by(pinned) == hash_of(office)
    pinned.extensions["intake"].postbox.close()


def test_a_root_that_is_no_hash_is_refused():
    with pytest.raises(ValidationError):
        PortalSettings(database_url="postgresql://", ticket_secret="s" * 32, root="feed")
