"""Cases, what is recorded of them, their moves, second opinions."""

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"

STORE = Path(__file__).parents[2] / "store"


def upgrade() -> None:
    cursor = op.get_bind().connection.cursor()  # psycopg's own: SQLAlchemy would read % as a parameter
    cursor.execute((STORE / "cases.sql").read_text(encoding="utf-8"))
    cursor.execute("reset search_path")
