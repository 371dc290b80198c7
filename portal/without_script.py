"""Sealing and opening for somebody whose browser runs no script (protocol §10): at once, in this process.

What is weaker is said on the page: for a moment this server holds the words and the code. It seals as
everybody does, marks the report `sealed_by: "server"`, and keeps neither words nor code.
"""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from crypto.code import CodeKeys, derive_keys
from crypto.context import Instance
from crypto.errors import CandourError, CannotOpen
from crypto.files import NO_FILES, FileStream, SealedFiles
from crypto.keyring import Keyring
from crypto.letter import Answer
from crypto.mailbox import MailboxState, OpenedReplies, open_replies, open_state, seal_message
from crypto.names import FolderId, Hash, Oid, Rid
from crypto.publish import verify_keyring
from crypto.report import seal_report
from crypto.root import instance_of, verify_roots
from crypto.seeds import new_id
from portal import intake
from portal.checking import split_roots
from portal.intake import Conflict, Intake
from portal.published import NothingPublished

AT_ONCE: Final = 20.0
EVERY_S: Final = 2.0
OLDEST_PAGE: Final = 250


class Busy(Exception):
    """More plain forms came lately than this process seals at once. The same again works in a minute."""


class NoMailbox(Exception):
    """No mailbox opens to this code."""


class SentAlready(Exception):
    """Something else was sent from this mailbox since the page was shown."""


class Budget:
    """Instead of proof of work, one budget for all plain forms together: `AT_ONCE`, then one in `EVERY_S`."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._left = AT_ONCE
        self._at = clock()

    def spend(self) -> None:
        """Take one; raises Busy."""
        with self._lock:
            now = self._clock()
            self._left = min(AT_ONCE, self._left + (now - self._at) / EVERY_S)
            self._at = now
            if self._left < 1:
                raise Busy("too many plain forms at the moment")
            self._left -= 1


@dataclass(frozen=True, slots=True)
class Office:
    """The instance and its keyring, verified today."""

    instance: Instance
    keyring: Keyring


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mailbox opened with the keys of one request. `sealed_state` is what it holds now."""

    keys: CodeKeys
    sealed_state: bytes
    opened: OpenedReplies

    @property
    def state(self) -> MailboxState:
        """The state with all that the replies taught."""
        return self.opened.state


def verified_office(known: Intake, first_root: Hash | None, *, demo: bool) -> Office:
    """Roots from `first_root` on, and keyring, checked as a browser does; NothingPublished if one fails."""
    notices = known.published.notices()
    today = datetime.now(UTC).date()
    if notices.roots is None or notices.keyring is None:
        raise NothingPublished("no keyring has been published yet")
    try:
        roots = verify_roots(split_roots(notices.roots), first_root, today, least_threshold=1 if demo else 2)
        instance = instance_of(roots)
        return Office(instance, verify_keyring(notices.keyring, roots, instance, today))
    except CandourError as error:
        raise NothingPublished(f"the keyring cannot be used: {error}") from error


def new_stream(known: Intake, office: Office, folder: FolderId) -> FileStream:
    """Seals files as their bytes come in; each whole part goes to the postbox at once."""
    return FileStream(
        office.instance, folder, lambda number, part: intake.keep_part(known, folder, number, bytes(part))
    )


def send_report(
    known: Intake,
    office: Office,
    entropy: bytes,
    *,
    folder: FolderId,
    answers: Mapping[str, Answer],
    left_out: Iterable[Oid] = (),
    groups_left_out: Iterable[Rid] = (),
    files: SealedFiles = NO_FILES,
) -> None:
    """Seal and keep a report under the code of its form; the same form sent again is the same report.

    Raises Conflict when the code's mailbox holds something that is not a report of this form.
    """
    keys = derive_keys(office.instance, entropy)
    sealed = seal_report(
        office.instance,
        office.keyring,
        keys,
        folder=folder,
        answers=answers,
        language="en",
        sealed_by="server",
        left_out=frozenset(left_out),
        groups_left_out=frozenset(groups_left_out),
        files=files,
    )
    try:
        intake.send_report(known, sealed.id, sealed.payload)
    except Conflict:
        try:
            open_mailbox(known, office, entropy)
        except NoMailbox:
            raise Conflict("something else is stored under this form") from None
    known.counts.add("plain")


def open_mailbox(known: Intake, office: Office, entropy: bytes) -> Mailbox:
    """Everything of one mailbox that its code opens; raises NoMailbox."""
    keys = derive_keys(office.instance, entropy)
    sealed, *slots = intake.read_mailbox(known, new_id(), keys.lookup, keys.auth, 0)
    try:
        state = open_state(office.instance, keys, sealed)
    except CannotOpen:
        raise NoMailbox("no report is found for that code") from None
    opened = open_replies(office.instance, keys, state, office.keyring, slots)
    page = 0
    while opened.more:
        page += 1
        slots += intake.read_mailbox(known, new_id(), keys.lookup, keys.auth, page)[1:]
        opened = open_replies(office.instance, keys, state, office.keyring, slots)
        if page == OLDEST_PAGE:
            break
    return Mailbox(keys, sealed, opened)


def send_message(known: Intake, office: Office, mailbox: Mailbox, text: str, *, after: int) -> None:
    """Seal and keep a message written when `after` was the number of the last one; raises SentAlready."""
    if mailbox.state.seq != after:
        raise SentAlready("a message was sent since this page was shown")
    sealed = seal_message(
        office.instance,
        office.keyring,
        mailbox.keys,
        mailbox.state,
        mailbox.sealed_state,
        topic="more",
        text=text,
    )
    intake.send_message(known, sealed.id, sealed.payload)
    known.counts.add("plain")
