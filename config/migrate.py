"""Bring a database to the schema of this checkout, as its owner."""

from pathlib import Path

from alembic import command
from alembic.config import Config

ROOT = Path(__file__).resolve().parent.parent


def migrate(url: str, program: str, revision: str = "head") -> None:
    """Run the migrations of `program` ("portal" or "casework") on the database at `url`."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / program / "migrations"))
    config.attributes["url"] = url
    command.upgrade(config, revision)
