"""Whoever owes a second opinion is reminded by mail."""

from pathlib import Path

from alembic import op

revision = "0024"
down_revision = "0023"

STORE = Path(__file__).parents[2] / "store"


def upgrade() -> None:
    cursor = op.get_bind().connection.cursor()  # psycopg's own: SQLAlchemy would read % as a parameter
    cursor.execute((STORE / "reminders.sql").read_text(encoding="utf-8"))
    cursor.execute("reset search_path")
