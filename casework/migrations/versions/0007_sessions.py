"""Sessions bound to the browsers that unlocked them; recovery codes; people who left."""

from pathlib import Path

from alembic import op

revision = "0007"
down_revision = "0006"

STORE = Path(__file__).parents[2] / "store"


def upgrade() -> None:
    cursor = op.get_bind().connection.cursor()  # psycopg's own: SQLAlchemy would read % as a parameter
    for name in ("sessions", "recovery_codes"):
        cursor.execute((STORE / f"{name}.sql").read_text(encoding="utf-8"))
    cursor.execute("alter table casework.officers add column left_on date")
    cursor.execute("reset search_path")
