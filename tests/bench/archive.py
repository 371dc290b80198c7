"""Thousands of cases, each with its report, sealed as browsers seal them and written down all at once."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

import psycopg

from casework.cases import ALPHABET
from casework.collector_key import CollectorKey
from casework.demo_keys import DemoOfficer
from casework.ledgers import columns
from crypto.code import CodeKeys, derive_keys, new_code
from crypto.context import Instance, sha256
from crypto.deposit import parse_item_frame, parse_report_frame
from crypto.keyring import Keyring
from crypto.ledger import Act, Event, sign_event
from crypto.names import FolderId, Seed
from crypto.note import Note, seal_note
from crypto.opening import open_route
from crypto.report import seal_report
from crypto.seeds import exchange_public, new_id, new_seed
from crypto.signed import Signed
from crypto.wrap import wrap_folder_seed

GROUPS = 20  # of which 1 is overdue, 1 waits for an answer, 1 is due soon, 7 are due later, 10 are closed
TITLE = "Number {0}: the invoices of contract {0} do not add up"
WORDS = "Report {0}. The invoices of contract {0} do not add up, and nobody was asked about it."
Row = tuple[object, ...]


@dataclass
class Archive:
    """Rows by table, of cases that one officer has begun; `day` is today."""

    officer: DemoOfficer
    keyring: Keyring
    collector: CollectorKey
    day: date
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    keys: CodeKeys = field(init=False)

    def __post_init__(self) -> None:
        self.instance = Instance(self.keyring.iid)
        self.keys = derive_keys(self.instance, new_code())
        self.kid = next(each.kid for each in self.keyring.officers if each.oid == self.officer.oid)

    def fill(self, admin: psycopg.Connection, count: int) -> None:
        """Write `count` cases down, past row security and triggers."""
        for number in range(count):
            self._case(number, self._report(number))
        admin.execute("set session_replication_role = replica")
        for table, rows in self.rows.items():
            columns = ", ".join(_first_columns(admin, table, len(rows[0])))
            with admin.cursor().copy(f"copy casework.{table} ({columns}) from stdin") as copy:
                for row in rows:
                    copy.write_row(row)
        self.rows.clear()
        admin.execute("select casework.reach_anew(folder) from casework.folders")

    def _report(self, number: int) -> FolderId:
        """A report as the collector files it, opened once by the officer."""
        folder = FolderId(new_id())
        sealed = seal_report(
            self.instance,
            self.keyring,
            self.keys,
            folder=folder,
            answers={"what": WORDS.format(number)},
            language="en",
            sealed_by="browser",
        )
        frame = parse_report_frame(sealed.payload)
        route = open_route(self.instance, self.keyring, self.collector.xseed, frame)
        mine = (frame.identity, 0, bytes(32), frame.item.id, frame.item_frame, frame.author)
        self._add("folders", folder, "report", self.day)
        self._add("reports", folder, self.day, frame.keyring, frame.pk_hash, *mine)
        for slot, wrap in route.kept:
            if slot.share:
                self._add("identity_shares", folder, folder, slot.id, wrap)
            else:
                self._add("wraps", folder, 1, slot.id, wrap, True, None)
        heads = {"epoch": 1, "pk": frame.pk_hash, "hash": sealed.done}
        self._ledger(
            folder,
            (Act.RECEIVED, {"to": route.to, **heads}),
            (Act.READ, {"item": frame.item.id}),
        )
        return folder

    def _case(self, number: int, report: FolderId) -> None:
        folder, seed = FolderId(new_id()), new_seed()
        public = exchange_public(seed)
        note = Note(self.kid, self.day, "title", TITLE.format(number))
        sealed = seal_note(
            self.instance, folder, "field", note, folder_pk=public, sseed=self.officer.sseed, seq=1
        )
        item = parse_item_frame(sealed).id
        wrap = wrap_folder_seed(self.instance, folder, 1, self.kid, self.officer.xpk, seed)
        self._add("folders", folder, "case", self.day)
        self._add("wraps", folder, 1, self.kid, wrap, True, None)
        self._add("items", item, folder, "field", "title", 1, self.kid, self.day, sealed)
        opened = {"to": (self.kid,), "epoch": 1, "pk": sha256(public)}
        added = {"item": item, "hash": sha256(sealed)}
        self._ledger(folder, (Act.OPEN, opened), (Act.ADD, added))
        self._stands(number, folder, report)

    def _stands(self, number: int, folder: FolderId, report: FolderId) -> None:
        """Where the case is: every group of the queue has its share."""
        turn = number % GROUPS
        late, soon = self.day - timedelta(1 + number % 9), self.day + timedelta(1)
        due = [late, self.day + timedelta(5), soon][turn] if turn < 3 else self.day + timedelta(10 + turn)
        state = "closed" if turn >= GROUPS // 2 else "assessing"
        clock = None if state == "closed" else "C2"
        due_on = None if state == "closed" else due
        self._add(
            "cases", folder, ref_of(number), state, self.day, self.officer.oid, due_on, clock, turn == 1
        )
        linked = (self.day, self.kid, None, None, turn == 1)
        self._add("case_reports", folder, report, "same_matter", *linked)

    def _ledger(self, folder: FolderId, *acts: tuple[Act, dict[str, object]]) -> None:
        """A folder's events, and the officer's word that they have no conflict there."""
        prev = None
        for seq, (act, said) in enumerate(acts):
            collectors = act is Act.RECEIVED
            by = self.keyring.collector.kid if collectors else self.kid
            chained = {} if prev is None else {"prev": prev}
            event = Event(folder=folder, seq=seq, act=act, by=by, on=self.day, **chained, **said)
            signer = self.collector.sseed if collectors else self.officer.sseed
            frame = sign_event(self.instance, event, Seed(signer))
            prev = Signed.unpack(frame).hash
            self._add("events", *columns(event, prev, frame).values())
        said = ("none", [], self.day, self.day + timedelta(90), "clear", None, None, True)
        for each in self.keyring.officers:
            self._add("conflict_declarations", new_id(), folder, each.oid, *said)

    def _add(self, table: str, *row: object) -> None:
        self.rows[table].append(row)


def _first_columns(admin: psycopg.Connection, table: str, count: int) -> list[str]:
    """Later ones have defaults."""
    named = """select attname from pg_attribute
               where attrelid = %s::regclass and attnum > 0 and not attisdropped order by attnum limit %s"""
    return [name for (name,) in admin.execute(named, [f"casework.{table}", count])]


def ref_of(number: int) -> str:
    """A reference of its own for each number below nine million."""
    tail = "".join(ALPHABET[number // 32**place % 32] for place in (1, 0))
    return f"WB-{1000 + number // 1024}-22{tail}"
