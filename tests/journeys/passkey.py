"""An authenticator of Chromium's own, as its debugging protocol lends one."""

from dataclasses import dataclass
from typing import Self

from playwright.sync_api import CDPSession, Page


@dataclass
class Authenticator:
    """A device that asks for a fingerprint and always gets the right one."""

    session: CDPSession
    id: str

    @classmethod
    def beside(cls, page: Page, *, prf: bool = True) -> Self:
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "ctap2Version": "ctap2_1",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
            "hasPrf": prf,
        }
        made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return cls(session, made["authenticatorId"])

    def sends(self, verb: str, **values: object) -> dict:
        return self.session.send(f"WebAuthn.{verb}", {"authenticatorId": self.id, **values})

    def meets_a_stranger(self) -> None:
        """The wrong finger from now on."""
        self.sends("setUserVerified", isUserVerified=False)

    def is_taken_away(self) -> None:
        self.sends("removeVirtualAuthenticator")
