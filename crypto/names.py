"""Names for the byte strings that travel through several layers, so that none travels naked."""

from typing import NewType

Seed = NewType("Seed", bytes)
"""32 bytes: an X-Wing or Ed25519 private key."""
Hash = NewType("Hash", bytes)
"""32 bytes: a SHA-256."""
Kid = NewType("Kid", bytes)
"""16 bytes: an officer's or the collector's pair of public keys."""
Rid = NewType("Rid", bytes)
"""16 bytes: a recovery group's public key."""
Oid = NewType("Oid", bytes)
"""16 bytes: a person, for good, whatever keys they have."""
FolderId = NewType("FolderId", bytes)
"""16 bytes."""
ItemId = NewType("ItemId", bytes)
"""16 bytes."""

NO_HASH = Hash(bytes(32))
"""The `prev` of whatever comes first."""
