"""Unlocking with the right key forgets the tries before it."""

from pathlib import Path

from alembic import op

revision = "0030"
down_revision = "0029"

STORE = Path(__file__).parents[2] / "store"


def upgrade() -> None:
    cursor = op.get_bind().connection.cursor()  # psycopg's own: SQLAlchemy would read % as a parameter
    cursor.execute((STORE / "unlocking.sql").read_text(encoding="utf-8"))
    cursor.execute("reset search_path")
