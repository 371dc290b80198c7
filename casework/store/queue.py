"""The queue's groups, each a page of its own. No query names an officer: row security does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

from casework.store.query import every, value
from crypto.names import FolderId, ItemId, Kid

# One line: the case, and what a browser needs to unlock its title.
_LINE = """
    select c.folder, c.ref, c.state, c.due_on, c.due_clock, c.waiting,
        t.item as title, k.frame as key_event, w.epoch, w.holder, w.wrap
    from ({chosen}) c
    left join lateral (select item from casework.items i where i.folder = c.folder and i.name = 'title'
                       order by seq desc limit 1) t on true
    left join lateral (select frame from casework.events e
                       where e.folder = c.folder and e.act in ('open', 'roll', 'recover')
                       order by seq desc limit 1) k on true
    left join lateral (select epoch, holder, wrap from casework.wraps s where s.folder = c.folder
                       order by epoch desc limit 1) w on true
"""
_WHERE = {  # bad treatment stands in a list of its own, and in no dated one
    "detriment": "folder in (select folder from casework.detriments where ended_on is null)",
    "check_in": "folder in (select folder from casework.check_ins "
    "where answer is null and :today between due_on and until_on)",
    "overdue": "due_on < :today and {live} and {fair}",
    "waiting": "{live} and waiting",
    "due_soon": "due_on between :today and :soon and {live} and {fair}",
    "later": "(due_on > :soon or due_on is null) and {live} and {fair}",
    "closed": "state = 'closed' and {fair}",
}
_LIVE = "state not in ('closed', 'destroyed')"
_FAIR = "folder not in (select folder from casework.detriments where ended_on is null)"
_PAGE = "select * from casework.cases where {} order by due_on, folder limit :size offset :start"
# Whoever reaches few of many cases looks each of them up; else a group's index is read until a page is full.
_FEW = "folder = any (array(select folder from casework.reach where kind = 'case')) and "
REACHES_FEW = text("""
    select count(*) <= 5000 from (select from casework.reach where kind = 'case' limit 5001) as mine
""")
GROUPS = {
    (name, few): text(_LINE.format(chosen=_PAGE.format(few * _FEW + where.format(live=_LIVE, fair=_FAIR))))
    for name, where in _WHERE.items()
    for few in (False, True)
}
BROKEN = text(f"""
    select due_clock as clock, count(*) as cases from casework.cases
    where due_on < :today and {_LIVE} group by due_clock order by due_clock
""")  # noqa: S608 - words that stand here
CHOSEN = text(_LINE.format(chosen="select * from casework.cases where folder = any (:folders)"))
LISTED = text("""
    select c.folder, c.ref, c.state, c.due_on, c.due_clock, c.waiting, t.item_id as title
    from (select * from casework.cases where state <> 'destroyed'
          order by state = 'closed', due_on, folder limit :size offset :start) c
    left join lateral (select item_id from casework.items i where i.folder = c.folder and i.name = 'title'
                       order by seq desc limit 1) t on true
""")
ASKED_OF_ME = text("""
    select pack, asked_on from casework.opinions
    where asked_of = casework.my_oid() and view is null order by asked_on, pack limit 50
""")


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in any list: where it stands and what it waits for."""

    folder: FolderId
    ref: str
    state: str
    due_on: date | None
    due_clock: str | None
    waiting: bool


@dataclass(frozen=True, slots=True)
class QueueLine(CaseLine):
    """A case in a queue. `title` is sealed; `wrap`: this officer's own, of the key that `key_event` names."""

    title: bytes | None
    key_event: bytes | None
    epoch: int | None
    holder: Kid | None
    wrap: bytes | None


@dataclass(frozen=True, slots=True)
class Listed(CaseLine):
    """A case in a list to search. `title`: the newest one's item, which a browser may have opened before."""

    title: ItemId | None


@dataclass(frozen=True, slots=True)
class Broken:
    """How many cases wait for one promise that is late."""

    clock: str
    cases: int


@dataclass(frozen=True, slots=True)
class AskedLine:
    """An opinion that somebody waits for."""

    pack: FolderId
    asked_on: date


def group(
    connection: Connection, name: str, *, today: date, soon: date, start: int, size: int
) -> tuple[QueueLine, ...]:
    """Some lines of one group."""
    few = bool(value(connection, REACHES_FEW))
    return every(connection, QueueLine, GROUPS[name, few], today=today, soon=soon, start=start, size=size)


def listed(connection: Connection, *, start: int, size: int) -> tuple[Listed, ...]:
    """Every case, the most pressing first, without what is sealed."""
    return every(connection, Listed, LISTED, start=start, size=size)


def chosen(connection: Connection, folders: Sequence[FolderId]) -> tuple[QueueLine, ...]:
    """Those of these cases that this officer may open."""
    return every(connection, QueueLine, CHOSEN, folders=list(folders))


def broken(connection: Connection, today: date) -> tuple[Broken, ...]:
    """Of the cases that this officer may open, those with a broken promise, by the one that was due first."""
    return every(connection, Broken, BROKEN, today=today)


def asked_of_me(connection: Connection) -> tuple[AskedLine, ...]:
    """Opinions that this officer was asked for and has not given."""
    return every(connection, AskedLine, ASKED_OF_ME)
