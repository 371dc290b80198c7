"""Alembic's entry: the postbox's schema, as its owner."""

from config.migration_env import run

run("postbox")
