"""Officers' addresses, and the notices that wait to be sent."""

from sqlalchemy import Connection, text

from casework.store.query import every, one, run, value
from casework.store.rows import DueNotice, NoticesWaiting
from crypto.names import Oid

ADDRESS = text("select address from casework.addresses where oid = casework.my_oid()")
SET_ADDRESS = text("""
    insert into casework.addresses values (casework.my_oid(), :address)
    on conflict (oid) do update set address = excluded.address
""")
FORGET_ADDRESS = text("delete from casework.addresses where oid = casework.my_oid()")
DUE = text("""
    select oid, address, tries from casework.notices join casework.addresses using (oid)
    where due <= now() order by due, oid
""")
SENT = text("select casework.notice_sent(:oid)")
FAILED = text("""
    update casework.notices
    set tries = tries + 1, error = :error,
        due = now() + least(interval '6 hours', interval '1 minute' * 2 ^ least(tries, 9))
    where oid = :oid
""")
QUEUE_CUSTODIANS = text("select casework.queue_custodians(:days)")
WAITING = text("""
    select count(*) filter (where tries > 0) as failing,
        count(*) filter (where due < now() - interval '1 day') as late, max(error) as error
    from casework.notices
""")
STUCK = text("select casework.notices_stuck()")


def address(connection: Connection) -> str | None:
    """Where one's own notices go."""
    found: str | None = value(connection, ADDRESS)
    return found


def set_address(connection: Connection, written: str | None) -> None:
    """Have one's own notices sent there, or none at all."""
    if written is None:
        run(connection, FORGET_ADDRESS)
    else:
        run(connection, SET_ADDRESS, address=written)


def due(connection: Connection) -> tuple[DueNotice, ...]:
    """What is to be sent now."""
    return every(connection, DueNotice, DUE)


def sent(connection: Connection, oid: Oid) -> None:
    """The mail server took it, and with it any reminder that waited."""
    run(connection, SENT, oid=oid)


def failed(connection: Connection, oid: Oid, error: str) -> None:
    """It was not: again after a while, which doubles up to six hours."""
    run(connection, FAILED, oid=oid, error=error)


def queue_custodians(connection: Connection, days: int) -> None:
    """Custodians are told of drafts that wait for them, and of a keyring that ends within so many days."""
    connection.execute(QUEUE_CUSTODIANS, {"days": days})


def waiting(connection: Connection) -> NoticesWaiting:
    """What does not get out."""
    found = one(connection, NoticesWaiting, WAITING)
    assert found is not None
    return found


def stuck(connection: Connection) -> bool:
    """Whether notices do not get out."""
    return bool(value(connection, STUCK))
