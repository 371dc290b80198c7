"""The reporter's pages: rendered once, the same bytes for every visitor (architecture, idea 5)."""

import threading
from collections.abc import Mapping
from typing import Final

from flask import Blueprint, Flask, current_app, redirect, render_template
from flask.typing import ResponseReturnValue

from crypto.names import Hash
from crypto.root import root_words
from portal.intake import Intake
from portal.published import Published
from portal.web.documents import Document, answer_with

HTML: Final = "text/html"
KEPT: Final = "no-cache"
NEVER_KEPT: Final = "no-store"
PAGES: Final[Mapping[str, tuple[str, str]]] = {
    "/": ("portal/start.html", KEPT),
    "/report": ("portal/report.html", NEVER_KEPT),
    "/check": ("portal/check.html", NEVER_KEPT),
    "/rights": ("portal/rights.html", KEPT),
    "/staying-safe": ("portal/staying_safe.html", KEPT),
    "/where-else": ("portal/where_else.html", KEPT),
    "/how-we-deal": ("portal/how_we_deal.html", KEPT),
    "/files-and-hidden-data": ("portal/files_and_hidden_data.html", KEPT),
    "/accessibility": ("portal/accessibility.html", KEPT),
    "/privacy": ("portal/privacy.html", KEPT),
}
NOT_FOUND: Final = ("portal/plain/not_found.html", NEVER_KEPT)
CLEARED: Final = '"cache", "cookies", "storage"'

pages = Blueprint("pages", __name__)


class Library:
    """Every document, rendered at start-up, and once more if the first root is only published later.

    With `pinned`, the first root's hash from the settings, nothing that the postbox publishes changes a page:
    a database taken over cannot make browsers believe a root of its own.
    """

    def __init__(self, app: Flask, published: Published, pinned: Hash | None = None) -> None:
        self._app = app
        self._published = published
        self._lock = threading.Lock()
        self._made_for = pinned
        self._documents = self._render(pinned)
        self.refresh()

    def document(self, path: str) -> Document:
        """The document at this path, or the one that says there is none."""
        self.refresh()
        return self._documents.get(path, self._documents[""])

    def everything(self) -> Mapping[str, Document]:
        """Every document by its path."""
        self.refresh()
        return {path: document for path, document in self._documents.items() if path}

    def first_root(self) -> Hash | None:
        """The hash of the first root, which every page carries."""
        self.refresh()
        return self._made_for

    def refresh(self) -> None:
        """Render again when the first root becomes known: from then on pages carry its hash for good."""
        if self._made_for is not None:
            return
        first = self._published.first_root()
        with self._lock:
            if self._made_for is None and first is not None:
                self._documents = self._render(first)
                self._made_for = first

    def _render(self, first: Hash | None) -> dict[str, Document]:
        known = {
            "root_hash": first.hex() if first else "",
            "root_words": root_words(first) if first else (),
            "plain_forms": self._app.config["PLAIN_FORMS"],
            "demo": self._app.config["DEMO"],
        }
        with self._app.test_request_context("/"):
            return {
                path: Document.of(render_template(template, **known).encode(), HTML, cache=cache)
                for path, (template, cache) in {**PAGES, "": NOT_FOUND}.items()
            }


@pages.get("/<path:path>")
@pages.get("/", defaults={"path": ""})
def page(path: str) -> ResponseReturnValue:
    """One of `PAGES`, or a page that says there is none here."""
    intake: Intake = current_app.extensions["intake"]
    library: Library = current_app.extensions["library"]
    intake.counts.add("pages")
    address = f"/{path}"
    return answer_with(library.document(address), 200 if address in PAGES else 404)


@pages.get("/leave")
def leave() -> ResponseReturnValue:
    """Away from here, taking along nothing that the browser kept."""
    response = redirect(current_app.config["COUNCIL"].exit_url)
    response.headers["Clear-Site-Data"] = CLEARED
    response.headers["Cache-Control"] = NEVER_KEPT
    return response


@pages.get("/health")
def health() -> ResponseReturnValue:
    """Whether the postbox answers and a keyring is published, for an administrator's monitoring."""
    intake: Intake = current_app.extensions["intake"]
    intake.postbox.check_ready()
    return {"postbox": "ready", "keyring": intake.published.notices().keyring is not None}
