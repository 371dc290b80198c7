"""The KEM is the one of the IETF's vectors: its keys are seeds, its decapsulations open."""

import json
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite, rust_openssl

from crypto import seeds, vectors, wrap

PUBLISHED = json.loads(
    Path(vectors.__file__).with_name("ietf-hpke-mlkem768-x25519.json").read_text(encoding="ascii")
)
KDFS = {1: KDF.HKDF_SHA256, 17: KDF.SHAKE256}


@pytest.fixture(params=PUBLISHED, ids=lambda vector: f"kdf {vector['kdf_id']}")
def vector(request):
    return {
        key: bytes.fromhex(value) if isinstance(value, str) else value for key, value in request.param.items()
    }


def test_a_seed_gives_the_published_public_key(vector):
    assert seeds.exchange_public(vector["skRm"]) == vector["pkRm"]


def test_a_published_ciphertext_opens_and_a_changed_one_does_not(vector):
    suite = Suite(KEM.MLKEM768_X25519, KDFS[vector["kdf_id"]], AEAD.CHACHA20_POLY1305)
    key = MLKEM768X25519PrivateKey(*seeds.exchange_private(vector["skRm"]))
    first = {name: bytes.fromhex(value) for name, value in vector["encryptions"][0].items()}
    sealed = vector["enc"] + first["ct"]

    opened = rust_openssl.hpke._decrypt_with_aad(suite, sealed, key, vector["info"], first["aad"])

    assert opened == first["pt"]
    with pytest.raises(InvalidTag):
        rust_openssl.hpke._decrypt_with_aad(suite, sealed, key, vector["info"] + b"x", first["aad"])


def test_the_encapsulation_has_the_length_that_frames_rely_on(vector):
    assert len(vector["enc"]) == wrap.ENCAPSULATED
    assert len(wrap.blank()) == wrap.SEALED
