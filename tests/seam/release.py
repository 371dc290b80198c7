"""What one release promises its neighbours: doors, the statements that go through them, frames.

`python -m tests.seam.release > tests/seam/released/VERSION.toml` writes it down, when a version begins.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psycopg

from config.home import ROOT
from crypto.frame import LAYOUT
from tests.databases import fresh, make_logins, make_templates, temporary_cluster

FOLDER = Path(__file__).with_name("released")
LOGINS = ("portal", "collector")
DOORS = """
    select login, p.proname,
        array(select format_type(t, null) from unnest(p.proargtypes) with ordinality as a (t, n) order by n),
        p.pronargs - p.pronargdefaults, pg_get_function_result(p.oid)
    from pg_proc p, unnest(array['portal', 'collector']) login
    where p.pronamespace = 'postbox'::regnamespace and has_function_privilege(login, p.oid, 'execute')
    order by login, p.proname
"""


@dataclass(frozen=True, slots=True)
class Door:
    """A function that a login may call; the first `required` of its arguments must be given."""

    login: str
    name: str
    arguments: tuple[str, ...]
    required: int
    result: str

    def __str__(self) -> str:
        return f"{self.login}: {self.name}({', '.join(self.arguments)}) {self.required} -> {self.result}"

    @classmethod
    def parse(cls, line: str) -> Self:
        login, name, arguments, required, result = re.fullmatch(
            r"(\w+): (\w+)\((.*)\) (\d+) -> (.+)", line
        ).groups()
        return cls(login, name, tuple(filter(None, arguments.split(", "))), int(required), result)

    def opens_for(self, earlier: "Door") -> bool:
        """Whether whoever was built for the earlier door still comes through: what is new is optional."""
        same = (self.login, self.name) == (earlier.login, earlier.name)
        takes = self.arguments[: len(earlier.arguments)] == earlier.arguments
        return same and takes and self.required <= earlier.required and self._answers(earlier)

    def _answers(self, earlier: "Door") -> bool:
        mine, asked = _columns(self.result), _columns(earlier.result)
        return self.result == earlier.result or (bool(asked) and asked <= mine)


@dataclass(frozen=True, slots=True)
class Release:
    """`revision`: of the postbox's migrations. `statements`: casework's. `frames`: bounds of fields."""

    revision: str
    doors: tuple[Door, ...]
    statements: dict[str, str]
    frames: dict[str, list[str]]

    @classmethod
    def read(cls, version: str) -> Self:
        found = tomllib.loads((FOLDER / f"{version}.toml").read_text())
        doors = tuple(Door.parse(line) for line in found["doors"])
        return cls(found["revision"], doors, found["statements"], found["frames"])


def _columns(result: str) -> set[str]:
    """The columns of a door that answers a table; of any other none."""
    return set(result[6:-1].split(", ")) if result.startswith("TABLE(") else set()


def doors(url: str) -> tuple[Door, ...]:
    """Every door of a postbox, as its administrator sees them."""
    with psycopg.connect(url.replace("+psycopg", "")) as admin:
        rows = admin.execute(DOORS).fetchall()
    return tuple(Door(login, name, tuple(types), *more) for login, name, types, *more in rows)


def frames() -> dict[str, list[str]]:
    """Bounds of each field of each frame, as least-most/unit."""
    return {
        kind.name: [f"{field.least}-{field.most}/{field.unit}" for field in layout]
        for kind, layout in LAYOUT.items()
    }


def statements() -> dict[str, str]:
    """What casework says at the doors."""
    source = (ROOT / "casework" / "postbox.py").read_text()
    return dict(re.findall(r'^([A-Z_]+): Final = text\("(.+)"\)$', source, re.MULTILINE))


def newest_revision() -> str:
    """The last of the postbox's migrations."""
    return max(path.name[:4] for path in (ROOT / "portal" / "migrations" / "versions").glob("0*.py"))


def record(url: str) -> str:
    """This checkout's file."""
    lines = [f'revision = "{newest_revision()}"', "", "doors = ["]
    lines += [f'  "{door}",' for door in doors(url)]
    lines += ["]", "", "[statements]"]
    lines += [f'{name} = "{statement}"' for name, statement in statements().items()]
    lines += ["", "[frames]"]
    lines += [f"{name} = {fields}".replace("'", '"') for name, fields in frames().items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    with temporary_cluster() as cluster:
        running = cluster.start()
        passwords = make_logins(running)
        with fresh(running, passwords, make_templates(running, passwords)) as made:
            print(record(made.admin_url("postbox")), end="")
