"""Sealing a report, with its slots, route, identity and mailbox, into one deposit (protocol §6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crypto.code import CodeKeys, author_of, receipt_of
from crypto.context import Instance, sha256, u32
from crypto.deposit import MessageFrame, ReportFrame, parse_message_frame, parse_report_frame
from crypto.errors import Refused
from crypto.files import NO_FILES, SealedFiles
from crypto.frame import FrameType, pack
from crypto.identity import Identity, SealedIdentity, seal_identity
from crypto.item import Recipients, seal_item
from crypto.keyring import Keyring, Officer, RecoveryGroup, Slot, open_groups, slots
from crypto.letter import Answer, Report, SealedBy
from crypto.names import FolderId, Hash, ItemId, Kid, Oid, Rid, Seed
from crypto.seeds import exchange_public, new_id, new_seed
from crypto.state import MailboxState, seal_state
from crypto.wrap import blank, seal, wrap_folder_seed

__all__ = [
    "MessageFrame",
    "ReportFrame",
    "SealedReport",
    "parse_message_frame",
    "parse_report_frame",
    "seal_report",
]

MASK_BITS = 256


@dataclass(frozen=True, slots=True)
class SealedReport:
    """A deposit: `payload` is frame 3, `id` the deposit's and folder's, `state` what the mailbox holds."""

    id: FolderId
    payload: bytes
    state: MailboxState

    @property
    def done(self) -> Hash:
        """H(payload): what the portal must answer."""
        return sha256(self.payload)


@dataclass(frozen=True, slots=True)
class _Readers:
    """Who is to get a report: officers, groups, and all who are not."""

    officers: tuple[Officer, ...]
    groups: tuple[RecoveryGroup, ...]
    left_out: frozenset[Oid]

    def keep(self, slot: Slot) -> bool:
        """Whether the collector is to keep this slot."""
        if isinstance(slot.holder, Officer):
            return slot.holder.oid not in self.left_out
        return slot.holder in self.groups


def seal_report(
    instance: Instance,
    keyring: Keyring,
    keys: CodeKeys,
    *,
    folder: FolderId,
    answers: Mapping[str, Answer],
    language: str,
    sealed_by: SealedBy,
    left_out: frozenset[Oid] = frozenset(),
    groups_left_out: frozenset[Rid] = frozenset(),
    files: SealedFiles = NO_FILES,
    identity: Identity | None = None,
) -> SealedReport:
    """Seal a report to everyone on the verified keyring but those left out.

    Groups with a left-out holder are left out with them. `files` were sealed under the same `folder`.
    Raises Refused if no officer remains, somebody left out is not on the keyring, or a name is given and one
    of its two groups has no member left; TooLarge beyond a limit.
    """
    readers = _readers(keyring, left_out, groups_left_out)
    folder_seed, item = new_seed(), ItemId(new_id())
    name = seal_identity(instance, keyring, folder, item, identity, left_out)
    report = Report(
        sealed_by=sealed_by,
        keyring=keyring.hash,
        readers=tuple(officer.kid for officer in readers.officers),
        recovery=tuple(group.rid for group in readers.groups),
        left_out=tuple(sorted(left_out)),
        folder_pk=exchange_public(folder_seed),
        reply_pk=keys.reply_pk,
        reporter_vk=keys.reporter_vk,
        language=language,
        answers=answers,
        files=files.files,
        identity=identity is not None,
    )
    return _deposit(instance, keyring, keys, folder, item, report, folder_seed, readers, name, files)


def _readers(keyring: Keyring, left_out: frozenset[Oid], groups_left_out: frozenset[Rid]) -> _Readers:
    known = {officer.oid for officer in keyring.officers}.union(
        *(group.holders for group in keyring.recovery)
    )
    if not left_out <= known or not groups_left_out <= {group.rid for group in keyring.recovery}:
        raise Refused("somebody left out is not on the keyring")
    officers = tuple(officer for officer in keyring.receivers if officer.oid not in left_out)
    if not officers:
        raise Refused("at least one officer must be able to read a report")
    groups = tuple(group for group in open_groups(keyring, left_out) if group.rid not in groups_left_out)
    return _Readers(officers, groups, left_out)


def _deposit(
    instance: Instance,
    keyring: Keyring,
    keys: CodeKeys,
    folder: FolderId,
    item: ItemId,
    report: Report,
    folder_seed: Seed,
    readers: _Readers,
    name: SealedIdentity,
    files: SealedFiles,
) -> SealedReport:
    document, to = report.encode(), Recipients(report.folder_pk)
    item_frame = seal_item(
        instance, folder, item, "report", 0, document=document, author=keys.sign_seed, to=to
    )
    author = author_of(instance, keys)
    receipt = receipt_of(instance, folder, item_frame, author)
    state = _first_state(folder, report, keyring, sha256(document), receipt)
    sealed_slots = b"".join((*_folder_slots(instance, folder, folder_seed, keyring, readers), *name.slots))
    payload = pack(
        FrameType.REPORT,
        folder,
        keyring.hash,
        sha256(report.folder_pk),
        sealed_slots,
        _route(instance, folder, keyring, readers, sealed_slots),
        name.body,
        u32(files.parts),
        files.tree,
        item_frame,
        keys.lookup,
        keys.auth_hash,
        seal_state(instance, keys, state),
        author,
    )
    return SealedReport(folder, payload, state)


def _first_state(
    folder: FolderId, report: Report, keyring: Keyring, sent: Hash, receipt: Hash
) -> MailboxState:
    return MailboxState(
        folder=folder,
        epoch=1,
        pk=report.folder_pk,
        left_out=report.left_out,
        removed=(),
        keyring=keyring.number,
        seq=0,
        sent=sent,
        reply=None,
        receipt=receipt,
    )


def _route(
    instance: Instance, folder: FolderId, keyring: Keyring, readers: _Readers, sealed_slots: bytes
) -> bytes:
    mask = _mask(readers.keep(slot) for slot in slots(keyring))
    return seal(keyring.collector.xpk, instance.context("route", folder, sha256(sealed_slots)), mask)


def _folder_slots(
    instance: Instance, folder: FolderId, seed: Seed, keyring: Keyring, readers: _Readers
) -> Sequence[bytes]:
    holders: list[tuple[Kid | Rid, bytes, bool]] = [
        (slot.id, slot.holder.xpk, readers.keep(slot)) for slot in slots(keyring) if not slot.share
    ]
    return [
        wrap_folder_seed(instance, folder, 1, holder, xpk, seed) if kept else blank()
        for holder, xpk, kept in holders
    ]


def _mask(kept: Iterable[bool]) -> bytes:
    """32 bytes, the first slot's bit on top."""
    bits = 0
    for position, keep in enumerate(kept):
        bits |= keep << (MASK_BITS - 1 - position)
    return bits.to_bytes(MASK_BITS // 8, "big")
