"""Officers' and collector's side: what was sealed becomes words again (protocol §6). Never in portal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from crypto.context import Instance, sha256
from crypto.deposit import ItemFrame, MessageFrame, ReportFrame
from crypto.errors import CannotOpen, Malformed, Refused
from crypto.item import OpenedItem, Recipients, VerificationKeyOf, open_item, seal_item
from crypto.keyring import Keyring, Officer, Slot, slots
from crypto.letter import Ack, FolderKey, Message, Reader, Reply, Report
from crypto.names import FolderId, Hash, ItemId, Kid, Oid, Rid, Seed
from crypto.seeds import exchange_public, new_id
from crypto.thread import Finding, Link, ReceivedReply, ack_findings, chain_findings, reply_author
from crypto.wrap import unseal

MASK_BITS: Final = 256


@dataclass(frozen=True, slots=True)
class Route:
    """Which slots to keep. `kept`: (slot, its 1,168 bytes); `to`: kids and rids; `barred`: oids left out."""

    kept: tuple[tuple[Slot, bytes], ...]
    to: tuple[Kid | Rid, ...]
    barred: tuple[Oid, ...]


@dataclass(frozen=True, slots=True)
class OpenedReport:
    """A report whose author, folder key and keyring have been checked. `hash` is H(its document)."""

    folder: FolderId
    item: ItemId
    hash: Hash
    report: Report


@dataclass(frozen=True, slots=True)
class OpenedMessage:
    """A message whose author has been checked. `hash` is H(its document)."""

    item: ItemId
    seq: int
    hash: Hash
    message: Message


def open_route(instance: Instance, keyring: Keyring, collector_seed: Seed, frame: ReportFrame) -> Route:
    """The collector's look: who is to get this report. `keyring` is the one the frame names (Refused if not).

    Raises CannotOpen if the slots were changed.
    """
    holders = _holders(keyring, frame.keyring, slots(keyring), len(frame.slots))
    info = instance.context("route", frame.folder, sha256(*frame.slots))
    mask = int.from_bytes(unseal(collector_seed, info, frame.route), "big")
    if mask & ((1 << (MASK_BITS - len(holders))) - 1):
        raise Malformed("a route names slots that do not exist")
    bits = [bool(mask >> (MASK_BITS - 1 - position) & 1) for position in range(len(holders))]
    barred = frozenset(
        slot.holder.oid
        for slot, bit in zip(holders, bits, strict=True)
        if not bit and isinstance(slot.holder, Officer)
    )
    kept = tuple(
        (slot, sealed)
        for slot, bit, sealed in zip(holders, bits, frame.slots, strict=True)
        if bit and not _bars(barred, slot)
    )
    to = tuple(slot.id for slot, _ in kept if not slot.share)
    return Route(kept, to, tuple(sorted(barred)))


def message_identity_slots(keyring: Keyring, frame: MessageFrame) -> tuple[tuple[Slot, bytes], ...]:
    """A message's identity slots with their holders; Refused if keyring or number are not the frame's."""
    shares = tuple(slot for slot in slots(keyring) if slot.share)
    holders = _holders(keyring, frame.keyring, shares, len(frame.identity_slots))
    return tuple(zip(holders, frame.identity_slots, strict=True))


def open_report(
    instance: Instance, folder: FolderId, seed: Seed, frame: ItemFrame, keyrings: Sequence[Keyring]
) -> OpenedReport:
    """The report. `seed` is epoch 1's; `keyrings` the verified chain, one of which the report names.

    Raises CannotOpen, Malformed, BadSignature (forged), or Refused (its folder key is not the seed's, its
    keyring is not in the chain).
    """
    if frame.kind != "report" or frame.seq:
        raise Malformed("an item that is not a report")
    item = open_item(instance, folder, frame, seed, lambda document: Report.decode(document).reporter_vk)
    report = Report.decode(item.document)
    if report.folder_pk != exchange_public(seed):
        raise Refused("a report that was sealed to another folder's key")
    if report.keyring not in {keyring.hash for keyring in keyrings}:
        raise Refused("a report whose keyring was never published")
    return OpenedReport(folder, item.id, item.hash, report)


def open_message(
    instance: Instance, report: OpenedReport, seeds: Sequence[Seed], frame: ItemFrame
) -> OpenedMessage:
    """A message by the report's author. `seeds`: the folder's, newest epoch first.

    Raises CannotOpen, Malformed, or BadSignature: then it is forged and never shown as content.
    """
    if frame.kind != "message" or not frame.seq:
        raise Malformed("an item that is not a message")
    item = _open_with_any(instance, report.folder, seeds, frame, lambda _: report.report.reporter_vk)
    return OpenedMessage(item.id, item.seq, item.hash, Message.decode(item.document))


def open_reply(
    instance: Instance, report: OpenedReport, seeds: Sequence[Seed], keyring: Keyring, frame: ItemFrame
) -> ReceivedReply:
    """A colleague's reply, or one's own; raises like `open_message`, or Refused if its author may not."""
    if frame.kind != "reply" or not frame.seq:
        raise Malformed("an item that is not a reply")
    author_of = reply_author(keyring, report.report.left_out)
    item = _open_with_any(instance, report.folder, seeds, frame, author_of)
    return ReceivedReply(item.seq, item.hash, Reply.decode(item.document))


def check_messages(
    report: OpenedReport, messages: Sequence[OpenedMessage], replies: Sequence[ReceivedReply]
) -> tuple[Finding, ...]:
    """Gaps, forks, and acknowledgements of replies that officers never wrote."""
    ordered = sorted(messages, key=lambda each: each.seq)
    links = [Link(each.seq, each.hash, each.message.prev, each.message.ack) for each in ordered]
    sent = {reply.seq: reply.hash for reply in replies}
    return (
        *chain_findings(links, {0: report.hash}, begun=True),
        *ack_findings(links, sent, max(sent, default=0)),
    )


def seal_reply(
    instance: Instance,
    report: OpenedReport,
    *,
    seq: int,
    by: Kid,
    sseed: Seed,
    on: date,
    prev: Hash,
    ack: Ack | None,
    text: str,
    status: str,
    next_date: date | None,
    readers: Sequence[Reader],
    folder: FolderKey,
    item: ItemId | None = None,
) -> bytes:
    """A reply's frame, 18,846 bytes, to the folder's newest key and the reporter; TooLarge if too long."""
    reply = Reply(by, on, prev, ack, text, status, next_date, tuple(readers), folder)
    return seal_item(
        instance,
        report.folder,
        item or ItemId(new_id()),
        "reply",
        seq,
        document=reply.encode(),
        author=sseed,
        to=Recipients(folder.pk, report.report.reply_pk),
    )


def _holders(keyring: Keyring, named: Hash, expected: tuple[Slot, ...], count: int) -> tuple[Slot, ...]:
    if named != keyring.hash:
        raise Refused("sealed under another keyring")
    if len(expected) != count:
        raise Refused("sealed to another number of people than the keyring has")
    return expected


def _bars(barred: frozenset[Oid], slot: Slot) -> bool:
    if isinstance(slot.holder, Officer):
        return slot.holder.oid in barred
    return not barred.isdisjoint(slot.holder.holders)


def _open_with_any(
    instance: Instance,
    folder: FolderId,
    seeds: Sequence[Seed],
    frame: ItemFrame,
    author_of: VerificationKeyOf,
) -> OpenedItem:
    for seed in seeds:
        try:
            return open_item(instance, folder, frame, seed, author_of)
        except CannotOpen:
            continue
    raise CannotOpen("an item that none of the folder's keys opens")
