"""What both programs send with every answer, how they serve their files, and how they listen."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import waitress
from flask import Flask, Response
from whitenoise import WhiteNoise

LARGEST_BODY: Final = (
    2 * 1024 * 1024
)  # a put of 1 MiB and a ticket; a report frame without files is far below
HEADERS: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=(), interest-cohort=()",
    "X-Robots-Tag": "noindex",
}
CONTENT_SECURITY_POLICY: Final[Mapping[str, str]] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "worker-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "candour-worker",
}


def content_security_policy(**changes: str) -> str:
    """The policy of a sealing page; `form_action="'self'"` and the like change one directive each."""
    named = {name.replace("_", "-"): value for name, value in changes.items()}
    return "; ".join(f"{name} {value}" for name, value in {**CONTENT_SECURITY_POLICY, **named}.items())


def with_security_headers(app: Flask, policy: str) -> None:
    """Send `HEADERS` and `policy` with every answer that does not bring its own."""

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in {**HEADERS, "Content-Security-Policy": policy}.items():
            response.headers.setdefault(name, value)
        return response


def with_static(app: Flask, folder: Path) -> None:
    """Serve `folder` under /static/ by WhiteNoise: precompressed, cached for good (names carry a hash).

    The policy goes with scripts too: a worker obeys the one that came with its own file.
    """
    sent = {**HEADERS, "Content-Security-Policy": content_security_policy()}

    def headers(files: dict[str, str] | object, _path: str, _url: str) -> None:
        for name, value in sent.items():
            files[name] = value  # type: ignore[index]

    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(folder),
        prefix="static/",
        max_age=31_536_000,
        immutable_file_test=lambda _path, url: not url.endswith(".json"),
        allow_all_origins=False,
        add_headers_function=headers,
    )


def serve(app: Flask, host: str, port: int, *, threads: int = 8) -> None:
    """Listen until stopped. Waitress reads a slow sender's body without giving it a thread."""
    waitress.serve(
        app,
        host=host,
        port=port,
        threads=threads,
        ident=None,
        inbuf_overflow=2
        * LARGEST_BODY,  # bodies stay in memory: nothing sealed or typed touches a temporary file
        max_request_body_size=LARGEST_BODY,
        channel_timeout=60,
        connection_limit=1000,
        clear_untrusted_proxy_headers=True,
    )
