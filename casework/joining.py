"""Following a one-time link: a browser makes the keys, the server learns only public halves (§3)."""

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from casework.account import matching_step
from casework.errors import NotThere, Taken
from casework.passkeys import NewPasskey, Site, columns_of
from casework.store import joining
from casework.store.rows import Invitation
from crypto.context import UNROOTED, Instance
from crypto.enrol import Enrolment, verify_enrolment
from crypto.errors import Refused
from crypto.proof import proof_of
from crypto.root import custodian_id


@dataclass(frozen=True, slots=True)
class Joining:
    """What a new officer hands in. `enrol` is a signed frame, the vault stays sealed to them."""

    token: bytes
    enrol: bytes
    vault: bytes
    by: "ByPassphrase | NewPasskey"


@dataclass(frozen=True, slots=True)
class ByPassphrase:
    """What locks the vault, the first code of the authenticator app, the hashes of ten recovery codes."""

    salt: bytes
    auth_key: bytes
    wrapped: bytes
    code: str
    hashes: tuple[bytes, ...]


def invited(connection: Connection, token: bytes) -> Invitation:
    """What a link is for; NotThere when it was used, has expired or never was."""
    found = joining.invitation(connection, token)
    if found is None:
        raise NotThere("link: it was used, has expired or was not copied whole")
    return found


def instance_for(invitation: Invitation) -> Instance:
    """Under which instance the enrolment is made: a founder's under none yet."""
    return UNROOTED if invitation.first_root is None else Instance(bytes(invitation.first_root)[:16])


def join(connection: Connection, handed_in: Joining, site: Site, *, now: float) -> Enrolment:
    """Make the account and use the link up; the kid in what is returned is read out.

    Raises NotThere, Refused (the code, the passkey, an enrolment of somebody else), Malformed, Taken.
    """
    invitation = invited(connection, handed_in.token)
    enrolment = verify_enrolment(handed_in.enrol, instance_for(invitation))
    if enrolment.oid != invitation.oid:
        raise Refused("the enrolment is somebody else's")
    kid = None if invitation.first_root is None else enrolment.kid
    keys = {**_keys(enrolment, handed_in), "kid": kid, "vault": handed_in.vault}
    if isinstance(handed_in.by, ByPassphrase):
        made = _account(handed_in.by, _first_step(invitation, handed_in.by, now))
        joined = joining.join(connection, handed_in.token, **keys, **made)
    else:
        joined = _join_by_passkey(connection, handed_in.token, keys, columns_of(handed_in.by, site))
    if not joined:
        raise Taken("This link was used already")
    return enrolment


def _first_step(invitation: Invitation, by: ByPassphrase, now: float) -> int:
    step = matching_step(invitation.totp_secret, by.code, now)
    if step is None:
        raise Refused("The code is not right")
    return step


def _join_by_passkey(
    connection: Connection, token: bytes, keys: dict[str, Any], passkey: dict[str, Any]
) -> bool:
    try:
        return joining.join_with_passkey(connection, token, **keys, **passkey)
    except IntegrityError as error:
        raise Taken("This passkey is known already") from error


def _keys(enrolment: Enrolment, handed_in: Joining) -> dict[str, Any]:
    return {
        "xpk": enrolment.xpk,
        "vk": enrolment.vk,
        "custodian_id": custodian_id(enrolment.vk),
        "enrol": handed_in.enrol,
    }


def _account(by: ByPassphrase, step: int) -> dict[str, Any]:
    proof_salt = secrets.token_bytes(16)
    return {
        "salt": by.salt,
        "proof_salt": proof_salt,
        "proof": proof_of(by.auth_key, proof_salt),
        "wrapped": by.wrapped,
        "step": step,
        "hashes": list(by.hashes),
    }
