"""Connections to PostgreSQL that say nothing of what they carry."""

from sqlalchemy import Engine, create_engine


def engine(url: str, *, pool_size: int = 5) -> Engine:
    """A SQLAlchemy Core engine on psycopg 3.

    `hide_parameters` keeps values out of exception texts; the pool tests a connection before it lends it, so
    that a restarted server costs nobody an error.
    """
    return create_engine(
        url, pool_size=pool_size, max_overflow=pool_size, pool_pre_ping=True, hide_parameters=True
    )
