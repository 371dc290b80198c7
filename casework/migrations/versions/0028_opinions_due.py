"""Second opinions keep the working day by which they are due."""

from pathlib import Path

from alembic import op

revision = "0028"
down_revision = "0027"

STORE = Path(__file__).parents[2] / "store"


def upgrade() -> None:
    cursor = op.get_bind().connection.cursor()  # psycopg's own: SQLAlchemy would read % as a parameter
    cursor.execute((STORE / "opinions_due.sql").read_text(encoding="utf-8"))
    cursor.execute("reset search_path")
