"""Clients that post ready-made bodies as fast as they are answered, in a process of their own."""

import http.client
import multiprocessing
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

TIMEOUT_S = 30


@dataclass(frozen=True, slots=True)
class Load:
    """What one round of posting showed. `ms`: the time of each answered request."""

    ms: tuple[float, ...]
    failures: int
    seconds: float

    @property
    def per_s(self) -> float:
        return len(self.ms) / self.seconds

    @property
    def median(self) -> float:
        return statistics.median(self.ms)

    def percentile(self, percent: int) -> float:
        return statistics.quantiles(self.ms, n=100, method="inclusive")[percent - 1]


def post_all(port: int, path: str, bodies: Sequence[bytes], *, clients: int, keep_alive: bool = True) -> Load:
    """Post every body once, `clients` at a time, from a second process; failures are counted, not retried."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    worker = context.Process(target=_post, args=(sender, port, path, bodies, clients, keep_alive))
    worker.start()
    load = receiver.recv()
    worker.join()
    return load


def _post(sender, port: int, path: str, bodies: Sequence[bytes], clients: int, keep_alive: bool) -> None:
    shares = [bodies[number::clients] for number in range(clients)]
    answered: list[list[float]] = [[] for _ in shares]
    failed = [0] * clients
    post = _kept_alive if keep_alive else _one_by_one

    def client(number: int) -> None:
        failed[number] = post(port, path, shares[number], answered[number].append)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begun
    sender.send(Load(tuple(ms for each in answered for ms in each), sum(failed), seconds))


def _kept_alive(port: int, path: str, bodies: Sequence[bytes], tell: Callable[[float], None]) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)
    connection.connect()
    failures = sum(not _one(connection, path, body, tell) for body in bodies)
    connection.close()
    return failures


def _one_by_one(port: int, path: str, bodies: Sequence[bytes], tell: Callable[[float], None]) -> int:
    failures = 0
    for body in bodies:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)
        failures += not _one(connection, path, body, tell)
        connection.close()
    return failures


def _one(
    connection: http.client.HTTPConnection, path: str, body: bytes, tell: Callable[[float], None]
) -> bool:
    begun = time.perf_counter()
    try:
        connection.request("POST", path, body, {"Content-Type": "application/octet-stream"})
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        connection.close()
        return False
    tell((time.perf_counter() - begun) * 1000)
    return answer.status == http.HTTPStatus.OK
