"""Joining: an officer's browser makes keys and asks to be put on the keyring (protocol §3)."""

from dataclasses import dataclass

from crypto.context import Instance
from crypto.names import Kid, Oid, Seed


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A request to join whose signature has been verified; the kid's words are yet to be read out."""

    oid: Oid
    kid: Kid
    xpk: bytes
    vk: bytes


def enrol(instance: Instance, oid: Oid, xseed: Seed, sseed: Seed) -> bytes:
    """The frame of a request to join, signed with the officer's new key."""
    raise NotImplementedError


def verify_enrolment(frame: bytes, instance: Instance) -> Enrolment:
    """Read a request to join; raises Malformed, BadSignature or Refused (another instance)."""
    raise NotImplementedError


def kid_words(kid: Kid) -> tuple[str, ...]:
    """The first 88 bits of a kid as eight words, to be read to a custodian by voice."""
    raise NotImplementedError
