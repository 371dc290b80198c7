"""Every vector, those that the browser's twin sealed among them, comes out as it says."""

from dataclasses import fields
from datetime import date

import pytest

from crypto import body, enrol, identity, padding, vault, wrap
from crypto.chain import verify_chain
from crypto.code import derive_keys, parse_code, words
from crypto.context import Instance, hkdf, lp, sha256
from crypto.deposit import ItemFrame, parse_message_frame, parse_report_frame
from crypto.document import decode, encode
from crypto.errors import CandourError, CodeMistake
from crypto.fields import Fields
from crypto.files import File, open_file, read_file
from crypto.frame import FrameType, pack, unpack
from crypto.keyring import slots
from crypto.letter import Report
from crypto.mailbox import open_replies, open_state
from crypto.opening import OpenedReport, open_message, open_report, open_route
from crypto.publish import read_keyring, verify_keyring
from crypto.root import instance_of, read_root, root_words, verify_roots
from crypto.seeds import check_exchange_public, exchange_public, sign, verification_key, verify
from crypto.tree import tree
from crypto.vectors.__main__ import FILES
from crypto.vectors.case import load, pattern
from crypto.vectors.cast import KEYRING

CASES = [(name, case) for name in (*FILES, "from_browser") for case in load(name)]


def raw(text):
    return bytes.fromhex(text)


def raws(texts):
    return [raw(text) for text in texts]


def instance(case):
    return Instance(raw(case["iid"]))


def item_frame(case):
    found = case["item"]
    parts = {
        key: raw(value) if isinstance(value, str) and key != "kind" else value for key, value in found.items()
    }
    return ItemFrame(**parts)


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
    try:
        assert parse_code(instance(case), case["text"]).hex() == case["entropy"]
    except CodeMistake as mistake:
        assert (mistake.word, mistake.count) == (case["word"], case["count"])
        raise


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


def deposit(case):
    found = parse_report_frame(raw(case["payload"]))
    assert (found.folder.hex(), sha256(raw(case["payload"])).hex()) == (case["folder"], case["done"])


def route(case):
    ring = read_keyring(raw(case["keyring_document"]))
    found = open_route(instance(case), ring, raw(case["seed"]), parse_report_frame(raw(case["payload"])))
    assert [each.hex() for each in found.to] == case["to"]
    assert [each.hex() for each in found.barred] == case["barred"]


class PublishedKeyring:
    def __init__(self, hash_):
        self.hash = hash_


def report(case):
    frame_ = item_frame(case) if "item" in case else parse_report_frame(raw(case["payload"])).item
    known = [PublishedKeyring(each) for each in raws(case["keyrings"])]
    found = open_report(instance(case), raw(case["folder"]), raw(case["seed"]), frame_, known)
    assert found.hash.hex() == case["document_hash"]
    if "what" in case:
        assert found.report.answers["what"] == case["what"]
        assert found.report.reporter_vk.hex() == case["reporter_vk"]
        assert [oid.hex() for oid in found.report.left_out] == case["left_out"]


def state(case):
    keys = derive_keys(instance(case), raw(case["entropy"]))
    found = open_state(instance(case), keys, raw(case["sealed"]))
    assert (found.receipt.hex(), found.sent.hex(), found.pk.hex()) == (
        case["receipt"],
        case["sent"],
        case["pk"],
    )


def replies(case):
    keys = derive_keys(instance(case), raw(case["entropy"]))
    remembered = open_state(instance(case), keys, raw(case["sealed_state"]))
    ring = read_keyring(raw(case["keyring_document"]))
    found = open_replies(instance(case), keys, remembered, ring, raws(case["slots"]))
    assert [reply.seq for reply in found.replies] == case["seqs"]
    assert [{"fault": each.fault, "seq": each.seq} for each in found.findings] == case["findings"]
    if "epoch" in case:
        learnt = found.state.reply.seq if found.state.reply else 0
        assert (found.state.epoch, learnt, found.more) == (case["epoch"], case["reply_seq"], case["more"])


