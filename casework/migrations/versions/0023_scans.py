"""Officers add files to a folder: scans of letters, sealed."""

from pathlib import Path

from alembic import op

revision = "0023"
down_revision = "0022"

STORE = Path(__file__).parents[2] / "store"


def upgrade() -> None:
    cursor = op.get_bind().connection.cursor()  # psycopg's own: SQLAlchemy would read % as a parameter
    cursor.execute((STORE / "scans.sql").read_text(encoding="utf-8"))
    cursor.execute("reset search_path")
