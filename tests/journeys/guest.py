"""People who receive no reports and get what others open to them: an HR lead, an outside investigator."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Self

import pyotp
from playwright.sync_api import Browser, expect

from casework import custody, demonstration, drafting
from casework.access_matrix import Role
from casework.demo_keys import DemoOfficer
from casework.store import documents
from config.database import engine
from crypto.context import Instance
from tests.databases import Databases
from tests.journeys.handler import Handler
from tests.journeys.officer import SOON_MS

HR = DemoOfficer(
    name="hr.lead",
    title_en="HR lead (demonstration)",
    title_cy="Arweinydd AD (arddangosiad)",
    role=Role.HR_LEAD,
    identity=0,
    custodian=False,
    passphrase="planet basket silver thunder pencil garden mirror",
    totp_secret="DEMODEMODEMODEMODEMODEMODEMOHRLE",
)
OUTSIDE = DemoOfficer(
    name="outside.investigator",
    title_en="Investigator from outside (demonstration)",
    title_cy="Ymchwilydd allanol (arddangosiad)",
    role=Role.EXTERNAL_INVESTIGATOR,
    identity=0,
    custodian=False,
    passphrase="harvest tunnel oxygen ribbon castle velvet pepper",
    totp_secret="DEMODEMODEMODEMODEMODEMODEMOUTSI",
)
AUDITOR = DemoOfficer(
    name="auditor",
    title_en="Auditor (demonstration)",
    title_cy="Archwilydd (arddangosiad)",
    role=Role.AUDITOR,
    identity=0,
    custodian=False,
    passphrase="marble anchor winter candle island bridge copper",
    totp_secret="DEMODEMODEMODEMODEMODEMODEMOAUDI",
)
NEWCOMERS = (HR, OUTSIDE, AUDITOR)


def join(databases: Databases, *newcomers: DemoOfficer) -> None:
    """They join, and the demonstration's custodian signs the keyring that names them."""
    owner, today = engine(databases.casework_owner_url), datetime.now(UTC).date()
    with owner.begin() as connection:
        for each in newcomers:
            demonstration._add(connection, each)
        custody._name_keys(connection, Instance.of(documents.published(connection, "root")[0].document))
        drafting.draft(connection, today)
        demonstration._sign_drafts(connection, today)
    owner.dispose()


@dataclass
class Guest(Handler):
    """At a desk without reports."""

    who: DemoOfficer = field(default=HR, kw_only=True)

    @classmethod
    def arrives(cls, browser: Browser, casework: str, who: DemoOfficer) -> Self:
        actor = cls.at_the_desk(browser, casework)
        actor.who = who
        actor.types(*actor.secrets_of(who.name))
        expect(actor.page.locator("[data-screen=inbox]:visible")).to_be_visible(timeout=SOON_MS)
        return actor

    def secrets_of(self, _name: str) -> tuple[str, str, str]:
        return self.who.name, self.who.passphrase, pyotp.TOTP(self.who.totp_secret).now()

    def open_to_me(self) -> list[str]:
        """What the list names, once it is there."""
        self.page.get_by_role("link", name="Casework").first.click()
        self.page.locator("#unlock-passphrase").fill(self.who.passphrase)
        self.page.get_by_role("button", name="Unlock", exact=True).click()
        held = self.page.locator("[data-held]")
        expect(held).to_be_visible(timeout=SOON_MS)
        return [each.inner_text().strip() for each in held.locator("[data-open]").all()]

    def opens_the_first(self) -> None:
        self.page.locator("[data-held] [data-open]").first.click()
