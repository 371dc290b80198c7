"""A report with everything that a folder can hold, and what a login is shown of it."""

from psycopg.errors import InsufficientPrivilege

from tests.casework.acting import declares

FOLDER_TABLES = (
    *("reports", "wraps", "identity_shares", "messages", "parts", "replies", "events"),
    *("folders", "items", "seed_chains"),
)


def rows(connection, table: str) -> int:
    """How many rows a login sees; a table it may not read shows none."""
    try:
        with connection.transaction():
            return connection.execute(f"select count(*) from casework.{table}").fetchone()[0]
    except InsufficientPrivilege:
        return 0


def signed_in_reviewer(demo, folder: bytes):
    """Signed in, with no conflict of interest in the report."""
    reviewer = demo.actor("reviewer").signs_in()
    assert declares(reviewer.client, folder, "none").status_code == 201
    return reviewer
