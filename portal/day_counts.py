"""How often something happened on a day: all that is kept of any visit."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Final

from portal.postbox import Postbox, Unavailable

WRITTEN_EVERY_S: Final = 60.0


class DayCounts:
    """Counts in memory, added to the postbox's daily counters about once a minute.

    So neither a row nor the moment of its writing belongs to one request.
    """

    def __init__(self, postbox: Postbox, clock: Callable[[], float] = time.monotonic) -> None:
        self._postbox = postbox
        self._clock = clock
        self._lock = threading.Lock()
        self._counted: Counter[str] = Counter()
        self._written_at = clock()

    def add(self, name: str) -> None:
        """One more; `name` is one that the postbox knows."""
        with self._lock:
            self._counted[name] += 1
            due = self._clock() - self._written_at >= WRITTEN_EVERY_S
        if due:
            self.write()

    def write(self) -> None:
        """Add what was counted to today's counters; kept for next time when the postbox does not answer."""
        with self._lock:
            counted, self._counted = self._counted, Counter()
            self._written_at = self._clock()
        for name, more in counted.items():
            try:
                self._postbox.count_day(name, more)
            except Unavailable:
                with self._lock:
                    self._counted[name] += more
