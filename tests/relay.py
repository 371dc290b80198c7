"""A reverse proxy before the portal: marks what it forwards, keeps what is sent, counts what comes back."""

import http.client
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

OF_THIS_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}

Answer = tuple[int, list[tuple[str, str]], bytes]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request's path and body, and how many bytes of body, compressed as they travelled, came back."""

    path: str
    body: bytes
    received: int


@dataclass
class Relay:
    """Forwards to `port`, with the headers `marked`; answers the paths in `own` itself: (type, content)."""

    port: int
    marked: Mapping[str, str]
    own: Mapping[str, tuple[str, bytes]]
    address: str = ""
    exchanges: list[Exchange] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        if path in self.own:
            kind, content = self.own[path]
            return 200, [("Content-Type", kind)], content
        status, told, content = self._forward(method, path, headers, body)
        with self.lock:
            self.exchanges.append(Exchange(path, body, len(content)))
        return status, told, content

    @contextmanager
    def losing_answers(self, path: str) -> Iterator[None]:
        """What is sent to `path` arrives, and a proxy's error comes back instead of the portal's answer."""
        answer = self.answer

        def lose(method: str, asked: str, headers: dict[str, str], body: bytes) -> Answer:
            told = answer(method, asked, headers, body)
            return (502, [("Content-Type", "text/html")], b"<h1>Bad gateway</h1>") if asked == path else told

        self.answer = lose
        yield
        self.answer = answer

    def _forward(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as portal:
            portal.request(method, path, body, {**headers, **self.marked})
            answer = portal.getresponse()
            told = [(name, value) for name, value in answer.getheaders() if name.lower() not in OF_THIS_HOP]
            return answer.status, told, answer.read()


def _handler(relay: Relay) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, headers, content = relay.answer(self.command, self.path, dict(self.headers), body)
            self.send_response_only(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def relaying(
    port: int, marked: Mapping[str, str] | None = None, own: Mapping[str, tuple[str, bytes]] | None = None
) -> Iterator[Relay]:
    """Relay to the portal at `port` until the end of the block."""
    relay = Relay(port, marked or {}, own or {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(relay))
    relay.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield relay
    server.shutdown()
    server.server_close()
    thread.join()
