"""An authenticator in Python: passkeys on P-256 with PRF, and the answers that browsers hand on."""

import hashlib
import hmac
import json
import secrets
import struct
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url

from crypto.context import UNROOTED
from crypto.vault import passkey_auth_key, passkey_inputs, passkey_kek, passkey_salt
from tests.casework.acting import ORIGIN, b64

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """One passkey; what it is asked to leave out or get wrong stands in the arguments."""

    rp_id: str = "localhost"
    origin: str = ORIGIN
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    count: int = 0

    def prf(self) -> tuple[bytes, bytes]:
        inputs = passkey_inputs(UNROOTED, passkey_salt(UNROOTED, self.rp_id))
        first, second = (hmac.new(self.secret, each, hashlib.sha256).digest() for each in inputs)
        return first, second

    def auth_key(self, oid: bytes) -> bytes:
        return passkey_auth_key(UNROOTED, self.rp_id, oid, self.credential, *self.prf())

    def kek(self, oid: bytes) -> bytes:
        return passkey_kek(UNROOTED, self.rp_id, oid, self.credential, *self.prf())

    def registers(self, challenge: bytes, *, verified: bool = True) -> dict:
        x, y = (
            getattr(self.key.public_key().public_numbers(), axis).to_bytes(32, "big") for axis in ("x", "y")
        )
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        attested = bytes(16) + struct.pack(">H", len(self.credential)) + self.credential + public
        data = self._data(verified, ATTESTED) + attested
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return {
            "challenge": b64(challenge),
            "credential": b64(self.credential),
            "client_data": b64(self._client_data("webauthn.create", challenge)),
            "attestation": b64(made),
        }

    def signs(self, challenge: bytes, oid: bytes, *, verified: bool = True) -> dict:
        self.count += 1
        data = self._data(verified)
        client_data = self._client_data("webauthn.get", challenge)
        signature = self.key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(SHA256()))
        return {
            "challenge": b64(challenge),
            "credential": b64(self.credential),
            "client_data": b64(client_data),
            "authenticator_data": b64(data),
            "signature": b64(signature),
            "auth_key": b64(self.auth_key(oid)),
        }

    def _data(self, verified: bool, more: int = 0) -> bytes:
        flags = PRESENT | (VERIFIED if verified else 0) | more
        return hashlib.sha256(self.rp_id.encode()).digest() + bytes([flags]) + struct.pack(">I", self.count)

    def _client_data(self, kind: str, challenge: bytes) -> bytes:
        told = {"type": kind, "challenge": bytes_to_base64url(challenge), "origin": self.origin}
        return json.dumps({**told, "crossOrigin": False}).encode()
