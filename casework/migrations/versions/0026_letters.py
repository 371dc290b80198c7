"""The chief executive enters letters and reads none."""

from pathlib import Path

from alembic import op

revision = "0026"
down_revision = "0025"

STORE = Path(__file__).parents[2] / "store"


def upgrade() -> None:
    cursor = op.get_bind().connection.cursor()  # psycopg's own: SQLAlchemy would read % as a parameter
    cursor.execute((STORE / "letters.sql").read_text(encoding="utf-8"))
    cursor.execute("reset search_path")
