"""The postbox and its doors, as portal/postbox.sql has them."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None

POSTBOX = Path(__file__).resolve().parents[2] / "postbox.sql"


def upgrade() -> None:
    op.get_bind().connection.execute(POSTBOX.read_text())  # type: ignore[attr-defined]


def downgrade() -> None:
    op.execute("drop schema postbox cascade")
