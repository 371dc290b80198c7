"""Once a day the collector signs where every ledger stands (protocol §8): a tail cut off shows against it."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import Connection

from casework.collector_key import CollectorKey
from casework.store import documents
from casework.store import heads as store
from casework.store.heads import DailyHeads
from crypto.context import Instance, sha256
from crypto.keyring import kid_of
from crypto.names import Hash
from crypto.publish import read_keyring
from crypto.seeds import sign, verify

LABEL: Final = "heads"


def sign_heads(connection: Connection, key: CollectorKey, *, today: date) -> bool:
    """Sign today's, once; False if they are signed already or there is no keyring yet."""
    rings = documents.published(connection, "keyring")
    if not rings or store.signed(connection, today):
        return False
    instance = Instance(read_keyring(rings[-1].document).iid)
    before = {head.folder: head for head in store.known(connection)}
    now = store.newest(connection)
    signature = sign(instance, key.sseed, LABEL, *_signed(today, (head.hash for head in now)))
    moved = tuple(head for head in now if before.get(head.folder) != head)
    store.add(connection, DailyHeads(today, kid_of(instance, key.xpk, key.vk), signature), moved)
    return True


def verify_heads(instance: Instance, vk: bytes, on: date, hashes: Iterable[Hash], signature: bytes) -> None:
    """Raise BadSignature unless the holder of `vk` signed exactly these heads for that day."""
    verify(instance, vk, signature, LABEL, *_signed(on, hashes))


def _signed(on: date, hashes: Iterable[Hash]) -> tuple[str, Hash]:
    return on.isoformat(), sha256(b"".join(sorted(hashes)))
