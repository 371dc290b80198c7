"""The collector's key: the only secret that casework's server keeps. It opens routes, never words."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from crypto.names import Seed
from crypto.seeds import exchange_public, new_seed, verification_key

PRIVATE: Final = 0o600
EVERYBODY_ELSE: Final = 0o077
SEED: Final = 32


@dataclass(frozen=True, slots=True, repr=False)
class CollectorKey:
    """`xseed` opens the routes of reports, `sseed` signs what the collector adds to ledgers."""

    xseed: Seed
    sseed: Seed

    @property
    def xpk(self) -> bytes:
        """The public half that stands in keyrings."""
        return exchange_public(self.xseed)

    @property
    def vk(self) -> bytes:
        """The verification key that stands in keyrings."""
        return verification_key(self.sseed)

    @classmethod
    def new(cls) -> Self:
        """Two fresh seeds."""
        return cls(new_seed(), new_seed())

    @classmethod
    def read(cls, path: Path) -> Self:
        """From a file of 128 hex digits that only its owner may read; ends the program otherwise."""
        try:
            if path.stat().st_mode & EVERYBODY_ELSE:
                raise SystemExit(f"Candour does not start: others may read {path} (chmod 600)")
            seeds = bytes.fromhex(path.read_text(encoding="ascii"))
        except (OSError, ValueError) as error:
            raise SystemExit(f"Candour does not start: no collector's key in {path}") from error
        if len(seeds) != 2 * SEED:
            raise SystemExit(f"Candour does not start: no collector's key in {path}")
        return cls(Seed(seeds[:SEED]), Seed(seeds[SEED:]))

    def write(self, path: Path) -> None:
        """To a new file that only its owner may read; FileExistsError rather than replace a key."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "w") as file:
            file.write((self.xseed + self.sseed).hex() + "\n")
