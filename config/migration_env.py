"""What both programs' Alembic environments do: one connection, one transaction, no models."""

from alembic import context
from sqlalchemy import create_engine, pool


def run(schema: str) -> None:
    """Run the migrations asked for, with Alembic's own table inside `schema`'s database."""
    url = context.config.attributes["url"]
    engine = create_engine(url, poolclass=pool.NullPool, hide_parameters=True)
    with engine.connect() as connection:
        context.configure(connection=connection, version_table=f"{schema}_version")
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
