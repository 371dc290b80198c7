"""Making, signing, reading and verifying keyrings (protocol §3)."""

from collections.abc import Iterable, Sequence
from datetime import date

from crypto.context import Instance
from crypto.keyring import Collector, EndedOfficer, Keyring, Officer, RecoveryGroup
from crypto.names import NO_HASH, Hash, Seed
from crypto.root import Root
from crypto.signed import Signed


def new_keyring(
    instance: Instance,
    *,
    number: int = 1,
    prev: Hash = NO_HASH,
    root: Root,
    not_before: date,
    not_after: date,
    collector: Collector,
    officers: Iterable[Officer],
    ended: Iterable[EndedOfficer] = (),
    recovery: Iterable[RecoveryGroup] = (),
) -> Signed:
    """An unsigned keyring, its lists put in order; Malformed if a reader would refuse it."""
    raise NotImplementedError


def sign_keyring(instance: Instance, keyring: Signed, custodian_seed: Seed) -> Signed:
    """The keyring with one custodian's signature more."""
    raise NotImplementedError


def read_keyring(document: bytes) -> Keyring:
    """Read a keyring's document, trusting nothing; Malformed if any part is not as it should be."""
    raise NotImplementedError


def verify_keyring(
    frame: bytes, roots: Sequence[Root], instance: Instance, today: date, at_least_number: int = 0
) -> Keyring:
    """The keyring, signed by enough custodians of the newest root and in force today, give or take a day.

    Raises Malformed, BadSignature or Refused (forged, expired, rolled back, under threshold).
    """
    raise NotImplementedError


def verify_keyrings(frames: Sequence[bytes], roots: Sequence[Root], instance: Instance) -> tuple[Keyring, ...]:
    """Every keyring from the first of `frames` to the newest, chained and signed; dates are not looked at.

    Officers use it: a report's keyring must be among them.
    """
    raise NotImplementedError
