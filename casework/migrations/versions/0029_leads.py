"""Only those who answer reporters see a case's own folder."""

from pathlib import Path

from alembic import op

revision = "0029"
down_revision = "0028"

STORE = Path(__file__).parents[2] / "store"


def upgrade() -> None:
    cursor = op.get_bind().connection.cursor()  # psycopg's own: SQLAlchemy would read % as a parameter
    cursor.execute((STORE / "leads.sql").read_text(encoding="utf-8"))
    cursor.execute("reset search_path")
