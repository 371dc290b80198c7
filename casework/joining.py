"""Following a one-time link: a browser makes the keys, the server learns only public halves (§3)."""

import secrets
from dataclasses import dataclass

from sqlalchemy import Connection

from casework.account import matching_step
from casework.errors import NotThere, Taken
from casework.store import joining
from casework.store.rows import Invitation
from crypto.context import UNROOTED, Instance
from crypto.enrol import Enrolment, verify_enrolment
from crypto.errors import Refused
from crypto.proof import proof_of
from crypto.root import custodian_id


@dataclass(frozen=True, slots=True)
class Joining:
    """What a new officer hands in. `enrol` is a signed frame; `wrapped` and `vault` stay sealed to them."""

    token: bytes
    enrol: bytes
    salt: bytes
    auth_key: bytes
    wrapped: bytes
    vault: bytes
    code: str


def invited(connection: Connection, token: bytes) -> Invitation:
    """What a link is for; NotThere when it was used, has expired or never was."""
    found = joining.invitation(connection, token)
    if found is None:
        raise NotThere("link: it was used, has expired or was not copied whole")
    return found


def instance_for(invitation: Invitation) -> Instance:
    """Under which instance the enrolment is made: a founder's under none yet."""
    return UNROOTED if invitation.first_root is None else Instance(bytes(invitation.first_root)[:16])


def join(connection: Connection, handed_in: Joining, *, now: float) -> Enrolment:
    """Make the account and use the link up; the kid in what is returned is read out.

    Raises NotThere, Refused (the code, or an enrolment of somebody else), BadSignature, Malformed, Taken.
    """
    invitation = invited(connection, handed_in.token)
    enrolment = verify_enrolment(handed_in.enrol, instance_for(invitation))
    if enrolment.oid != invitation.oid:
        raise Refused("the enrolment is somebody else's")
    step = matching_step(invitation.totp_secret, handed_in.code, now)
    if step is None:
        raise Refused("The code is not right")
    kid = None if invitation.first_root is None else enrolment.kid
    account = {**_keys(enrolment, handed_in), **_account(handed_in), "kid": kid, "step": step}
    if not joining.join(connection, handed_in.token, **account):
        raise Taken("This link was used already")
    return enrolment


def _keys(enrolment: Enrolment, handed_in: Joining) -> dict[str, bytes]:
    return {
        "xpk": enrolment.xpk,
        "vk": enrolment.vk,
        "custodian_id": custodian_id(enrolment.vk),
        "enrol": handed_in.enrol,
    }


def _account(handed_in: Joining) -> dict[str, bytes]:
    proof_salt = secrets.token_bytes(16)
    return {
        "salt": handed_in.salt,
        "proof_salt": proof_salt,
        "proof": proof_of(handed_in.auth_key, proof_salt),
        "wrapped": handed_in.wrapped,
        "vault": handed_in.vault,
    }
