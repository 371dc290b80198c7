"""Check-ins with reporters, and the message that a note of bad treatment came of."""

from pathlib import Path

from alembic import op

revision = "0017"
down_revision = "0016"

STORE = Path(__file__).parents[2] / "store"


def upgrade() -> None:
    cursor = op.get_bind().connection.cursor()  # psycopg's own: SQLAlchemy would read % as a parameter
    cursor.execute((STORE / "check_ins.sql").read_text(encoding="utf-8"))
    cursor.execute("reset search_path")
