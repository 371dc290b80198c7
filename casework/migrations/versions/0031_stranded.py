"""Whether nobody who leads cases can open a report."""

from pathlib import Path

from alembic import op

revision = "0031"
down_revision = "0030"

STORE = Path(__file__).parents[2] / "store"


def upgrade() -> None:
    cursor = op.get_bind().connection.cursor()  # psycopg's own: SQLAlchemy would read % as a parameter
    cursor.execute((STORE / "stranded.sql").read_text(encoding="utf-8"))
    cursor.execute("reset search_path")
