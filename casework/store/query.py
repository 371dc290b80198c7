"""Running one named statement and reading its rows into frozen values."""

from typing import Any, TypeVar

from sqlalchemy import Connection, TextClause

T = TypeVar("T")


def every(connection: Connection, kind: type[T], statement: TextClause, **values: Any) -> tuple[T, ...]:
    """Each row as a `kind`, whose fields carry the columns' names."""
    rows = connection.execute(statement, values).mappings()
    return tuple(kind(**row) for row in rows)


def one(connection: Connection, kind: type[T], statement: TextClause, **values: Any) -> T | None:
    """The only row as a `kind`, or None."""
    row = connection.execute(statement, values).mappings().one_or_none()
    return None if row is None else kind(**row)


def run(connection: Connection, statement: TextClause, **values: Any) -> int:
    """Execute for its effect; answers how many rows it touched."""
    return connection.execute(statement, values).rowcount


def value(connection: Connection, statement: TextClause, **values: Any) -> Any:
    """The first column of the only row, or None."""
    return connection.execute(statement, values).scalar_one_or_none()
