"""The examples on docs/protocol.md are what the code computes, and its frame table is the code's."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from config.home import ROOT
from crypto import body, code, document, frame, keyring, padding, root, seeds, tree
from crypto.context import Instance, sha256
from crypto.letter import Message, Reply, Report
from crypto.publish import KEYS as KEYRING_KEYS
from crypto.root import KEYS as ROOT_KEYS
from crypto.state import KEYS as STATE_KEYS

PAGE = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")
EXAMPLES = PAGE[PAGE.index("## 26. Worked examples") :]
HERE = Instance(bytes(range(16)))
SEED = bytes(range(32))


def spaceless(text: str) -> str:
    return re.sub(r"\s", "", text)


def values() -> Iterator[tuple[str, bytes]]:
    ann = document.encode("identity", {"name": "Ann", "contact": "", "share_with": []})
    xpk, vk = seeds.exchange_public(SEED), seeds.verification_key(SEED)
    entropy = bytes(range(13))
    keys = code.derive_keys(HERE, entropy)
    hello = body.seal_body(SEED, HERE.context("file", bytes(16), bytes(16)), b"hello", salt=bytes(range(24)))
    yield "context", HERE.context("kid", b"\x01\x02")
    yield "hash of a document", sha256(ann)
    yield "beginning of its padding", padding.pad(ann, padding.FLOOR_SMALL)[:16]
    yield "begin frame", frame.pack(frame.FrameType.BEGIN, bytes(range(16, 32)))
    yield "vk", vk
    yield "hash of xpk", sha256(xpk)
    yield "kid", keyring.kid_of(HERE, xpk, vk)
    yield "rid", keyring.rid_of(HERE, xpk)
    yield "custodian id", root.custodian_id(vk)
    yield "signed context", HERE.context("test", b"x")
    yield "signature", seeds.sign(HERE, SEED, "test", b"x")
    yield "salt", hello[:24]
    yield "commitment", hello[24:56]
    yield "chunk", hello[56:]
    yield "empty tree", tree.tree(HERE, b"")
    yield "tree", tree.tree(HERE, b"hello")
    yield "lookup", keys.lookup
    yield "auth", keys.auth
    yield "hash of auth", keys.auth_hash
    yield "reply seed", keys.reply_seed
    yield "sign seed", keys.sign_seed
    yield "reporter's vk", keys.reporter_vk
    yield "state key", keys.state_key
    yield "author secret", keys.author_secret
    yield "author", code.author_of(HERE, keys)


@pytest.mark.parametrize(
    ("what", "value"), list(values()), ids=lambda each: each if isinstance(each, str) else ""
)
def test_each_example_on_the_page_is_what_the_code_computes(what, value):
    assert value.hex() in spaceless(EXAMPLES), what


def test_the_words_of_the_example_code_are_right():
    assert " ".join(code.words(HERE, bytes(range(13)))) in EXAMPLES


def test_the_rounding_table_is_right():
    row = next(line for line in EXAMPLES.splitlines() if line.startswith("| L |"))
    result = EXAMPLES.splitlines()[EXAMPLES.splitlines().index(row) + 2]
    lengths, rounded = (
        [int(cell.replace(",", "")) for cell in re.findall(r"[\d,]{3,}", line)] for line in (row, result)
    )
    assert [padding.round_up(length) for length in lengths] == rounded


def test_the_frame_table_has_each_type_with_its_number_of_fields():
    for kind, layout in frame.LAYOUT.items():
        row = re.search(rf"^\| {kind:d} \| {kind.name.lower()} \| (.*) \|$", PAGE, re.MULTILINE)
        assert row, kind
        fields = 5 if kind is frame.FrameType.ANSWER else len(row[1].split(". ")[0].split(" · "))
        assert fields == len(layout), kind


def documents() -> Iterator[tuple[str, list[str]]]:
    for kind, keys in re.findall(r"^\| `(\w+)` \| ((?:`\w+` ?)+)\|", PAGE, re.MULTILINE):
        yield kind, re.findall(r"`(\w+)`", keys)


def test_the_table_of_documents_names_the_keys_that_the_code_demands():
    table = dict(documents())
    assert len(table) == 10
    assert table["root"] == list(ROOT_KEYS)
    assert table["keyring"] == list(KEYRING_KEYS)
    assert table["state"] == list(STATE_KEYS)
    for kind, written in (("report", Report), ("message", Message), ("reply", Reply)):
        assert table[kind] == list(written.__slots__)


def test_the_sections_are_numbered_without_a_gap():
    numbers = [int(number) for number in re.findall(r"^## (\d+)\. ", PAGE, re.MULTILINE)]
    assert all(after == before + 1 for before, after in pairwise(numbers))
