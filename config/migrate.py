"""Bring a database to the schema of this checkout, as its owner."""

from alembic import command
from alembic.config import Config

from config.home import ROOT


def migrate(url: str, program: str, revision: str = "head") -> None:
    """Run the migrations of `program` ("portal" or "casework") on the database at `url`."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / program / "migrations"))
    config.attributes["url"] = url
    command.upgrade(config, revision)
