"""A council that does not exist, founded in one go: its officers, a root, a keyring."""

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import pyotp
from sqlalchemy import Connection

from casework import custody, drafting, founding
from casework.collector_key import CollectorKey
from casework.demo_keys import EVERYBODY, OFFICERS, DemoOfficer
from casework.store import documents
from casework.store import founding as store
from crypto.context import UNROOTED, Instance
from crypto.enrol import enrol
from crypto.errors import Refused
from crypto.names import NO_HASH
from crypto.proof import proof_of
from crypto.root import custodian_id
from crypto.seeds import sign
from crypto.vault import Vault, passphrase_keys, seal_vault, wrap_vault_key

RENEWAL: Final = timedelta(days=14)
PASSPHRASE: Final = b"passphrase"


@dataclass(frozen=True, slots=True)
class Credentials:
    """How to sign in as one demonstration officer; the code is good for half a minute."""

    name: str
    passphrase: str
    totp_secret: str

    @property
    def code(self) -> str:
        """The code of this moment."""
        return pyotp.TOTP(self.totp_secret).now()


def credentials(people: Sequence[DemoOfficer] = OFFICERS) -> tuple[Credentials, ...]:
    """How to sign in as each officer."""
    return tuple(Credentials(each.name, each.passphrase, each.totp_secret) for each in people)


def found(
    connection: Connection, key: CollectorKey, *, today: date, people: Sequence[DemoOfficer] = OFFICERS
) -> None:
    """Found the demonstration, let in whoever of these people is new, and renew a keyring that runs out.

    As the owner's login. Raises Refused if a real installation lives here.
    """
    founded, known = documents.installation(connection) is not None, store.names(connection)
    if founded and not known <= {each.name for each in (*EVERYBODY, *people)}:
        raise Refused("a real installation lives in this database")
    if not founded:
        store.add_installation(connection, collector_xpk=key.xpk, collector_vk=key.vk, threshold=1)
    newcomers = [each for each in people if each.name not in known]
    for officer in newcomers:
        add(connection, officer)
    if founded and newcomers:
        root = documents.published(connection, "root")[0].document
        custody.name_keys(connection, Instance.of(root))
    newest = documents.newest_not_after(connection, "keyring")
    if newcomers or newest is None or newest < today + RENEWAL:
        drafting.draft(connection, today)
        sign_drafts(connection, today, people)


def add(connection: Connection, officer: DemoOfficer) -> None:
    """An officer with an account, as if they had joined."""
    invitee = founding.Invitee(
        officer.name, officer.title_en, officer.title_cy, officer.role, officer.identity, officer.custodian
    )
    founding.add_officer(connection, invitee, officer.oid)
    salt, proof_salt, vault_key = (secrets.token_bytes(size) for size in (16, 16, 32))
    keys = passphrase_keys(UNROOTED, officer.oid, salt, officer.passphrase)
    vault = Vault(officer.oid, officer.xseed, officer.sseed, 0, NO_HASH)
    store.add_account(
        connection,
        oid=officer.oid,
        xpk=officer.xpk,
        vk=officer.vk,
        custodian_id=custodian_id(officer.vk),
        enrol=enrol(UNROOTED, officer.oid, officer.xseed, officer.sseed),
        salt=salt,
        proof_salt=proof_salt,
        proof=proof_of(keys.auth_key, proof_salt),
        totp_secret=officer.totp_secret,
        totp_step=int(time.time()) // 30 - 10,
        vault=seal_vault(UNROOTED, vault_key, vault),
        wrapped=wrap_vault_key(UNROOTED, officer.oid, PASSPHRASE, keys.kek, vault_key),
    )


def sign_drafts(connection: Connection, today: date, people: Sequence[DemoOfficer] = OFFICERS) -> None:
    """The custodians among these people sign whatever waits for them."""
    for draft in documents.drafts(connection):
        for officer in (each for each in people if each.custodian):
            signature = sign(custody.instance_for(draft), officer.sseed, draft.kind, draft.hash)
            custody.sign(connection, draft.hash, custodian_id(officer.vk), signature, today=today, demo=True)
