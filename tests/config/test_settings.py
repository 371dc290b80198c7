import pytest

from config.settings import CaseworkSettings, PortalSettings, load

GOOD = {
    "CANDOUR_PORTAL_DATABASE_URL": "postgresql+psycopg://portal:x@127.0.0.1/postbox",
    "CANDOUR_PORTAL_TICKET_SECRET": "t" * 32,
}


@pytest.fixture(autouse=True)
def _clean(monkeypatch):
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)


def test_a_complete_environment_is_read_once_and_frozen():
    settings = load(PortalSettings)

    with pytest.raises(ValueError, match="frozen"):
        settings.port = 9


def test_a_missing_setting_stops_the_start_and_is_named(monkeypatch):
    monkeypatch.delenv("CANDOUR_PORTAL_TICKET_SECRET")

    with pytest.raises(SystemExit, match="CANDOUR_PORTAL_TICKET_SECRET"):
        load(PortalSettings)


def test_a_secret_that_is_too_short_is_refused_without_repeating_it(monkeypatch):
    monkeypatch.setenv("CANDOUR_PORTAL_TICKET_SECRET", "hunter2")

    with pytest.raises(SystemExit) as stop:
        load(PortalSettings)

    assert "CANDOUR_PORTAL_TICKET_SECRET" in str(stop.value)
    assert "hunter2" not in str(stop.value)


def test_every_missing_setting_is_named_at_once():
    with pytest.raises(SystemExit) as stop:
        load(CaseworkSettings)

    assert "CANDOUR_CASEWORK_DATABASE_URL" in str(stop.value)
    assert "CANDOUR_CASEWORK_SIGN_IN_SECRET" in str(stop.value)


def test_secrets_do_not_show_when_settings_are_printed():
    assert "t" * 32 not in repr(load(PortalSettings))
    assert ":x@" not in repr(load(PortalSettings))
