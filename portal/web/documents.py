"""Documents: bytes made once and given to everyone alike, compressed beforehand."""

import gzip
import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Self

import brotli  # type: ignore[import-untyped]
from flask import Response, request
from werkzeug.http import parse_set_header


@dataclass(frozen=True, slots=True)
class Document:
    """One document in three encodings. `etag` is a hash of the bytes, so it tells nobody from anybody."""

    body: bytes = field(repr=False)
    mimetype: str
    cache: str
    etag: str
    encodings: tuple[tuple[str, bytes], ...] = field(repr=False)

    @classmethod
    @lru_cache(maxsize=64)
    def of(cls, body: bytes, mimetype: str, *, cache: str) -> Self:
        """Make a document; `cache` is its Cache-Control."""
        etag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
        smaller = (("br", brotli.compress(body)), ("gzip", gzip.compress(body, mtime=0)))
        return cls(body, mimetype, cache, etag, smaller)


def answer_with(document: Document, status: int = 200) -> Response:
    """The document in the best encoding that the browser takes, or 304 when it has it already."""
    if request.headers.get("If-None-Match") == document.etag and "no-store" not in document.cache:
        response = Response(status=304)
    else:
        accepted = parse_set_header(request.headers.get("Accept-Encoding", ""))
        name, body = next(
            ((name, body) for name, body in document.encodings if name in accepted), ("", document.body)
        )
        response = Response(body, status=status, mimetype=document.mimetype)
        if name:
            response.headers["Content-Encoding"] = name
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = document.cache
    if "no-store" not in document.cache:
        response.headers["ETag"] = document.etag
    return response
