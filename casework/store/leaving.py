"""What only the owner's login may write: accounts that end. No statement here touches what is sealed."""

from datetime import date

from sqlalchemy import Connection, text

from casework.store.query import every, one, run
from casework.store.rows import Held, Named
from crypto.names import Oid

OFFICER = text("select oid, title_en as title from casework.officers where name = :name and left_on is null")
HELD = text("""
    select f.folder, f.kind, f.made_on,
        (select count(distinct k.oid) from casework.wraps o join casework.keys k on k.kid = o.holder
         where o.folder = f.folder and o.live and k.ended_on is null and k.oid <> :oid) as others
    from casework.folders f
    where f.folder in (select w.folder from casework.wraps w join casework.keys k on k.kid = w.holder
                       where w.live and k.oid = :oid)
    order by others, f.made_on, f.folder
""")
CUSTODIANS = text("""
    select count(*) from casework.officers o join casework.keys k using (oid)
    where o.custodian and k.ended_on is null
""")
END_SESSIONS = text("delete from casework.sessions where oid = :oid")
END_WRAPS = text("""
    update casework.wraps set live = false
    where live and holder in (select kid from casework.keys where oid = :oid and kid is not null)
""")
END_KEY = text("update casework.keys set ended_on = :today where oid = :oid and ended_on is null")
VOID_LINKS = text("update casework.invitations set used = true where oid = :oid")
FORGET = tuple(
    text(f"delete from casework.{table} where oid = :oid")  # noqa: S608 - names that stand here
    for table in ("vault_keys", "accounts", "notices")
)
FORGET_ADDRESS = text("delete from casework.addresses where oid = :oid")
LEAVE = text("update casework.officers set left_on = :today, custodian = false where oid = :oid")


def officer(connection: Connection, name: str) -> Named | None:
    """Somebody who has not left, by user name."""
    return one(connection, Named, OFFICER, name=name)


def held(connection: Connection, oid: Oid) -> tuple[Held, ...]:
    """The folders that somebody can open, those that nobody else can open first."""
    return every(connection, Held, HELD, oid=oid)


def custodians(connection: Connection) -> int:
    """How many custodians have a live key."""
    return int(connection.execute(CUSTODIANS).scalar_one())


def end(connection: Connection, oid: Oid, today: date) -> None:
    """End sessions, links, wraps and key, and forget the vault: access ends with this transaction."""
    for statement in (END_SESSIONS, VOID_LINKS, END_WRAPS, *FORGET):
        run(connection, statement, oid=oid)
    run(connection, END_KEY, oid=oid, today=today)


def leave(connection: Connection, oid: Oid, today: date) -> None:
    """Take somebody off the list for good."""
    run(connection, FORGET_ADDRESS, oid=oid)
    run(connection, LEAVE, oid=oid, today=today)
