"""Every vector of bytes, keys and keyrings comes out as it says, whichever language made it."""

from datetime import date

import pytest

from crypto import body, enrol, padding, wrap
from crypto.code import derive_keys, parse_code, words
from crypto.context import hkdf, lp, sha256
from crypto.document import decode, encode
from crypto.errors import CodeMistake
from crypto.frame import FrameType, pack, unpack
from crypto.keyring import slots
from crypto.publish import read_keyring, verify_keyring
from crypto.root import instance_of, read_root, root_words, verify_roots
from crypto.seeds import check_exchange_public, exchange_public, sign, verification_key, verify
from crypto.tree import tree
from crypto.vectors.case import pattern
from tests.crypto.reading import cases_of, comes_out, instance, raw, raws

AREAS = (
    "document",
    "frame",
    "context",
    "padding",
    "tree",
    "body",
    "seeds",
    "wrap",
    "code",
    "root",
    "keyring",
)


def document(case):
    read = decode(raw(case["bytes"]), "test", case["keys"])
    again = {key: value for key, value in read.values.items() if key not in ("v", "kind")}
    assert encode("test", again).hex() == case["bytes"]


def frame(case):
    found = unpack(raw(case["frame"]), FrameType(case["type"]))
    assert [field.hex() for field in found] == case["fields"]
    assert pack(FrameType(case["type"]), *found).hex() == case["frame"]


def context(case):
    assert instance(case).context(case["label"], *raws(case["parts"])).hex() == case["out"]


def pads(case):
    padded = padding.pad(pattern(case["length"]), case["floor"])
    assert (len(padded), sha256(padded).hex()) == (case["size"], case["hash"])
    assert padding.unpad(padded, case["floor"]) == pattern(case["length"])


def unpads(case):
    assert padding.unpad(raw(case["padded"]), case["floor"]).hex() == case["content"]


def trees(case):
    assert tree(instance(case), pattern(case["length"])).hex() == case["out"]


def seal_body(case):
    key, place, salt = raw(case["key"]), raw(case["context"]), raw(case["salt"])
    sealed = body.seal_body(key, place, pattern(case["length"]), salt=salt)
    assert (len(sealed), sha256(sealed).hex()) == (case["size"], case["hash"])


def open_body(case):
    opened = body.open_body(raw(case["key"]), raw(case["context"]), raw(case["body"]))
    assert opened == pattern(case["length"])


def signs(case):
    signature = sign(instance(case), raw(case["seed"]), case["label"], *raws(case["parts"]))
    assert signature.hex() == case["signature"]


def verifies(case):
    verify(instance(case), raw(case["vk"]), raw(case["signature"]), case["label"], *raws(case["parts"]))


def unseals(case):
    assert wrap.unseal(raw(case["seed"]), raw(case["info"]), raw(case["sealed"])).hex() == case["secret"]


def unwraps(case):
    names = ("folder", "epoch", "holder", "pk_hash", "xseed", "wrap")
    values = [case[name] if name == "epoch" else raw(case[name]) for name in names]
    assert wrap.unwrap_folder_seed(instance(case), *values).hex() == case["seed"]


def unchains(case):
    old = wrap.unchain_seed(
        instance(case),
        raw(case["folder"]),
        case["epoch"],
        raw(case["seed"]),
        raw(case["old_pk_hash"]),
        raw(case["chained"]),
    )
    assert old.hex() == case["old"]


def spells(case):
    assert list(words(instance(case), raw(case["entropy"]))) == case["words"]


def parses_code(case):
    if case["expect"] == "ok":
        assert parse_code(instance(case), case["text"]).hex() == case["entropy"]
        return
    with pytest.raises(CodeMistake) as refusal:
        parse_code(instance(case), case["text"])
    assert (refusal.value.word, refusal.value.count) == (case["word"], case["count"])
    raise refusal.value


def derives(case):
    keys = derive_keys(instance(case), raw(case["entropy"]))
    for name in (
        "lookup",
        "auth",
        "reply_seed",
        "sign_seed",
        "reporter_vk",
        "state_key",
        "author_secret",
        "auth_hash",
    ):
        assert getattr(keys, name).hex() == case[name], name


def roots(case):
    first = raw(case["first_hash"]) if case["first_hash"] else None
    today = date.fromisoformat(case["today"])
    found = verify_roots(raws(case["frames"]), first, today, least_threshold=case["least_threshold"])
    assert instance_of(found).iid.hex() == case["iid"]
    assert list(root_words(found[0].hash)) == case["words"]


def keyring(case):
    known = [read_root(each) for each in raws(case["roots"])]
    today = date.fromisoformat(case["today"])
    found = verify_keyring(raw(case["frame"]), known, instance(case), today, case["at_least_number"])
    if "hash" in case:
        assert (found.number, found.hash.hex(), len(slots(found))) == (1, case["hash"], case["slot_count"])
        assert {each.title.en: each.kid.hex() for each in found.officers} == case["kids"]


def enrolment(case):
    found = enrol.verify_enrolment(raw(case["frame"]), instance(case))
    assert (found.oid.hex(), found.kid.hex()) == (case["oid"], case["kid"])
    assert list(enrol.kid_words(found.kid)) == case["words"]


def same(function, *names):
    """An operation whose one result stands in `out`."""

    def check(case):
        found = function(*(raw(case[each]) if isinstance(case[each], str) else case[each] for each in names))
        assert (found.hex() if isinstance(found, bytes) else found) == case["out"]

    return check


OPERATIONS = {
    "document": document,
    "frame": frame,
    "lp": same(lambda parts: lp(*raws(parts)), "parts"),
    "lp_length": lambda case: lp(bytes(case["length"])),
    "context": context,
    "hash": same(sha256, "content"),
    "hkdf": same(hkdf, "secret", "info", "length"),
    "round_up": same(padding.round_up, "length"),
    "stream_length": same(padding.stream_length, "length"),
    "pad": pads,
    "unpad": unpads,
    "tree": trees,
    "seal_body": seal_body,
    "open_body": open_body,
    "exchange_public": same(exchange_public, "seed"),
    "verification_key": same(verification_key, "seed"),
    "check_exchange_public": lambda case: check_exchange_public(raw(case["public"])),
    "sign": signs,
    "verify": verifies,
    "unseal": unseals,
    "unwrap_folder_seed": unwraps,
    "unchain_seed": unchains,
    "words": spells,
    "parse_code": parses_code,
    "derive_keys": derives,
    "verify_roots": roots,
    "read_root": lambda case: read_root(raw(case["document"])),
    "verify_keyring": keyring,
    "read_keyring": lambda case: read_keyring(raw(case["document"])),
    "verify_enrolment": enrolment,
}

CASES = cases_of(AREAS, OPERATIONS)


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{area}: {case['name']}") for area, case in CASES])
def test_a_vector_comes_out_as_it_says(case):
    comes_out(OPERATIONS, case)
