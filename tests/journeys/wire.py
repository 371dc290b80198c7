"""The line between one browser and the portal: what passes is noted, and it can be broken in every way."""

import json
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Request, Route

API = "**/api/**"


@dataclass
class Wire:
    """Notes every request from the page and its worker, from the moment it is tapped."""

    context: BrowserContext
    requests: list[Request] = field(default_factory=list)

    @classmethod
    def tapped(cls, context: BrowserContext) -> Self:
        wire = cls(context)
        context.on("request", wire._note)
        return wire

    def _note(self, request: Request) -> None:
        self.requests.append(request)

    def paths(self, method: str = "") -> list[str]:
        """What was asked for, in order."""
        return [urlsplit(each.url).path for each in self.requests if method in ("", each.method)]

    @property
    def posted(self) -> list[str]:
        return self.paths("POST")

    def bodies(self) -> bytes:
        """Everything that was sent, end to end (in Chromium; Firefox does not show it)."""
        return b"\n".join(each.post_data_buffer or b"" for each in self.requests)

    def is_cut(self, pattern: str = API) -> None:
        self.context.route(pattern, lambda route: route.abort())

    def is_cut_after(self, number: int, pattern: str) -> None:
        """Let `number` requests through and none after them."""
        left = [number]

        def pass_or_cut(route: Route) -> None:
            left[0] -= 1
            if left[0] < 0:
                route.abort()
            else:
                route.continue_()

        self.context.route(pattern, pass_or_cut)

    def answers(self, pattern: str, status: int, *, times: int | None = None, portal: bool = True) -> None:
        """Somebody answers in the portal's place: the portal itself as it does, or what stands before it."""
        body = json.dumps({"error": "refused"}) if portal else "<h1>Bad gateway</h1>"
        self.context.route(pattern, lambda route: route.fulfill(status=status, body=body), times=times)

    def serves(self, pattern: str, body: bytes) -> None:
        self.context.route(
            pattern, lambda route: route.fulfill(body=body, content_type="application/octet-stream")
        )

    def is_mended(self) -> None:
        self.context.unroute_all(behavior="ignoreErrors")
