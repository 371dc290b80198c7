"""What the recovery tests need: a group of the demonstration's officers, signed onto the keyring."""

from casework import drafting
from casework.demonstration import _sign_drafts
from casework.recovery.group import Made
from casework.recovery.registering import register
from tests.casework.acting import TODAY

HOLDERS = ("monitoring.officer", "deputy", "reviewer")


def with_group(demo, made: Made, *, replaces: str | None = None) -> None:
    """Register a group, and let the demonstration's custodian sign the next keyring."""
    with demo.owner.begin() as connection:
        register(connection, made.group, replaces=replaces, today=TODAY)
        drafting.draft(connection, TODAY)
        _sign_drafts(connection, TODAY)
