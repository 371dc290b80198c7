"""Lists of every byte that reporters and officers are served, signed by custodians.

A list is text, so that anyone can read it, print it and compare it:

    candour digests 1
    instance <iid, hex>
    <sha256, hex> casework /static/desk-1A2B3C4D.mjs
    <sha256, hex> portal /report
    signed <custodian's id, hex> <signature, hex>

Each signature is `Sign(seed, "digests", H(everything above the first "signed"))` (protocol §1).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Self

from crypto.context import Instance, sha256
from crypto.errors import Malformed, Refused
from crypto.names import Hash, Seed
from crypto.root import Root, custodian_id
from crypto.seeds import sign, verification_key, verify

TITLE: Final = "candour digests 1"
ENTRY: Final = re.compile(r"([0-9a-f]{64}) (portal|casework) (/[!-~]*)")
SIGNATURE: Final = re.compile(r"signed ([0-9a-f]{32}) ([0-9a-f]{128})")
INSTANCE: Final = re.compile(r"instance ([0-9a-f]{32})")
COMPRESSED: Final = (".br", ".gz")


@dataclass(frozen=True, slots=True, order=True)
class Served:
    """One thing served: by which program, at which path, with which SHA-256."""

    program: str
    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list and its signatures, as (custodian's id, signature)."""

    instance: Instance
    served: tuple[Served, ...]
    signatures: tuple[tuple[bytes, bytes], ...] = ()

    @property
    def text(self) -> str:
        """What is signed."""
        lines = [f"{each.digest} {each.program} {each.path}" for each in self.served]
        return "\n".join([TITLE, f"instance {self.instance.iid.hex()}", *lines, ""])

    @property
    def hash(self) -> Hash:
        """H(text)."""
        return sha256(self.text.encode())

    def __str__(self) -> str:
        signed = [f"signed {signer.hex()} {signature.hex()}" for signer, signature in self.signatures]
        return self.text + "".join(f"{line}\n" for line in signed)

    def signed_by(self, seed: Seed) -> Self:
        """The list with one custodian's signature more."""
        signer = custodian_id(verification_key(seed))
        signature = sign(self.instance, seed, "digests", self.hash)
        return replace(self, signatures=tuple(sorted({**dict(self.signatures), signer: signature}.items())))

    def check(self, root: Root) -> None:
        """Raise Refused or BadSignature unless enough of this root's custodians signed."""
        for signer, signature in self.signatures:
            if signer not in root.keys:
                raise Refused("the list is signed by somebody who is not a custodian")
            verify(self.instance, root.keys[signer], signature, "digests", self.hash)
        if len(dict(self.signatures)) < root.threshold:
            raise Refused(f"the list needs {root.threshold} custodians' signatures")


def list_bytes(instance: Instance, contents: Mapping[tuple[str, str], bytes]) -> Listing:
    """The list of `contents`: (program, path) to the bytes served there."""
    served = (Served(program, path, sha256(body).hex()) for (program, path), body in contents.items())
    return Listing(instance, tuple(sorted(served)))


def static_files(program: str, folder: Path) -> dict[tuple[str, str], bytes]:
    """What `program` serves below /static/, as it is before compression."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix not in COMPRESSED)
    return {(program, f"/static/{path.relative_to(folder).as_posix()}"): path.read_bytes() for path in found}


def parse(text: str) -> Listing:
    """Read a list; Malformed if one line is out of place."""
    lines = text.splitlines()
    named = INSTANCE.fullmatch(lines[1]) if lines[:1] == [TITLE] and len(lines) > 1 else None
    if named is None:
        raise Malformed("not a list of digests")
    cut = next((at for at, line in enumerate(lines) if line.startswith("signed ")), len(lines))
    served = tuple(Served(m[2], m[3], m[1]) for m in _matches(ENTRY, lines[2:cut]))
    signatures = ((bytes.fromhex(m[1]), bytes.fromhex(m[2])) for m in _matches(SIGNATURE, lines[cut:]))
    listing = Listing(Instance(bytes.fromhex(named[1])), served, tuple(signatures))
    if str(listing) != text or list(served) != sorted(set(served)):
        raise Malformed("a list of digests whose lines do not ascend")
    return listing


def _matches(pattern: re.Pattern[str], lines: Iterable[str]) -> Iterable[re.Match[str]]:
    for line in lines:
        found = pattern.fullmatch(line)
        if found is None:
            raise Malformed("a list of digests with a line that does not belong there")
        yield found
