"""Compare what a running program serves with a signed list, from outside, in every encoding it offers."""

import gzip
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import date
from http.client import HTTPException
from typing import Any, Final
from urllib.parse import urlsplit

import brotli  # type: ignore[import-untyped]

from crypto.context import sha256
from crypto.errors import Malformed, Refused
from crypto.names import Hash
from crypto.root import Root, instance_of, verify_roots
from portal.digests import Listing

PATIENCE_S: Final = 30
LARGEST: Final = 16 * 1024 * 1024
ENCODINGS: Final = ("identity", "gzip", "br")
LENGTH: Final = 4


class CannotFetch(Exception):
    """A path did not answer with 200 and readable bytes."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """What is served elsewhere is not what is served here."""

    def redirect_request(self, *_refused: Any) -> None:
        return None


def fetch(base: str, path: str, encoding: str = "identity") -> bytes:
    """The decoded bytes at `base` + `path`; raises CannotFetch."""
    address = base.rstrip("/") + path
    if urlsplit(address).scheme not in {"http", "https"}:
        raise CannotFetch("only http and https addresses can be checked")
    request = urllib.request.Request(address, headers={"Accept-Encoding": encoding})  # noqa: S310
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=PATIENCE_S) as answer:
            body: bytes = answer.read(LARGEST)
            return _decoded(body, answer.headers.get("Content-Encoding", "identity"))
    except (urllib.error.URLError, HTTPException, OSError, EOFError, brotli.error) as error:
        raise CannotFetch(f"{path} cannot be read ({type(error).__name__})") from error


def check_signatures(listing: Listing, base: str, first_root: Hash | None, *, demo: bool = False) -> Root:
    """Verify the list under the roots served at `base`; returns the first root.

    Raises Malformed, Refused or BadSignature, and Refused if the first root is not the one expected.
    """
    frames = split_roots(fetch(base, "/api/roots"))
    roots = verify_roots(frames, first_root, date.today(), least_threshold=1 if demo else 2)  # noqa: DTZ011
    if instance_of(roots) != listing.instance:
        raise Refused("the list was made for another installation")
    listing.check(roots[-1])
    return roots[0]


def differences(listing: Listing, base: str, program: str = "portal") -> Iterator[str]:
    """One line for each path that is not served as listed, in any encoding."""
    for each in listing.served:
        if each.program == program:
            try:
                bodies = [fetch(base, each.path, encoding) for encoding in ENCODINGS]
            except CannotFetch as error:
                yield str(error)
                continue
            if {sha256(body).hex() for body in bodies} != {each.digest}:
                yield f"{each.path} is not what the list says"


def split_roots(notice: bytes) -> list[bytes]:
    """The frames in what /api/roots serves."""
    frames, at = [], 0
    while at < len(notice):
        end = at + LENGTH + int.from_bytes(notice[at : at + LENGTH], "big")
        if end > len(notice):
            raise Malformed("roots that end in the middle")
        frames.append(notice[at + LENGTH : end])
        at = end
    return frames


def _decoded(body: bytes, encoding: str) -> bytes:
    match encoding:
        case "br":
            return bytes(brotli.decompress(body))
        case "gzip":
            return gzip.decompress(body)
        case _:
            return body
