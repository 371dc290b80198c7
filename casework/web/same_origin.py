"""Only casework's own pages may change anything: the cookie alone admits nobody."""

from urllib.parse import urlsplit

from flask import Flask, abort, request
from werkzeug.exceptions import Forbidden

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
TYPES = frozenset({"application/json", "application/octet-stream"})


def with_same_origin(app: Flask, public_url: str) -> None:
    """Refuse, with 403, every change that does not come from a page of `public_url`."""
    ours = "{0.scheme}://{0.netloc}".format(urlsplit(public_url))

    @app.before_request
    def check() -> None:
        if request.method in SAFE:
            return
        origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
        same = origin == ours if origin is not None else site == "same-origin"
        if not same or request.mimetype not in TYPES:
            abort(Forbidden.code or 403)