def message(case):
    made_up = Report(
        "browser", bytes(32), (), (), (), b"", b"", raw(case["reporter_vk"]), "en", {}, (), False
    )
    opened = OpenedReport(raw(case["folder"]), bytes(16), raw(case["report_hash"]), made_up)
    found = parse_message_frame(raw(case["payload"]))
    letter = open_message(instance(case), opened, raws(case["seeds"]), found.item)
    assert (letter.message.text, letter.seq, letter.message.ack.seq) == (
        case["text"],
        case["seq"],
        case["ack_seq"],
    )
    assert sha256(raw(case["payload"])).hex() == case["done"]


def place(case):
    return instance(case), raw(case["folder"]), raw(case["item"])


def share(case):
    values = (raw(case["kid"]), case["group"], raw(case["xseed"]), raw(case["slot"]))
    assert identity.open_share(*place(case), *values).hex() == case["share"]


def released(case):
    values = raws([case["asking_event"], case["xseed"], case["released"]])
    assert identity.open_released_share(*place(case), *values).hex() == case["share"]


def name(case):
    shares = {int(group): raw(half) for group, half in case["shares"].items()}
    found = identity.open_identity(*place(case), shares, raw(case["sealed"]))
    assert (found.name, found.contact) == (case["given_name"], case["contact"])


def file(case):
    entry = read_file(Fields.of(case["file"], [field.name for field in fields(File)], "file"))
    content = open_file(instance(case), raw(case["folder"]), entry, raw(case["ciphertext"]))
    assert sha256(content).hex() == case["content_hash"]


def passphrase(case):
    found = vault.passphrase_keys(instance(case), raw(case["oid"]), raw(case["salt"]), case["passphrase"])
    assert (found.auth_key.hex(), found.kek.hex()) == (case["auth_key"], case["kek"])


def passkey_inputs(case):
    found = vault.passkey_inputs(instance(case), raw(case["salt"]))
    assert [each.hex() for each in found] == [case["first"], case["second"]]


def passkey(case):
    values = raws([case["oid"], case["credential_id"], case["first"], case["second"]])
    assert vault.passkey_kek(instance(case), case["rp_id"], *values).hex() == case["kek"]


def vault_key(case):
    values = raws([case["oid"], case["method"], case["kek"], case["wrapped"]])
    assert vault.unwrap_vault_key(instance(case), *values).hex() == case["vault_key"]


def opens_vault(case):
    found = vault.open_vault(instance(case), *raws([case["vault_key"], case["oid"], case["sealed"]]))
    secrets = (found.xseed.hex(), found.sseed.hex(), found.keyring_hash.hex(), found.keyring_number)
    assert secrets == (case["xseed"], case["sseed"], case["keyring_hash"], case["keyring_number"])


def ledger(case):
    readers = set(raws(case["readers"])) if "readers" in case else None
    found = verify_chain(raws(case["frames"]), instance(case), raw(case["folder"]), [KEYRING], readers)
    assert sorted(each.hex() for each in found.members) == case["members"]
    assert sorted(each.hex() for each in found.barred) == case["barred"]
    assert found.epoch == case["epoch"]


def same(function, *names):
    """An operation whose one result stands in `out`."""

    def check(case):
        found = function(*(raw(case[each]) if isinstance(case[each], str) else case[each] for each in names))
        assert (found.hex() if isinstance(found, bytes) else found) == case["out"]

    return check


OPERATIONS = {
    "document": document,
    "frame": frame,
    "lp": lambda case: same(lambda parts: lp(*raws(parts)), "parts")(case),
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
    "parse_report_frame": deposit,
    "open_route": route,
    "open_report": report,
    "open_state": state,
    "open_replies": replies,
    "open_message": message,
    "open_share": share,
    "open_released_share": released,
    "open_identity": name,
    "open_file": file,
    "passphrase_keys": passphrase,
    "passkey_inputs": passkey_inputs,
    "passkey_kek": passkey,
    "unwrap_vault_key": vault_key,
    "open_vault": opens_vault,
    "verify_chain": ledger,
}


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{area}: {case['name']}") for area, case in CASES])
def test_a_vector_comes_out_as_it_says(case):
    check = OPERATIONS[case["op"]]
    if case["expect"] == "ok":
        check(case)
    else:
        with pytest.raises(CandourError):
            check(case)
