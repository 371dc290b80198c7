"""Reading the vectors' cases, and holding an operation to what a case says."""

from collections.abc import Callable, Iterable, Mapping

import pytest

from crypto.context import Instance
from crypto.errors import CandourError
from crypto.vectors.case import load


def raw(text: str) -> bytes:
    return bytes.fromhex(text)


def raws(texts: Iterable[str]) -> list[bytes]:
    return [raw(text) for text in texts]


def instance(case: Mapping) -> Instance:
    return Instance(raw(case["iid"]))


def cases_of(areas: Iterable[str], operations: Mapping[str, Callable]) -> list[tuple[str, Mapping]]:
    """Of these areas all, and of what the browser made whatever one of the operations can check."""
    made = [("from_browser", case) for case in load("from_browser") if case["op"] in operations]
    return [*((area, case) for area in areas for case in load(area)), *made]


def comes_out(operations: Mapping[str, Callable], case: Mapping) -> None:
    """The operation succeeds or is refused, as the case expects."""
    check = operations[case["op"]]
    if case["expect"] == "ok":
        return check(case)
    with pytest.raises(CandourError):
        check(case)
    return None
