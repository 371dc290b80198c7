"""Passkeys (protocol §7): a signature that the authenticator makes for us, and keys from its PRF.

The signature is checked here, the auth key from the PRF is compared in the database, and both are needed:
neither an injected query nor a stolen auth key opens a session for somebody whose passkey nobody touched.
"""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any, Final, Self
from urllib.parse import urlsplit

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError
from webauthn import verify_authentication_response, verify_registration_response
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorAssertionResponse,
    AuthenticatorAttestationResponse,
    RegistrationCredential,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from casework import account
from casework.errors import NotThere, Taken, TooManyTries, WrongSignIn
from casework.store import accounts, passkeys, sessions
from casework.store.rows import PublicKey
from crypto.context import sha256
from crypto.errors import Refused

CHALLENGE: Final = 32
CROWDED_S: Final = 60


@dataclass(frozen=True, slots=True)
class Site:
    """What passkeys are bound to."""

    rp_id: str
    origin: str

    @classmethod
    def of(cls, public_url: str) -> Self:
        """From the address that officers type."""
        parts = urlsplit(public_url)
        return cls(parts.hostname or "", f"{parts.scheme}://{parts.netloc}")


@dataclass(frozen=True, slots=True)
class Assertion:
    """What a browser shows to sign in with a passkey. `browser`: a key that it keeps in memory only."""

    challenge: bytes
    credential: bytes
    client_data: bytes
    authenticator_data: bytes
    signature: bytes
    auth_key: bytes
    browser: bytes


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What a browser hands in of a passkey that was just made, and what it wraps."""

    challenge: bytes
    credential: bytes
    client_data: bytes
    attestation: bytes
    auth_key: bytes
    salt: bytes
    wrapped: bytes
    name: str


def challenge(connection: Connection, *, signed_in: bool) -> bytes:
    """Something new to sign; TooManyTries when too many wait already."""
    made = secrets.token_bytes(CHALLENGE)
    if not passkeys.add_challenge(connection, made, signed_in=signed_in):
        raise TooManyTries(CROWDED_S)
    return made


def sign_in(engine: Engine, shown: Assertion, site: Site) -> str:
    """Open a session and return its secret, 64 hex digits.

    Raises TooManyTries, or WrongSignIn for an unknown passkey, a used challenge, a bad signature alike.
    """
    proof = sha256(shown.auth_key)
    with engine.begin() as connection:
        account.count_try(connection, shown.credential)
    with engine.begin() as connection:
        known = passkeys.public_key(connection, shown.challenge, shown.credential, proof)
    if known is None:
        raise WrongSignIn
    count = _verified(shown, known, site).new_sign_count
    secret = secrets.token_hex(32)
    hashed = hashlib.sha256(secret.encode()).digest()
    with engine.begin() as connection:
        if not passkeys.open_session(connection, shown.challenge, shown.credential, proof, count, hashed):
            raise WrongSignIn
        accounts.present(connection, secret)
        sessions.bind(connection, shown.credential, proof, shown.browser)
    return secret


def add(
    connection: Connection, user_name: str, by: bytes, by_auth_key: bytes, made: NewPasskey, site: Site
) -> None:
    """Keep one more passkey of whoever is signed in. `by` unlocked the account: empty for the passphrase.

    Raises Refused for one that was not made for us, Taken when it is known already or cannot be added.
    """
    shown = account.proof_by(connection, user_name, by, by_auth_key)
    try:
        added = passkeys.add(connection, by=by, shown=shown, **columns_of(made, site))
    except IntegrityError as error:
        raise Taken("This passkey is known already") from error
    if not added:
        raise Taken("The passkey was not added: unlock casework again and repeat")


def columns_of(made: NewPasskey, site: Site) -> dict[str, Any]:
    """What is kept of a passkey; Refused for one that was not made for us."""
    verified = _registered(made, site)
    return {
        "challenge": made.challenge,
        "credential": made.credential,
        "public_key": verified.credential_public_key,
        "sign_count": verified.sign_count,
        "proof": sha256(made.auth_key),
        "name": made.name,
        "salt": made.salt,
        "wrapped": made.wrapped,
    }


def rename(connection: Connection, credential: bytes, name: str) -> None:
    """NotThere when it is not one's own."""
    if not passkeys.rename(connection, credential, name):
        raise NotThere("passkey")


def remove(connection: Connection, credential: bytes) -> None:
    """Taken when it is not one's own, or the only thing that unlocks the account."""
    if not passkeys.remove(connection, credential):
        raise Taken("The last way to unlock an account stays")


def _verified(shown: Assertion, known: PublicKey, site: Site) -> VerifiedAuthentication:
    response = AuthenticatorAssertionResponse(
        client_data_json=shown.client_data,
        authenticator_data=shown.authenticator_data,
        signature=shown.signature,
    )
    credential = AuthenticationCredential(
        id=bytes_to_base64url(shown.credential), raw_id=shown.credential, response=response
    )
    try:
        return verify_authentication_response(
            credential=credential,
            expected_challenge=shown.challenge,
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            credential_public_key=known.public_key,
            credential_current_sign_count=known.sign_count,
            require_user_verification=True,
        )
    except Exception as error:  # whatever foreign bytes do to the parser, nobody is let in
        raise WrongSignIn from error


def _registered(made: NewPasskey, site: Site) -> VerifiedRegistration:
    response = AuthenticatorAttestationResponse(
        client_data_json=made.client_data, attestation_object=made.attestation
    )
    credential = RegistrationCredential(
        id=bytes_to_base64url(made.credential), raw_id=made.credential, response=response
    )
    try:
        verified = verify_registration_response(
            credential=credential,
            expected_challenge=made.challenge,
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except Exception as error:  # whatever foreign bytes do to the parser, they are refused
        raise Refused("a passkey that was not made for us") from error
    if verified.credential_id != made.credential:
        raise Refused("a passkey under another's id")
    return verified
