"""A reporter's client written from docs/protocol.md alone: nothing here is imported from `crypto`."""

import hashlib
import json
import os
import struct
from dataclasses import dataclass

from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


# §2 and §3


def h(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def lp(*parts: bytes | str) -> bytes:
    raws = [part.encode() if isinstance(part, str) else part for part in parts]
    return b"".join(struct.pack(">H", len(raw)) + raw for raw in raws)


def u32(number: int) -> bytes:
    return struct.pack(">I", number)


def xwing(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    expanded = hashlib.shake_256(seed).digest(96)
    lattice = MLKEM768PrivateKey.from_seed_bytes(expanded[:64])
    return lattice, X25519PrivateKey.from_private_bytes(expanded[64:])


def xpk_of(seed: bytes) -> bytes:
    return b"".join(half.public_key().public_bytes_raw() for half in xwing(seed))


def vk_of(seed: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def seal(pk: bytes, info: bytes, secret: bytes) -> bytes:
    halves = MLKEM768PublicKey.from_public_bytes(pk[:1184]), X25519PublicKey.from_public_bytes(pk[1184:])
    return SUITE.encrypt(secret, hpke.MLKEM768X25519PublicKey(*halves), info)


def unseal(seed: bytes, info: bytes, sealed: bytes) -> bytes:
    return SUITE.decrypt(sealed, hpke.MLKEM768X25519PrivateKey(*xwing(seed)), info)


def body_keys(key: bytes, salt: bytes, context: bytes) -> tuple[AESGCM, int, bytes]:
    label = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0"
    derived = HKDFExpand(SHA512(), 76, label + salt + context).derive(key)
    return AESGCM(derived[:32]), int.from_bytes(derived[32:44], "big"), derived[44:]


def body(key: bytes, context: bytes, plaintext: bytes) -> bytes:
    salt = os.urandom(24)
    aead, base, commitment = body_keys(key, salt, context)
    chunks = [plaintext[at : at + 16_384] for at in range(0, len(plaintext) + 1, 16_384)]
    sealed = [aead.encrypt((base ^ i).to_bytes(12, "big"), chunk, b"") for i, chunk in enumerate(chunks)]
    return salt + commitment + b"".join(sealed)


def open_body(key: bytes, context: bytes, sealed: bytes) -> bytes:
    aead, base, commitment = body_keys(key, sealed[:24], context)
    assert commitment == sealed[24:56]
    chunks = [sealed[at : at + 16_400] for at in range(56, len(sealed), 16_400)]
    return b"".join(aead.decrypt((base ^ i).to_bytes(12, "big"), c, b"") for i, c in enumerate(chunks))


# §4, §5 and §6


def document(kind: str, **values: object) -> bytes:
    written = {"v": 1, "kind": kind, **values}
    return json.dumps(
        written, default=bytes.hex, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def frame(kind: int, *fields: bytes) -> bytes:
    return b"CND1" + bytes((kind, len(fields))) + b"".join(u32(len(each)) + bytes(each) for each in fields)


def fields_of(framed: bytes) -> list[bytes]:
    found, at = [], 6
    for _ in range(framed[5]):
        size = int.from_bytes(framed[at : at + 4], "big")
        found.append(framed[at + 4 : at + 4 + size])
        at += 4 + size
    return found


def pad(content: bytes, floor: int) -> bytes:
    length = len(content) + 8
    unit = 1 << (length.bit_length() - 2)
    return (struct.pack(">Q", len(content)) + content).ljust(max(floor, -(-length // unit) * unit), b"\0")


def unpad(padded: bytes) -> bytes:
    return padded[8 : 8 + int.from_bytes(padded[:8], "big")]


@dataclass(frozen=True)
class Stranger:
    """Somebody with the keyring's document (§8), `iid`, and the entropy of a code (§10)."""

    iid: bytes
    keyring: bytes
    entropy: bytes

    def context(self, name: str, *parts: bytes | str) -> bytes:
        return lp("candour/v1/" + name, self.iid, *parts)

    def sign(self, seed: bytes, name: str, *parts: bytes | str) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(seed).sign(self.context(name, *parts))

    def derived(self, name: str, length: int = 32) -> bytes:
        stretched = hashlib.pbkdf2_hmac("sha256", self.entropy, self.context("code"), 600_000, 32)
        return HKDF(SHA256(), length, None, self.context("code/" + name)).derive(stretched)

    # §12

    def item(self, folder: bytes, kind: str, seq: int, pk: bytes, written: bytes, floor: int) -> bytes:
        item, key = os.urandom(16), os.urandom(32)
        signature = self.sign(self.derived("sign"), "item", folder, item, kind, u32(seq), h(written))
        wrap = seal(pk, self.context("item-wrap", folder, item, kind, "folder", h(pk)), key)
        sealed = body(key, self.context("body", folder, item, kind), pad(signature + written, floor))
        return frame(2, item, kind.encode(), u32(seq), wrap, b"", sealed)

    # §15 and §16

    def report(self, text: str, left_out: list[str]) -> tuple[bytes, bytes]:
        """Deposit id and payload of a report without files and name."""
        ring, folder, seed = json.loads(self.keyring), os.urandom(16), os.urandom(32)
        readers = [each for each in ring["officers"] if each["receives"] and each["oid"] not in left_out]
        written = document(
            "report",
            sealed_by="browser",
            keyring=h(self.keyring),
            readers=[each["kid"] for each in readers],
            recovery=[],
            left_out=sorted(left_out),
            folder_pk=xpk_of(seed),
            reply_pk=xpk_of(self.derived("reply")),
            reporter_vk=vk_of(self.derived("sign")),
            language="en",
            answers={"what": text},
            files=[],
            identity=False,
        )
        item = self.item(folder, "report", 0, xpk_of(seed), written, 32_767)
        slots, mask = self.slots(ring, folder, seed, left_out)
        collector = bytes.fromhex(ring["collector"]["xpk"])
        author = h(self.context("author", vk_of(self.derived("sign")), self.derived("author")))
        payload = frame(
            3,
            folder,
            h(self.keyring),
            h(xpk_of(seed)),
            slots,
            seal(collector, self.context("route", folder, h(slots)), mask),
            body(os.urandom(32), b"", bytes(1023)),
            u32(0),
            bytes(32),
            item,
            self.derived("lookup", 16),
            h(self.derived("auth")),
            self.state(ring, folder, xpk_of(seed), written, item, author, left_out),
            author,
        )
        return folder, payload

    def slots(self, ring: dict, folder: bytes, seed: bytes, left_out: list[str]) -> tuple[bytes, bytes]:
        info = [
            self.context("wrap", folder, u32(1), bytes.fromhex(each["kid"]), h(xpk_of(seed)))
            for each in ring["officers"]
        ]
        found = [
            blank() if each["oid"] in left_out else seal(bytes.fromhex(each["xpk"]), bound, seed)
            for each, bound in zip(ring["officers"], info, strict=True)
            if each["receives"]
        ]
        holders = [each for each in ring["officers"] if each["identity"]]
        in_order = [each for each in ring["officers"] if each["receives"]] + holders
        bits = "".join("0" if each["oid"] in left_out else "1" for each in in_order).ljust(256, "0")
        return b"".join(found + [blank() for _ in holders]), int(bits, 2).to_bytes(32, "big")

    def state(
        self,
        ring: dict,
        folder: bytes,
        pk: bytes,
        written: bytes,
        item: bytes,
        author: bytes,
        left_out: list[str],
    ) -> bytes:
        remembered = document(
            "state",
            folder=folder,
            epoch=1,
            pk=pk,
            left_out=sorted(left_out),
            removed=[],
            keyring=ring["number"],
            seq=0,
            sent=h(written),
            reply=None,
            receipt=h(self.context("receipt", folder, h(item), author)),
        )
        context = self.context("state", self.derived("lookup", 16))
        return body(self.derived("state"), context, pad(remembered, 16_383))

    # §17

    def replies(self, answer: bytes) -> list[dict]:
        """The documents of the replies in an answer (frame 9) whose signatures hold."""
        state, *slots = fields_of(answer)
        context = self.context("state", self.derived("lookup", 16))
        remembered = json.loads(unpad(open_body(self.derived("state"), context, state)))
        found = [each for each in slots if each.startswith(bytes.fromhex("434e44310206"))]
        return [self.reply(bytes.fromhex(remembered["folder"]), slot) for slot in found]

    def reply(self, folder: bytes, slot: bytes) -> dict:
        item, kind, seq, _, wrap, sealed = fields_of(slot)
        seed = self.derived("reply")
        info = self.context("item-wrap", folder, item, kind, "reporter", h(xpk_of(seed)))
        content = unpad(open_body(unseal(seed, info, wrap), self.context("body", folder, item, kind), sealed))
        written = json.loads(content[64:])
        officers = {each["kid"]: each for each in json.loads(self.keyring)["officers"]}
        signer = Ed25519PublicKey.from_public_bytes(bytes.fromhex(officers[written["by"]]["vk"]))
        signer.verify(content[:64], self.context("item", folder, item, kind, seq, h(content[64:])))
        return written


def blank() -> bytes:
    return seal(xpk_of(os.urandom(32)), b"", os.urandom(32))
