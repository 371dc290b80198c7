"""Recovery groups: made offline, registered, signed onto a keyring, and then a choice of the reporter's."""

import stat
from pathlib import Path

import pytest
from psycopg.errors import InsufficientPrivilege

from casework import drafting
from casework.errors import NotThere, Taken
from casework.recovery.group import Group, make, read_sheet, write
from casework.recovery.registering import register
from crypto.deposit import parse_report_frame
from crypto.errors import Malformed
from crypto.keyring import Title, rid_of
from crypto.recovery import join_shares
from crypto.seeds import exchange_public
from tests.casework.acting import TODAY
from tests.casework.recovering import HOLDERS, with_group
from tests.casework.sql import session_of, sql

TITLE = Title("Recovery group", "Grŵp adfer")


@pytest.fixture
def made():
    return make(TITLE, HOLDERS, 2)


def test_a_group_is_written_down_as_what_everybody_may_know_and_one_private_file_a_share(made, tmp_path):
    files = write(made, tmp_path / "group")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in files}

    assert modes == {0o600}
    assert [path.name for path in files] == [
        "group.json",
        *(f"share-{n}-{name}.txt" for n, name in enumerate(HOLDERS, 1)),
    ]
    assert Group.decode(files[0].read_bytes()) == made.group
    shares = [read_sheet(path.read_text()) for path in files[1:]]
    assert shares == list(made.shares)
    assert exchange_public(join_shares(shares[1:])) == made.group.xpk


def test_a_group_that_is_there_already_is_never_overwritten(made, tmp_path):
    write(made, tmp_path)
    with pytest.raises(FileExistsError):
        write(made, tmp_path)


@pytest.mark.parametrize(
    ("holders", "threshold"),
    [(HOLDERS, 1), (HOLDERS, 4), (HOLDERS[:1], 2), ((*HOLDERS[:2], HOLDERS[0]), 2), (("Ann", "Bob"), 2)],
)
def test_a_group_that_protects_nothing_is_refused(holders, threshold):
    with pytest.raises(Malformed):
        make(TITLE, holders, threshold)


def test_a_spoilt_group_file_is_refused(made):
    document = made.group.encode()
    for spoilt in (b"", b"{}", document.replace(b'"threshold":2', b'"threshold":1'), document[:-2] + b'x"}'):
        with pytest.raises(Malformed):
            Group.decode(spoilt)


def test_a_registered_group_stands_on_the_next_keyring(demo, made):
    with_group(demo, made)
    (group,) = demo.keyring().recovery

    assert (group.rid, group.title, group.threshold) == (rid_of(demo.instance, made.group.xpk), TITLE, 2)
    assert len(group.holders) == len(HOLDERS)


def test_a_group_may_be_replaced_and_then_only_the_new_one_stands_there(demo, made):
    with_group(demo, made)
    new = make(TITLE, HOLDERS[:2], 2)
    with pytest.raises(Taken), demo.owner.begin() as connection:
        register(connection, new.group, replaces=None, today=TODAY)
    with_group(demo, new, replaces=TITLE.en)
    assert [group.xpk for group in demo.keyring().recovery] == [new.group.xpk]


def test_a_holder_nobody_knows_is_named(demo):
    stranger = make(TITLE, ("deputy", "nobody"), 2)
    with demo.owner.begin() as connection, pytest.raises(NotThere, match="nobody"):
        register(connection, stranger.group, replaces=None, today=TODAY)


def test_a_keyring_takes_eight_groups_and_a_ninth_is_refused(demo):
    with demo.owner.begin() as connection:
        for number in range(8):
            group = make(Title(f"Group {number}", f"Grŵp {number}"), HOLDERS, 2).group
            register(connection, group, replaces=None, today=TODAY)
        drafting.draft(connection, TODAY)
        with pytest.raises(Taken, match="8 groups"):
            register(connection, make(TITLE, HOLDERS, 2).group, replaces=None, today=TODAY)


def test_a_report_is_wrapped_to_the_group_unless_a_holder_is_left_out(demo, made):
    with_group(demo, made)
    demo.carry()
    rid = rid_of(demo.instance, made.group.xpk)
    reporter, deputy = demo.reporter(), demo.actor("deputy").officer

    trusting, careful = (
        reporter.reports("Something is wrong"),
        reporter.reports("It is them", leaving_out=[deputy]),
    )
    demo.carry()

    with demo.owner.begin() as connection:
        rows = connection.exec_driver_sql("select folder, holder from casework.wraps").all()
    assert (trusting, rid) in rows
    assert [holder for folder, holder in rows if folder == careful] != []
    assert (careful, rid) not in rows


def test_the_portal_cannot_tell_a_report_with_the_group_from_one_without(demo, made):
    with_group(demo, made)
    demo.carry()
    reporter, deputy = demo.reporter(), demo.actor("deputy").officer
    frames = [reporter.seals("Something"), reporter.seals("Something", leaving_out=[deputy])]
    sizes = {(len(sealed.payload), len(parse_report_frame(sealed.payload).slots)) for sealed in frames}
    assert len(sizes) == 1


def test_injected_sql_neither_adds_a_group_nor_changes_one(demo, made, monitoring_officer):
    with_group(demo, made)
    session = session_of(monitoring_officer)
    statements = (
        "insert into casework.recovery_groups select * from casework.recovery_groups",
        "update casework.recovery_groups set threshold = 2",
        "delete from casework.recovery_groups",
    )
    for login in ("casework_web", "casework_worker"):
        for statement in statements:
            with sql(demo, login, session) as connection, pytest.raises(InsufficientPrivilege):
                connection.execute(statement)


def test_the_commands_make_a_group_offline_and_register_it(types, demo, tmp_path):
    folder = Path(tmp_path / "group")
    holders = [word for name in HOLDERS for word in ("--holder", name)]
    done = types(
        "recovery", "make", str(folder), "--title", "Recovery group", *holders, CANDOUR_OWNER_DATABASE_URL=""
    )

    assert done.returncode == 0, done.stderr
    assert "any 3 of these 3 shares" in done.stdout.lower()
    assert "subordinates" in done.stdout
    assert "shred" in done.stdout
    printed = " ".join(done.stdout.split())
    for path in folder.glob("share-*"):
        assert " ".join(read_sheet(path.read_text()).words[:3]) not in printed

    registered = types("recovery", "register", str(folder / "group.json"))
    assert registered.returncode == 0, registered.stderr
    again = types("recovery", "register", str(folder / "group.json"))
    assert again.returncode == 1
    assert again.stderr.startswith("Refused: ")
    assert "Traceback" not in again.stderr
