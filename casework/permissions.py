"""What an officer may do, by role. The third of three walls: keys and row security stand without it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from casework.access_matrix import Access, Role, Thing, access


class Permission(StrEnum):
    """Something that may be done, as resource:action."""

    ACCOUNT_USE = "account:use"
    KEYRING_READ = "keyring:read"
    KEYRING_SIGN = "keyring:sign"
    REPORT_LIST = "report:list"
    REPORT_READ = "report:read"
    EVENT_ADD = "event:add"
    REPLY_WRITE = "reply:write"
    FOLDER_READ = "folder:read"
    FOLDER_OPEN = "folder:open"
    ITEM_ADD = "item:add"
    CASE_OPEN = "case:open"
    CASE_READ = "case:read"
    CASE_WRITE = "case:write"
    CASE_MOVE = "case:move"
    LETTER_ENTER = "letter:enter"
    CASE_HAND_OVER = "case:hand_over"
    PROMISE_CHANGE = "promise:change"
    OPINION_GIVE = "opinion:give"
    CONFLICT_DECLARE = "conflict:declare"
    CONFLICT_READ = "conflict:read"
    CONFLICT_DECIDE = "conflict:decide"
    GRANT_GIVE = "grant:give"
    GRANT_END = "grant:end"
    PACK_MAKE = "pack:make"
    LEDGER_READ = "ledger:read"
    NAME_OPEN = "name:open"


EVERYBODY: Final = frozenset({Permission.ACCOUNT_USE, Permission.KEYRING_READ, Permission.CONFLICT_DECLARE})
CUSTODIANS: Final = frozenset({Permission.KEYRING_SIGN})
# What the matrix must grant for each of the others: any of these letters.
NEEDS: Final[Mapping[Permission, tuple[Thing, str]]] = {
    Permission.REPORT_LIST: (Thing.REPORT, Access.READ),
    Permission.REPORT_READ: (Thing.REPORT, Access.READ),
    Permission.EVENT_ADD: (Thing.REPORT, Access.READ),
    Permission.REPLY_WRITE: (Thing.MESSAGES, Access.WRITE),
    Permission.FOLDER_READ: (Thing.PACK, Access.READ + Access.REDACTED),
    Permission.FOLDER_OPEN: (Thing.PACK, Access.WRITE),
    Permission.NAME_OPEN: (Thing.IDENTITY, Access.TWO_PERSON),
    Permission.LEDGER_READ: (Thing.AUDIT, Access.READ),
    Permission.GRANT_GIVE: (Thing.IDENTITY, Access.TWO_PERSON),
    Permission.GRANT_END: (Thing.FINDINGS, Access.WRITE),
    Permission.PACK_MAKE: (Thing.FINDINGS, Access.WRITE),
    Permission.ITEM_ADD: (Thing.PACK, Access.READ + Access.REDACTED),
    Permission.CASE_OPEN: (Thing.PACK, Access.WRITE),
    Permission.CASE_READ: (Thing.PACK, Access.WRITE),
    Permission.CASE_WRITE: (Thing.PACK, Access.WRITE),
    Permission.CASE_MOVE: (Thing.PACK, Access.WRITE),
    Permission.LETTER_ENTER: (Thing.LETTERS, Access.WRITE),
    Permission.CASE_HAND_OVER: (Thing.FINDINGS, Access.WRITE),
    Permission.PROMISE_CHANGE: (Thing.FINDINGS, Access.WRITE),
    Permission.OPINION_GIVE: (Thing.PACK, Access.REDACTED),
    Permission.CONFLICT_READ: (Thing.PACK, Access.READ + Access.REDACTED),
    Permission.CONFLICT_DECIDE: (Thing.FINDINGS, Access.WRITE),
}
PERMISSIONS: Final[Mapping[Role, frozenset[Permission]]] = {
    role: EVERYBODY
    | {each for each, (thing, needed) in NEEDS.items() if access(role, thing).intersection(needed)}
    for role in Role
}


class NotPermitted(Exception):
    """An officer asked for something that their role does not include."""

    def __init__(self, permission: Permission) -> None:
        super().__init__(f"Your role does not include {permission}")


def permissions_of(role: Role, *, custodian: bool) -> frozenset[Permission]:
    """What somebody with this role may do; custodians sign roots and keyrings besides."""
    return PERMISSIONS[role] | (CUSTODIANS if custodian else frozenset())
