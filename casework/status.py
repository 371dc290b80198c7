"""What an administrator must know: whether anything is being collected, and what waits for a person."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Engine

from casework.postbox import Postbox, Waiting
from casework.store import deposits, documents

WARNING: Final = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Status:
    """`late`: no whole round for an hour. `refused`: deposits kept aside. `keyring_until`: its last day."""

    late: bool
    refused: int
    undelivered: int
    keyring_until: date | None
    waiting: Waiting

    def alarms(self, today: date) -> tuple[str, ...]:
        """One sentence for each thing that somebody must put right."""
        found = []
        if self.late:
            found.append("Nothing has been collected for an hour: is the worker running?")
        if self.refused:
            found.append(f"{self.refused} deposits could not be filed and are kept in casework.deposits.")
        if self.keyring_until is None:
            found.append("There is no keyring: the custodians must sign one at /custody.")
        elif self.keyring_until < today + WARNING:
            found.append(f"The keyring ends on {self.keyring_until}: sign the next one at /custody.")
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
        )
