"""What an officer may do, by role. The third of three walls: keys and row security stand without it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Permission(StrEnum):
    """Something that may be done, as resource:action."""

    ACCOUNT_USE = "account:use"
    KEYRING_READ = "keyring:read"
    KEYRING_SIGN = "keyring:sign"
    REPORT_LIST = "report:list"
    REPORT_READ = "report:read"
    EVENT_ADD = "event:add"
    REPLY_WRITE = "reply:write"


class Role(StrEnum):
    """Why somebody has an account."""

    MONITORING_OFFICER = "monitoring_officer"
    DEPUTY = "deputy"
    REVIEWER = "reviewer"
    CUSTODIAN = "custodian"


_OWN: Final = frozenset({Permission.ACCOUNT_USE, Permission.KEYRING_READ})
_HANDLE: Final = frozenset(
    {Permission.REPORT_LIST, Permission.REPORT_READ, Permission.EVENT_ADD, Permission.REPLY_WRITE}
)
PERMISSIONS: Final[Mapping[Role, frozenset[Permission]]] = {
    Role.MONITORING_OFFICER: _OWN | _HANDLE,
    Role.DEPUTY: _OWN | _HANDLE,
    Role.REVIEWER: _OWN | _HANDLE,
    Role.CUSTODIAN: _OWN,
}


class NotPermitted(Exception):
    """An officer asked for something that their role does not include."""

    def __init__(self, permission: Permission) -> None:
        super().__init__(f"Your role does not include {permission}")


def permissions_of(role: Role, *, custodian: bool) -> frozenset[Permission]:
    """What somebody with this role may do; custodians sign roots and keyrings besides."""
    return PERMISSIONS[role] | ({Permission.KEYRING_SIGN} if custodian else frozenset())
