"""Conflicts of interest are declared before anything is seen; who is shut out is written down."""

from pathlib import Path

from alembic import op

revision = "0011"
down_revision = "0010"

STORE = Path(__file__).parents[2] / "store"


def upgrade() -> None:
    cursor = op.get_bind().connection.cursor()  # psycopg's own: SQLAlchemy would read % as a parameter
    cursor.execute((STORE / "conflicts.sql").read_text(encoding="utf-8"))
    cursor.execute("reset search_path")
