"""Joining: an officer's browser makes keys and asks to be put on the keyring (protocol §3)."""

from dataclasses import dataclass
from typing import Final

from crypto.code import spell
from crypto.context import Instance
from crypto.document import decode, encode
from crypto.errors import Refused
from crypto.keyring import kid_of
from crypto.names import Kid, Oid, Seed
from crypto.seeds import check_exchange_public, check_verification_key, exchange_public, verification_key
from crypto.signed import Signed

SPOKEN_WORDS: Final = 8


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A request to join whose signature has been verified; the kid's words are yet to be read out."""

    oid: Oid
    kid: Kid
    xpk: bytes
    vk: bytes


def enrol(instance: Instance, oid: Oid, xseed: Seed, sseed: Seed) -> bytes:
    """The frame of a request to join, signed with the officer's new key."""
    xpk, vk = exchange_public(xseed), verification_key(sseed)
    document = encode("enrol", {"iid": instance.iid, "oid": oid, "xpk": xpk, "vk": vk})
    return Signed(document).signed_by(kid_of(instance, xpk, vk), sseed, instance, "enrol").pack()


def verify_enrolment(frame: bytes, instance: Instance) -> Enrolment:
    """Read a request to join; raises Malformed, BadSignature or Refused (another instance, not signed)."""
    signed = Signed.unpack(frame)
    fields = decode(signed.document, "enrol", ("iid", "oid", "xpk", "vk"))
    if fields.hex("iid", 16) != instance.iid:
        raise Refused("a request to join another instance")
    xpk, vk = fields.hex("xpk", 1216), fields.hex("vk", 32)
    check_exchange_public(xpk)
    check_verification_key(vk)
    kid = kid_of(instance, xpk, vk)
    if signed.check(instance, "enrol", {kid: vk}) != {kid}:
        raise Refused("a request to join that its own key did not sign")
    return Enrolment(Oid(fields.hex("oid", 16)), kid, xpk, vk)


def kid_words(kid: Kid) -> tuple[str, ...]:
    """The first 88 bits of a kid as eight words, to be read to a custodian by voice."""
    return spell(kid, SPOKEN_WORDS)
