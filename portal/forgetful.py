"""What the portal never learns of a visitor, because it is gone before any code of ours runs."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

NEVER_LEARNT: Final = (
    "REMOTE_ADDR",
    "REMOTE_HOST",
    "REMOTE_PORT",
    "REMOTE_USER",
    "HTTP_USER_AGENT",
    "HTTP_REFERER",
    "HTTP_COOKIE",
    "HTTP_FORWARDED",
    "HTTP_FROM",
    "HTTP_VIA",
    "HTTP_AUTHORIZATION",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_DNT",
)
PREFIXES: Final = ("HTTP_X_", "HTTP_SEC_CH_", "HTTP_CF_", "HTTP_TRUE_CLIENT")


def forgetful(app: "WSGIApplication") -> "WSGIApplication":
    """Take from each request whatever could point to its sender."""

    def forget(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        kept = {
            name: value
            for name, value in environ.items()
            if name not in NEVER_LEARNT and not name.startswith(PREFIXES)
        }
        return app(kept, start)

    return forget
