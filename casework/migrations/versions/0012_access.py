"""Letting people into folders and out again."""

from pathlib import Path

from alembic import op

revision = "0012"
down_revision = "0011"

STORE = Path(__file__).parents[2] / "store"


def upgrade() -> None:
    cursor = op.get_bind().connection.cursor()  # psycopg's own: SQLAlchemy would read % as a parameter
    cursor.execute((STORE / "access.sql").read_text(encoding="utf-8"))
    cursor.execute("reset search_path")
