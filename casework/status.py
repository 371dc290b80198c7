"""What an administrator must know: whether anything is being collected, and what waits for a person."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection, Engine

from casework.postbox import Postbox, Waiting
from casework.store import deposits, documents, notices, recoveries, recovery
from casework.store.rows import NoticesWaiting
from crypto.publish import read_keyring

WARNING: Final = timedelta(days=10)
USED: Final = "The shares of “{title}” were put together: put a new group in its place and sign a keyring."


@dataclass(frozen=True, slots=True)
class Status:
    """`late`: no whole round for an hour. `refused`: deposits kept aside. `keyring_until`: its last day.

    `used_groups`: titles of recovery groups whose shares were put together; `recovering`, `unrecoverable`:
    folders on their way to new keys, and why some cannot be given. `unsent`: notices that do not get out.
    """

    late: bool
    refused: int
    undelivered: int
    keyring_until: date | None
    waiting: Waiting
    used_groups: tuple[str, ...] = ()
    recovering: int = 0
    unrecoverable: tuple[str, ...] = ()
    unsent: NoticesWaiting | None = None

    def alarms(self, today: date, warning: timedelta = WARNING) -> tuple[str, ...]:
        """One sentence for each thing that somebody must put right."""
        found = []
        if self.late:
            found.append("Nothing has been collected for an hour: is the worker running?")
        if self.refused:
            found.append(f"{self.refused} deposits could not be filed and are kept in casework.deposits.")
        if self.keyring_until is None:
            found.append("There is no keyring: the custodians must sign one at /custody.")
        elif self.keyring_until < today + warning:
            found.append(f"The keyring ends on {self.keyring_until}: sign the next one at /custody.")
        found += [USED.format(title=title) for title in self.used_groups]
        found += [f"A folder could not be recovered: {reason}." for reason in self.unrecoverable]
        if self.unsent and self.unsent.failing:
            found.append(f"{self.unsent.failing} notices could not be mailed: {self.unsent.error}.")
        elif self.unsent and self.unsent.late:
            found.append(f"{self.unsent.late} notices wait for a day: is CANDOUR_MAIL_HOST set?")
        return tuple(found)


def status(casework: Engine, postbox: Postbox) -> Status:
    """Look at both databases."""
    with casework.begin() as connection:
        return Status(
            late=deposits.late(connection),
            refused=deposits.count_refused(connection),
            undelivered=len(deposits.outgoing(connection)),
            keyring_until=documents.newest_not_after(connection, "keyring"),
            waiting=postbox.status(),
            used_groups=_used_groups(connection),
            recovering=recoveries.waiting(connection),
            unrecoverable=tuple(each.refused for each in recoveries.laid(connection) if each.refused),
            unsent=notices.waiting(connection),
        )


def _used_groups(connection: Connection) -> tuple[str, ...]:
    """Those that nothing replaces yet, or that still stand on the newest keyring."""
    published = documents.published(connection, "keyring")[-1:]
    listed = {group.xpk for each in published for group in read_keyring(each.document).recovery}
    return tuple(each.title_en for each in recovery.used(connection) if each.live or each.xpk in listed)
