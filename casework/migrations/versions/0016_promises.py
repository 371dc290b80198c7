"""Clocks are put on hold and given more time on screen, and never dated back."""

from pathlib import Path

from alembic import op

revision = "0016"
down_revision = "0015"

STORE = Path(__file__).parents[2] / "store"


def upgrade() -> None:
    cursor = op.get_bind().connection.cursor()  # psycopg's own: SQLAlchemy would read % as a parameter
    cursor.execute((STORE / "promises.sql").read_text(encoding="utf-8"))
    cursor.execute("reset search_path")
