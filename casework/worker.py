"""The worker: collects, delivers, publishes, sweeps, shows that it is alive. Stops between two deposits."""

import signal
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from threading import Event
from typing import TypeVar

from casework import demo_keys
from casework.clocks import Office
from casework.collect import Collector
from casework.heads import sign_heads
from casework.notices import MailServer, send_due
from casework.postbox import Delivery
from casework.recovery.signing import finish
from casework.refill import deliver, publish
from casework.reminders import queue_due
from casework.status import WARNING
from casework.store import deposits, documents, notices
from casework.store.recoveries import LaidOut, laid
from casework.store.report_rows import Outgoing
from config.logs import logger, place
from crypto.publish import read_keyring

T = TypeVar("T")


class NotDelivered(Exception):
    """The postbox does not know a reply's mailbox, or holds another reply: `refill` or look into it."""


@dataclass(frozen=True, slots=True)
class Worker:
    """Between casework and the postbox. `stopping` ends it at the next safe moment."""

    collector: Collector
    stopping: Event
    demo: bool = False
    mail: MailServer | None = None
    reminder_days: int = WARNING.days
    office: Office | None = None

    def work(self, interval_s: float) -> None:
        """Make rounds until told to stop."""
        swept: date | None = None
        while not self.stopping.is_set():
            try:
                self.round()
                today = datetime.now(UTC).date()
                if swept != today:
                    self.collector.postbox.sweep(today)
                    with self.collector.casework.begin() as connection:
                        notices.queue_custodians(connection, self.reminder_days)
                        if self.office:
                            queue_due(connection, self.office, today)
                    swept = today
                if self.mail:
                    send_due(self.collector.casework, self.mail)
            except Exception as error:  # noqa: BLE001 - a database that is away comes back; the beat tells meanwhile
                logger("casework.worker").error("round failed", **place(error))
            self.stopping.wait(interval_s)

    def round(self) -> bool:
        """Carry whatever there is to carry; True if nothing failed, and only then the beat is written."""
        whole = self._each(lambda _: self._publish(), [None])
        whole &= self._each(lambda _: self._sign_heads(), [None])
        whole &= self._each(self.collector.collect, self.collector.postbox.waiting())
        with self.collector.casework.begin() as connection:
            replies, recoveries = deposits.outgoing(connection), laid(connection)
        whole &= self._each(self._deliver, replies)
        whole &= self._each(self._recover, recoveries)
        if whole:
            with self.collector.casework.begin() as connection:
                deposits.beat(connection)
        return whole

    def _publish(self) -> None:
        with self.collector.casework.begin() as connection:
            keyrings = documents.published(connection, "keyring")
            if keyrings and documents.unsent(connection):  # a root alone is of no use to anybody
                if not self.demo:
                    demo_keys.refuse_on(read_keyring(keyrings[-1].document))
                publish(connection, self.collector.postbox)

    def _sign_heads(self) -> None:
        """Where the ledgers stand as the day begins: the first round of a day signs it."""
        with self.collector.casework.begin() as connection:
            sign_heads(connection, self.collector.key, today=datetime.now(UTC).date())

    def _deliver(self, reply: Outgoing) -> None:
        if deliver(self.collector.casework, self.collector.postbox, reply) is not Delivery.DONE:
            raise NotDelivered

    def _recover(self, laid_out: LaidOut) -> None:
        with self.collector.casework.begin() as connection:
            finish(connection, laid_out, today=datetime.now(UTC).date())

    def _each(self, carry: Callable[[T], None], things: Iterable[T]) -> bool:
        """One thing that fails must not keep the others waiting."""
        whole = True
        for thing in things:
            if self.stopping.is_set():
                return False
            try:
                carry(thing)
            except Exception as error:  # noqa: BLE001 - said above
                logger("casework.worker").error("not carried", **place(error))
                whole = False
        return whole


def stop_on_signals() -> Event:
    """An event that SIGTERM and SIGINT set."""
    stopping = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stopping.set())
    return stopping
