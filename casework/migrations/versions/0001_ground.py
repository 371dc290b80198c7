"""People, reports, keyrings and the ledger; row security; the doors."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None

STORE = Path(__file__).parents[2] / "store"


def upgrade() -> None:
    cursor = op.get_bind().connection.cursor()  # psycopg's own: SQLAlchemy would read % as a parameter
    for name in ("schema", "security", "doors"):
        cursor.execute((STORE / f"{name}.sql").read_text(encoding="utf-8"))
    cursor.execute("reset search_path")
