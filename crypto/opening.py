"""Officers' and collector's side: what was sealed becomes words again (protocol §6). Never imported by portal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crypto.context import Instance
from crypto.deposit import ItemFrame, MessageFrame, ReportFrame
from crypto.keyring import Keyring, Slot
from crypto.letter import Ack, FolderKey, Message, Reader, Reply, Report
from crypto.mailbox import Finding
from crypto.names import FolderId, Hash, ItemId, Kid, Oid, Rid, Seed


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
    raise NotImplementedError


def message_identity_slots(keyring: Keyring, frame: MessageFrame) -> tuple[tuple[Slot, bytes], ...]:
    """A message's identity slots with their holders; Refused if their number is not the keyring's."""
    raise NotImplementedError


def open_report(
    instance: Instance, folder: FolderId, seed: Seed, frame: ItemFrame, keyrings: Sequence[Keyring]
) -> OpenedReport:
    """The report. `seed` is epoch 1's; `keyrings` the verified chain, one of which the report names.

    Raises CannotOpen, Malformed, BadSignature (forged), or Refused (its folder key is not the seed's, its
    keyring is not in the chain, its readers are not what that keyring and `left_out` give).
    """
    raise NotImplementedError


def open_message(
    instance: Instance, report: OpenedReport, seeds: Sequence[Seed], frame: ItemFrame
) -> OpenedMessage:
    """A message by the report's author. `seeds`: the folder's, newest epoch first.

    Raises CannotOpen, Malformed, or BadSignature: then it is forged and never shown as content.
    """
    raise NotImplementedError


def open_reply(
    instance: Instance, folder: FolderId, seeds: Sequence[Seed], keyring: Keyring, frame: ItemFrame
) -> tuple[int, Hash, Reply]:
    """A colleague's reply: its seq, H(document) and words; raises like `open_message`."""
    raise NotImplementedError


def check_messages(
    report: OpenedReport, messages: Sequence[OpenedMessage], replies: Sequence[tuple[int, Hash]]
) -> tuple[Finding, ...]:
    """Gaps, forks, and acknowledgements of replies that officers never wrote; `replies` as (seq, hash)."""
    raise NotImplementedError


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
    """A reply's frame, 18,846 bytes, to the folder's newest key and the reporter. TooLarge if it does not fit."""
    raise NotImplementedError
