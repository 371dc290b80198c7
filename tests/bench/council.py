"""A council with five officers for the benchmark, published straight to a postbox."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import psycopg

from crypto.code import CodeKeys, derive_keys, new_code
from crypto.context import Instance
from crypto.keyring import Collector, Keyring, Officer, Title, kid_of
from crypto.names import FolderId, Oid
from crypto.publish import new_keyring, read_keyring, sign_keyring
from crypto.report import SealedReport, seal_report
from crypto.root import new_root, read_root, sign_root
from crypto.seeds import exchange_public, new_id, new_seed, verification_key

OFFICERS = 5


@dataclass(frozen=True, slots=True)
class Council:
    """Enough to seal to: an instance, its roots' bytes as served, a keyring and its frame."""

    instance: Instance
    roots: bytes
    keyring: Keyring
    keyring_frame: bytes


def found() -> Council:
    today = datetime.now(UTC).date()
    custodian = new_seed()
    draft = new_root(not_after=today + timedelta(700), threshold=1, custodians=[verification_key(custodian)])
    root = sign_root(draft, custodian)
    instance = Instance.of(root.document)
    frame = sign_keyring(
        instance,
        new_keyring(
            instance,
            root=read_root(root.document),
            not_before=today,
            not_after=today + timedelta(40),
            collector=Collector(*_keys(instance)),
            officers=[_officer(instance, number) for number in range(OFFICERS)],
        ),
        custodian,
    )
    packed = root.pack()
    return Council(
        instance, len(packed).to_bytes(4, "big") + packed, read_keyring(frame.document), frame.pack()
    )


def _keys(instance: Instance) -> tuple[bytes, bytes, bytes]:
    xpk, vk = exchange_public(new_seed()), verification_key(new_seed())
    return kid_of(instance, xpk, vk), xpk, vk


def _officer(instance: Instance, number: int) -> Officer:
    kid, xpk, vk = _keys(instance)
    return Officer(
        kid=kid,
        oid=Oid(new_id()),
        xpk=xpk,
        vk=vk,
        role="deputy",
        title=Title(f"Officer {number + 1}", f"Swyddog {number + 1}"),
        receives=True,
        replies=True,
        identity=number % 3,
    )


def publish(council: Council, collector_url: str) -> None:
    with psycopg.connect(collector_url.replace("+psycopg", ""), autocommit=True) as collector:
        collector.execute("select postbox.publish('roots', %s)", [council.roots])
        collector.execute("select postbox.publish('keyring', %s)", [council.keyring_frame])


def report(
    council: Council, words: str = "The lift has not been safe since March."
) -> tuple[SealedReport, CodeKeys]:
    keys = derive_keys(council.instance, new_code())
    sealed = seal_report(
        council.instance,
        council.keyring,
        keys,
        folder=FolderId(secrets.token_bytes(16)),
        answers={"what": words},
        language="en",
        sealed_by="browser",
    )
    return sealed, keys
