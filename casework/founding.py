"""Founding an installation: the collector's key, the officers' list, and a one-time link for each."""

import hashlib
import re
import secrets
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pyotp
from sqlalchemy import Connection

from casework.access_matrix import Role, holds_identity, receives, replies
from casework.collector_key import CollectorKey
from casework.notices import ADDRESS
from casework.store import founding
from crypto.names import Oid
from crypto.seeds import new_id

NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
LINK_LIFE: Final = timedelta(days=7)
LEAST_THRESHOLD: Final = 2
IDENTITY_GROUPS: Final = (0, 1, 2)


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody who is to have an account. `identity`: the group that holds halves of names, 0 for none.

    `email`: where notices without content go; they can change it, nobody else sees it.
    """

    name: str
    title_en: str
    title_cy: str
    role: Role
    identity: int
    custodian: bool
    email: str = ""


@dataclass(frozen=True, slots=True)
class Founding:
    """The founders' file: who is invited, and how many custodians must sign."""

    threshold: int
    officers: tuple[Invitee, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A one-time link to hand to one person."""

    title: str
    address: str


def read_founding(path: Path) -> Founding:
    """Read and check a founders' file; ends the program naming what is wrong with it."""
    try:
        threshold = int(tomllib.loads(path.read_text(encoding="utf-8"))["threshold"])
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise SystemExit(f"{path}: threshold: {error}") from error
    found = Founding(threshold, read_invitees(path))
    custodians = sum(each.custodian for each in found.officers)
    if not LEAST_THRESHOLD <= found.threshold <= custodians:
        raise SystemExit(f"{path}: threshold must be from 2 to the number of custodians, here {custodians}")
    return found


def read_invitees(path: Path) -> tuple[Invitee, ...]:
    """The people in a TOML file's [[officers]]; ends the program naming what is wrong with them."""
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))["officers"]
        invitees = tuple(read_invitee(each) for each in written)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise SystemExit(f"{path}: officers: {error}") from error
    if len({each.name for each in invitees}) != len(invitees):
        raise SystemExit(f"{path}: two officers have one name")
    return invitees


def read_invitee(written: dict[str, Any]) -> Invitee:
    """One person; ValueError or KeyError for what is wrong or missing."""
    name, title, identity = str(written["name"]), str(written["title"]), int(written.get("identity", 0))
    role = Role(written["role"])
    if not NAME.fullmatch(name):
        raise ValueError("name: use a-z, digits, dots, hyphens and underscores")
    if identity not in IDENTITY_GROUPS:
        raise ValueError("identity: 0, 1 or 2")
    if identity and not holds_identity(role):
        raise ValueError(f"identity: must be 0 for {role}")
    email = str(written.get("email", ""))
    if email and not ADDRESS.fullmatch(email):
        raise ValueError("email: not an address that mail can go to")
    return Invitee(
        name=name,
        title_en=title,
        title_cy=str(written.get("title_cy", title)),
        role=role,
        identity=identity,
        custodian=bool(written.get("custodian", False)),
        email=email,
    )


def found(
    connection: Connection, founders: Founding, key: CollectorKey, *, public_url: str, today: date
) -> tuple[Link, ...]:
    """Write the installation down; returns a link for each founder. IntegrityError where there is one."""
    founding.add_installation(
        connection, collector_xpk=key.xpk, collector_vk=key.vk, threshold=founders.threshold
    )
    return tuple(invite(connection, each, public_url=public_url, today=today) for each in founders.officers)


def invite(connection: Connection, invitee: Invitee, *, public_url: str, today: date) -> Link:
    """Put one more person on the list and make their link; it works once, for a week."""
    oid = add_officer(connection, invitee, Oid(new_id()))
    if invitee.email:
        founding.add_address(connection, oid, invitee.email)
    return new_link(connection, oid, invitee.title_en, public_url=public_url, today=today)


def new_link(connection: Connection, oid: Oid, title: str, *, public_url: str, today: date) -> Link:
    """A link for somebody on the list to make their keys with; it works once, for a week."""
    token = secrets.token_bytes(32)
    founding.add_invitation(
        connection,
        token_hash=hashlib.sha256(token).digest(),
        oid=oid,
        totp_secret=pyotp.random_base32(),
        expires_on=today + LINK_LIFE,
    )
    return Link(title, f"{public_url}/join#{token.hex()}")


def add_officer(connection: Connection, invitee: Invitee, oid: Oid) -> Oid:
    """Put somebody on the list; their role decides whether reports are sealed to them, and who may reply."""
    founding.add_officer(
        connection,
        oid=oid,
        name=invitee.name,
        title_en=invitee.title_en,
        title_cy=invitee.title_cy,
        role=str(invitee.role),
        receives=receives(invitee.role),
        replies=replies(invitee.role),
        identity=invitee.identity,
        custodian=invitee.custodian,
    )
    return oid
