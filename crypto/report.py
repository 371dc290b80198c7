"""Sealing a report, with its slots, route, identity and mailbox, into one deposit (protocol §6)."""

from collections.abc import Mapping
from dataclasses import dataclass

from crypto.code import CodeKeys
from crypto.context import Instance
from crypto.deposit import MessageFrame, ReportFrame, parse_message_frame, parse_report_frame
from crypto.files import NO_FILES, SealedFiles
from crypto.identity import Identity
from crypto.keyring import Keyring
from crypto.letter import Answer, SealedBy
from crypto.names import FolderId, Hash, Oid, Rid

__all__ = [
    "MessageFrame",
    "ReportFrame",
    "SealedReport",
    "parse_message_frame",
    "parse_report_frame",
    "seal_report",
]


@dataclass(frozen=True, slots=True)
class SealedReport:
    """A deposit: `payload` is frame 3, `id` its deposit's and folder's id, `done` what the portal must answer."""

    id: FolderId
    payload: bytes
    receipt: Hash

    @property
    def done(self) -> Hash:
        """H(payload)."""
        raise NotImplementedError


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
    Raises Refused if no officer remains, or a name is given and one of its two groups has no member left;
    TooLarge beyond a limit.
    """
    raise NotImplementedError
