# ruff: noqa: S106 - known to everybody is what they are for
"""The demonstration's keys: anybody can make them from this page, so a real installation refuses them."""

import hashlib
from dataclasses import dataclass
from typing import Final

from casework.access_matrix import Role
from crypto.errors import Refused
from crypto.keyring import EndedOfficer, Keyring, Officer
from crypto.names import Oid, Seed
from crypto.seeds import exchange_public, verification_key


def _derive(purpose: str, name: str) -> bytes:
    return hashlib.sha256(f"candour demonstration, known to everybody: {purpose} of {name}".encode()).digest()


@dataclass(frozen=True, slots=True)
class DemoOfficer:
    """An officer of a council that does not exist."""

    name: str
    title_en: str
    title_cy: str
    role: Role
    identity: int
    custodian: bool
    passphrase: str
    totp_secret: str

    @property
    def oid(self) -> Oid:
        """16 bytes."""
        return Oid(_derive("oid", self.name)[:16])

    @property
    def xseed(self) -> Seed:
        """The seed that opens what is sealed to this officer."""
        return Seed(_derive("xseed", self.name))

    @property
    def sseed(self) -> Seed:
        """The seed that signs."""
        return Seed(_derive("sseed", self.name))

    @property
    def xpk(self) -> bytes:
        """Public half of `xseed`."""
        return exchange_public(self.xseed)

    @property
    def vk(self) -> bytes:
        """Public half of `sseed`."""
        return verification_key(self.sseed)


OFFICERS: Final = (
    DemoOfficer(
        name="monitoring.officer",
        title_en="Monitoring Officer (demonstration)",
        title_cy="Swyddog Monitro (arddangosiad)",
        role=Role.MONITORING_OFFICER,
        identity=1,
        custodian=True,
        passphrase="meadow lantern copper river button winter apple",
        totp_secret="DEMODEMODEMODEMODEMODEMODEMOMONI",
    ),
    DemoOfficer(
        name="deputy",
        title_en="Deputy Monitoring Officer (demonstration)",
        title_cy="Dirprwy Swyddog Monitro (arddangosiad)",
        role=Role.DEPUTY,
        identity=0,
        custodian=False,
        passphrase="canyon pepper violin harbor kitten ladder frost",
        totp_secret="DEMODEMODEMODEMODEMODEMODEMODEPU",
    ),
    DemoOfficer(
        name="reviewer",
        title_en="Independent Reviewer (demonstration)",
        title_cy="Adolygydd Annibynnol (arddangosiad)",
        role=Role.INDEPENDENT_PERSON,
        identity=2,
        custodian=False,
        passphrase="orbit walnut saddle marble ticket forest canvas",
        totp_secret="DEMODEMODEMODEMODEMODEMODEMOREVI",
    ),
)
HR_LEAD: Final = DemoOfficer(
    name="hr.lead",
    title_en="HR lead (demonstration)",
    title_cy="Arweinydd AD (arddangosiad)",
    role=Role.HR_LEAD,
    identity=0,
    custodian=False,
    passphrase="planet basket silver thunder pencil garden mirror",
    totp_secret="DEMODEMODEMODEMODEMODEMODEMOHRLE",
)
OUTSIDE: Final = DemoOfficer(
    name="outside.investigator",
    title_en="Investigator from outside (demonstration)",
    title_cy="Ymchwilydd allanol (arddangosiad)",
    role=Role.EXTERNAL_INVESTIGATOR,
    identity=0,
    custodian=False,
    passphrase="harvest tunnel oxygen ribbon castle velvet pepper",
    totp_secret="DEMODEMODEMODEMODEMODEMODEMOUTSI",
)
AUDITOR: Final = DemoOfficer(
    name="auditor",
    title_en="Auditor (demonstration)",
    title_cy="Archwilydd (arddangosiad)",
    role=Role.AUDITOR,
    identity=0,
    custodian=False,
    passphrase="marble anchor winter candle island bridge copper",
    totp_secret="DEMODEMODEMODEMODEMODEMODEMOAUDI",
)
CHIEF_EXECUTIVE: Final = DemoOfficer(
    name="chief.executive",
    title_en="Chief Executive (demonstration)",
    title_cy="Prif Weithredwr (arddangosiad)",
    role=Role.CHIEF_EXECUTIVE,
    identity=0,
    custodian=False,
    passphrase="timber saucer violet engine meadow puzzle harbor",
    totp_secret="DEMODEMODEMODEMODEMODEMODEMCHIEF",
)
NEIGHBOUR: Final = DemoOfficer(
    name="neighbour",
    title_en="Monitoring Officer of another council (demonstration)",
    title_cy="Swyddog Monitro cyngor arall (arddangosiad)",
    role=Role.TRIAGE_OFFICER,
    identity=0,
    custodian=False,
    passphrase="pebble curtain almond bicycle whisper anchor thunder",
    totp_secret="DEMODEMODEMODEMODEMODEMODEMNEIGH",
)
# Whoever reads no report by default: they get what others open to them, check ledgers, or enter letters.
COLLEAGUES: Final = (HR_LEAD, OUTSIDE, AUDITOR, CHIEF_EXECUTIVE, NEIGHBOUR)
EVERYBODY: Final = (*OFFICERS, *COLLEAGUES)
VKS: Final = tuple(officer.vk for officer in EVERYBODY)


def refuse_on(keyring: Keyring) -> None:
    """Raise Refused, naming the officer, if a keyring holds one of the demonstration's keys."""
    holders: list[Officer | EndedOfficer] = [*keyring.officers, *keyring.ended]
    for holder in holders:
        if holder.vk in VKS:
            raise Refused(f"{holder.title.en} has a demonstration's key, which everybody knows")
