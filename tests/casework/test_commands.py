"""What an administrator types, each in a process of its own."""

import pytest

from casework import demo_keys
from casework.store import documents
from config.database import engine
from crypto.publish import read_keyring

FOUNDERS = """
threshold = 2

[[officers]]
name = "ann"
title = "Monitoring Officer"
role = "monitoring_officer"
identity = 1
custodian = true

[[officers]]
name = "bob"
title = "Deputy Monitoring Officer"
role = "deputy"
identity = 2
custodian = true
"""


def test_init_prints_one_link_each_and_writes_a_private_key(types, tmp_path):
    founders = tmp_path / "founders.toml"
    founders.write_text(FOUNDERS)
    done = types("init", str(founders))

    assert done.returncode == 0, done.stderr
    assert done.stdout.count("https://casework.example/join#") == 2
    assert (tmp_path / "collector.key").stat().st_mode & 0o777 == 0o600
    again = types("init", str(founders))
    assert (again.returncode, again.stderr.strip()) == (
        1,
        "There is an installation in this database already.",
    )

    more = tmp_path / "more.toml"
    more.write_text('[[officers]]\nname = "cat"\ntitle = "Reviewer"\nrole = "independent_person"\n')
    assert types("invite", str(more)).stdout.count("/join#") == 1


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (("threshold = 2", "threshold = 1"), "threshold"),
        (("threshold = 2", "threshold = 3"), "threshold"),
        (('name = "bob"', 'name = "Bob Smith"'), "name"),
        (('name = "bob"', 'name = "ann"'), "one name"),
        (('role = "deputy"', 'role = "boss"'), "boss"),
        (("identity = 2", "identity = 3"), "identity"),
        (('title = "Deputy Monitoring Officer"', ""), "title"),
    ],
)
def test_init_names_what_is_wrong_with_the_founders_file(types, tmp_path, spoil, named):
    founders = tmp_path / "founders.toml"
    founders.write_text(FOUNDERS.replace(*spoil))
    done = types("init", str(founders))
    assert done.returncode == 1
    assert named in done.stderr
    assert "Traceback" not in done.stderr


def test_the_demonstration_is_refused_unless_asked_for(types):
    done = types("demo")
    assert done.returncode == 1
    assert "CANDOUR_OWNER_DEMO" in done.stderr


def test_the_demonstration_tells_how_to_sign_in_and_can_be_founded_twice(types):
    for _ in range(2):
        done = types("demo", CANDOUR_OWNER_DEMO="true")
        assert done.returncode == 0, done.stderr
        assert [name in done.stdout for name in ("monitoring.officer", "deputy", "reviewer")] == [True] * 3
    assert types("demo", "--codes", CANDOUR_OWNER_DEMO="true").returncode == 0


def test_colleagues_join_a_demonstration_that_is_there(types, databases):
    assert types("demo", CANDOUR_OWNER_DEMO="true").returncode == 0
    for _ in range(2):
        done = types("demo", "--colleagues", CANDOUR_OWNER_DEMO="true")
        assert done.returncode == 0, done.stderr
        assert [each.name in done.stdout for each in demo_keys.EVERYBODY] == [True] * 8
    owner = engine(databases.casework_owner_url)
    with owner.begin() as connection:
        keyrings = [read_keyring(each.document) for each in documents.published(connection, "keyring")]
    owner.dispose()
    assert [len(each.officers) for each in keyrings] == [3, 8]


def test_the_demonstration_is_refused_where_a_real_installation_lives(types, tmp_path):
    founders = tmp_path / "founders.toml"
    founders.write_text(FOUNDERS)
    assert types("init", str(founders)).returncode == 0
    done = types("demo", CANDOUR_OWNER_DEMO="true")
    assert done.returncode == 1
    assert "real installation" in done.stderr
    assert "Traceback" not in done.stderr


def test_status_sounds_the_alarm_and_exits_1(types):
    done = types("status")
    assert done.returncode == 1
    assert "ALARM: Nothing has been collected for an hour" in done.stdout


def test_a_missing_setting_is_named_and_nothing_starts(types):
    done = types("work", CANDOUR_WORKER_POSTBOX_URL="")
    assert done.returncode == 1
    unset = types("serve")
    assert unset.returncode == 1
    assert "CANDOUR_CASEWORK_DATABASE_URL" in unset.stderr
    assert "CANDOUR_CASEWORK_SIGN_IN_SECRET" in unset.stderr


def test_a_collectors_key_that_others_may_read_is_refused(types, tmp_path):
    types("demo", CANDOUR_OWNER_DEMO="true")
    (tmp_path / "collector.key").chmod(0o644)
    done = types("work")
    assert done.returncode == 1
    assert "chmod 600" in done.stderr
