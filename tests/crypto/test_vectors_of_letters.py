"""Every vector of reports, mailboxes, vaults and ledgers comes out as it says, whichever language made it."""

from dataclasses import fields

import pytest

from crypto import identity, vault
from crypto.chain import verify_chain
from crypto.code import derive_keys
from crypto.context import sha256
from crypto.deposit import ItemFrame, parse_message_frame, parse_report_frame
from crypto.fields import Fields
from crypto.files import File, open_file, read_file
from crypto.letter import Report
from crypto.mailbox import open_replies, open_state
from crypto.note import open_note
from crypto.opening import OpenedReport, open_message, open_report, open_route
from crypto.publish import read_keyring
from crypto.vectors.__main__ import FILES
from crypto.vectors.cast import KEYRING, ROOT
from tests.crypto.reading import cases_of, comes_out, instance, raw, raws

AREAS = (
    "report",
    "item",
    "note",
    "replies",
    "replies_hostile",
    "replies_authors",
    "message",
    "identity",
    "files",
    "vault",
    "ledger",
)


def item_frame(case):
    found = case["item"]
    parts = {
        key: raw(value) if isinstance(value, str) and key != "kind" else value for key, value in found.items()
    }
    return ItemFrame(**parts)


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


def note(case):
    keyring, seeds = read_keyring(raw(case["keyring_document"])), raws(case["seeds"])
    opened = open_note(instance(case), raw(case["folder"]), seeds, keyring, item_frame(case))
    assert (opened.note.name, opened.note.value) == (case["field_name"], case["value"])


def place(case):
    return instance(case), raw(case["folder"]), raw(case["item"])


def share(case):
    values = (raw(case["kid"]), case["group"], raw(case["xseed"]), raw(case["slot"]))
    opened = identity.open_share(*place(case), *values).hex()
    assert opened == case.get("share", opened), "a half-key made elsewhere is known only by opening"


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


def passkey_auth(case):
    values = raws([case["oid"], case["credential_id"], case["first"], case["second"]])
    assert vault.passkey_auth_key(instance(case), case["rp_id"], *values).hex() == case["auth_key"]


def passkey_salt(case):
    assert vault.passkey_salt(instance(case), case["rp_id"]).hex() == case["salt"]


def recovery(case):
    hashed = sha256(vault.recovery_code(instance(case), raw(case["oid"]), case["code"]))
    assert hashed.hex() == case["hash"]


def vault_key(case):
    values = raws([case["oid"], case["method"], case["kek"], case["wrapped"]])
    assert vault.unwrap_vault_key(instance(case), *values).hex() == case["vault_key"]


def opens_vault(case):
    found = vault.open_vault(instance(case), *raws([case["vault_key"], case["oid"], case["sealed"]]))
    secrets = (found.xseed.hex(), found.sseed.hex(), found.keyring_hash.hex(), found.keyring_number)
    assert secrets == (case["xseed"], case["sseed"], case["keyring_hash"], case["keyring_number"])


def ledger(case):
    readers = set(raws(case["readers"])) if "readers" in case else None
    found = verify_chain(
        raws(case["frames"]), instance(case), raw(case["folder"]), [KEYRING], readers, [ROOT]
    )
    assert sorted(each.hex() for each in found.members) == case["members"]
    assert sorted(each.hex() for each in found.barred) == case["barred"]
    assert found.epoch == case["epoch"]


OPERATIONS = {
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
    "passkey_auth_key": passkey_auth,
    "passkey_salt": passkey_salt,
    "recovery_code": recovery,
    "unwrap_vault_key": vault_key,
    "open_vault": opens_vault,
    "verify_chain": ledger,
    "open_note": note,
}


CASES = cases_of(AREAS, OPERATIONS)


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{area}: {case['name']}") for area, case in CASES])
def test_a_vector_comes_out_as_it_says(case):
    comes_out(OPERATIONS, case)


def test_no_area_is_forgotten():
    simple = {
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
    }

    assert simple | set(AREAS) == set(FILES)
