import psycopg
import pytest

from tests.databases import temporary_cluster


def test_nobody_comes_in_without_a_password(server):
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(f"postgresql://postgres@{server.host}:{server.port}/postgres")


def test_a_wrong_password_is_refused(server):
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(f"postgresql://postgres:guess@{server.host}:{server.port}/postgres")


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("listen_addresses", "127.0.0.1"),
        ("password_encryption", "scram-sha-256"),
        ("log_error_verbosity", "terse"),
        ("log_min_error_statement", "panic"),
        ("log_statement", "none"),
        ("log_connections", "off"),
        ("log_parameter_max_length_on_error", "0"),
    ],
)
def test_the_server_logs_nothing_that_could_point_to_a_reporter(server, setting, value):
    with server.connect() as admin:
        shown = admin.execute(f"show {setting}").fetchone()[0]

    assert (shown or "off") == value


def test_a_second_start_keeps_what_was_stored():
    with temporary_cluster() as cluster:
        with cluster.start().connect() as admin:
            admin.execute("create table kept (word text)")
        cluster.stop()
        with cluster.start().connect() as admin:
            assert admin.execute("select count(*) from kept").fetchone() == (0,)
