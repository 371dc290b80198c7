"""Checking an export of all ledgers, offline: the first bad event of each folder is named (protocol §8)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Self

from casework.export import VERSION
from casework.heads import verify_heads
from casework.ledgers import LATEST, columns
from crypto.chain import verify_chain
from crypto.context import Instance
from crypto.errors import BadSignature, CandourError, Malformed
from crypto.fields import Fields
from crypto.keyring import GRACE, Keyring
from crypto.ledger import Event
from crypto.names import FolderId, Hash, Kid
from crypto.publish import verify_keyrings
from crypto.root import Root, instance_of, root_words, verify_roots
from crypto.signed import Signed

ROW: Final = ("seq", "act", "signer", "on_day", "item_id", "doc_hash", "frame")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and where: the first bad event of a folder, or a day's signature (`folder` None)."""

    what: str
    folder: FolderId | None = None
    seq: int | None = None
    day: date | None = None

    def __str__(self) -> str:
        if self.folder is None:
            return f"heads of {self.day}: {self.what}"
        return f"folder {self.folder.hex()}, event {self.seq}: {self.what}"


@dataclass(frozen=True, slots=True)
class Day:
    """A day's signature, with the heads that moved: folder to (seq, hash)."""

    on: date
    signer: Kid
    signature: bytes
    moved: dict[FolderId, tuple[int, Hash]]


@dataclass(frozen=True, slots=True)
class Export:
    """An export whose roots and keyrings have been verified; nothing else of it has."""

    roots: tuple[Root, ...]
    keyrings: tuple[Keyring, ...]
    ledgers: dict[FolderId, tuple[Fields, ...]]
    days: tuple[Day, ...]

    @classmethod
    def read(cls, path: Path, *, least_threshold: int = 2) -> Self:
        """Raise Malformed, BadSignature or Refused when file, root or keyring is not as it should be."""
        try:
            written = json.loads(path.read_text(encoding="utf-8"))
        except (ValueError, RecursionError) as error:
            raise Malformed("not an export of ledgers") from error
        read = Fields.of(written, ("v", "made_on", "roots", "keyrings", "ledgers", "heads"), "export")
        read.number("v", VERSION, VERSION)
        frames = [bytes.fromhex(each) for each in read.texts("roots")]
        roots = verify_roots(frames, None, read.day("made_on"), least_threshold=least_threshold)
        rings = [bytes.fromhex(each) for each in read.texts("keyrings")]
        keyrings = verify_keyrings(rings, roots, instance_of(roots))
        ledgers = {
            FolderId(each.hex("folder", 16)): each.objects("events", ROW)
            for each in read.objects("ledgers", ("folder", "events"))
        }
        days = read.objects("heads", ("on_day", "signer", "signature", "entries"))
        return cls(roots, tuple(keyrings), ledgers, tuple(_day(each) for each in days))

    @property
    def instance(self) -> Instance:
        """The installation that the roots speak for."""
        return instance_of(self.roots)

    @property
    def words(self) -> str:
        """The first root's words, to be compared with a poster."""
        return " ".join(root_words(self.roots[0].hash))


def findings(export: Export) -> Iterator[Finding]:
    """Everything that is wrong; nothing if every ledger is whole."""
    for folder in export.ledgers:
        yield from _of_folder(export, folder)
    yield from _of_days(export)


def _of_folder(export: Export, folder: FolderId) -> Iterator[Finding]:
    rows = export.ledgers[folder]
    frames = []
    for number, row in enumerate(rows):
        try:
            frames.append(bytes.fromhex(row.text("frame")))
            _check_row(row, frames[-1])
        except (CandourError, ValueError):
            yield Finding("the row does not say what its signed entry says", folder, number)
            return
    bad = _first_bad(export, folder, frames)
    if bad is not None:
        yield bad


def _check_row(row: Fields, frame: bytes) -> None:
    """Malformed unless the columns beside a frame say what stands in it."""
    signed = Signed.unpack(frame)
    kept = columns(Event.decode(signed.document), signed.hash, frame)
    said = {
        "seq": row.number("seq"),
        "act": row.text("act"),
        "signer": row.hex("signer", 16),
        "on_day": row.day("on_day"),
        "item_id": row.maybe_hex("item_id", 16),
        "doc_hash": row.hex("doc_hash", 32),
    }
    if said != {key: kept[key] for key in said}:
        raise Malformed("a row that differs from its frame")


def _first_bad(export: Export, folder: FolderId, frames: list[bytes]) -> Finding | None:
    """By halves: as many events as verify from the beginning on are good, the next one is bad."""
    what = _problem(export, folder, frames)
    if what is None:
        return None
    good, bad = 0, len(frames)
    while bad - good > 1:
        middle = (good + bad) // 2
        found = _problem(export, folder, frames[:middle])
        if found is None:
            good = middle
        else:
            bad, what = middle, found
    return Finding(what, folder, bad - 1)


def _problem(export: Export, folder: FolderId, frames: list[bytes]) -> str | None:
    try:
        verify_chain(frames, export.instance, folder, export.keyrings, roots=export.roots)
    except CandourError as error:
        return str(error)
    return None


def _of_days(export: Export) -> Iterator[Finding]:
    stood: dict[FolderId, tuple[int, Hash]] = {}
    last: date | None = None
    for day in export.days:
        stood |= day.moved
        if last is not None and day.on <= last:
            yield Finding("a day is signed twice, or out of order", day=day.on)
        last = day.on
        try:
            hashes = [hashed for _, hashed in stood.values()]
            verify_heads(export.instance, _collector(export, day), day.on, hashes, day.signature)
        except BadSignature:
            yield Finding("not signed by the collector", day=day.on)
        for folder, (seq, hashed) in day.moved.items():
            yield from _against(export, day, folder, seq, hashed)


def _against(export: Export, day: Day, folder: FolderId, seq: int, hashed: Hash) -> Iterator[Finding]:
    """Whether a ledger still holds what was signed, and dates nothing back to before."""
    rows = export.ledgers.get(folder, ())
    if len(rows) <= seq:
        yield Finding(f"missing, although it was there when {day.on} was signed", folder, len(rows))
    elif rows[seq].values["doc_hash"] != hashed.hex():
        yield Finding(f"another than the one that was signed on {day.on}", folder, seq)
    collectors = {ring.collector.kid.hex() for ring in export.keyrings}
    for row in rows[seq + 1 :]:
        if row.values["signer"] not in collectors and row.day("on_day") < day.on - LATEST:
            yield Finding(f"dated back: it was not there when {day.on} was signed", folder, row.number("seq"))
            return


def _collector(export: Export, day: Day) -> bytes:
    """The key in force that day; BadSignature if the signer was not the collector then."""
    for ring in export.keyrings:
        in_force = ring.not_before - GRACE <= day.on <= ring.not_after + GRACE
        if in_force and ring.collector.kid == day.signer:
            return ring.collector.vk
    raise BadSignature("heads signed by somebody who was not the collector that day")


def _day(read: Fields) -> Day:
    moved = {
        FolderId(each.hex("folder", 16)): (each.number("seq"), Hash(each.hex("hash", 32)))
        for each in read.objects("entries", ("folder", "seq", "hash"))
    }
    return Day(read.day("on_day"), Kid(read.hex("signer", 16)), read.hex("signature", 64), moved)
