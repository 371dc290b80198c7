"""Packs of a case, and whatever else is open to an officer. No query names an officer: row security does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

from casework.store.query import every, run, value
from crypto.names import FolderId

MAKE = text("""
    insert into casework.case_packs (pack, folder, kind, purpose, allegations, made_on)
    values (:pack, :folder, :kind, :purpose, cast(:allegations as text[]), :on)
""")
OF_CASE = text("""
    select pack, kind, purpose, made_on from casework.case_packs where folder = :folder order by made_on, pack
""")
_LED = """
    folder in (select folder from casework.cases) or folder in (select pack from casework.case_packs)
    or folder in (select pack from casework.opinions)
"""
HELD = text(f"""
    select folder, kind, made_on, 'open' as standing,
        (select max(until) from casework.wraps w where w.folder = f.folder) as until,
        folder in (select pack from casework.opinions where asked_of = (select casework.my_oid())) as asked
    from casework.folders f where kind <> 'report' and not (:leads and ({_LED}))
    union all
    select folder, kind, received_on, standing, null, false
    from casework.my_undeclared_folders()
    where kind <> 'report' and not (:leads and (kind = 'case' or {_LED}))
    order by made_on desc, folder limit :size
""")  # noqa: S608 - put together from this page alone
ABOUT_HR = text("""
    select exists (
        select from (
            select distinct on (name) codes
            from casework.case_answers a join casework.case_packs p using (folder)
            where p.pack = :pack and a.name = any (p.allegations) order by name, seq desc
        ) newest where codes[4] = 'yes'
    )
""")


@dataclass(frozen=True, slots=True)
class Pack:
    """A folder made of a case for somebody else. `purpose`: why, by its code."""

    pack: FolderId
    kind: str
    purpose: str
    made_on: date


@dataclass(frozen=True, slots=True)
class Held:
    """A folder that is no report. `standing`: open, or what it waits for; `asked`: for an opinion."""

    folder: FolderId
    kind: str
    made_on: date
    standing: str
    until: date | None
    asked: bool


def make(
    connection: Connection,
    pack: FolderId,
    folder: FolderId,
    *,
    kind: str,
    purpose: str,
    allegations: Sequence[str],
    on: date,
) -> None:
    """Note that a folder was opened as a pack of this case."""
    what = {"kind": kind, "purpose": purpose, "allegations": list(allegations), "on": on}
    run(connection, MAKE, pack=pack, folder=folder, **what)


def of_case(connection: Connection, folder: FolderId) -> tuple[Pack, ...]:
    """The packs of a case, oldest first."""
    return every(connection, Pack, OF_CASE, folder=folder)


def held(connection: Connection, *, leads: bool, size: int) -> tuple[Held, ...]:
    """What else is open to this officer, newest first; without what one who `leads` finds by a case."""
    return every(connection, Held, HELD, leads=leads, size=size)


def is_about_hr(connection: Connection, pack: FolderId) -> bool:
    """Whether an allegation in this pack is about HR, as far as this officer can open its case."""
    return bool(value(connection, ABOUT_HR, pack=pack))
