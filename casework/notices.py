"""Notices by e-mail: the same words for everybody and everything, sent by the worker until they go."""

import re
import secrets
import smtplib
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from casework.store import notices
from config.home import ROOT
from config.settings import MailSettings
from crypto.errors import Malformed

TEMPLATE: Final = ROOT / "templates" / "casework" / "mail" / "notice.txt"
PATIENCE_S: Final = 20
LONGEST: Final = 254
ADDRESS: Final = re.compile(
    r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@[a-z0-9-]+(\.[a-z0-9-]+)*", re.ASCII | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in. `security`: tls, starttls, or none (this machine only)."""

    host: str
    port: int
    security: str
    sender: str
    user: str
    password: str
    ca: Path | None

    @classmethod
    def of(cls, settings: MailSettings) -> "MailServer | None":
        """None where no mail server is set: then nothing is sent."""
        if not settings.host:
            return None
        told = settings.model_dump()
        return cls(**{**told, "password": settings.password.get_secret_value()})

    def send(self, message: EmailMessage) -> None:
        """Hand one in; OSError or SMTPException when it is not taken, or the server proves no name."""
        with self._connected() as line:
            if self.user:
                line.login(self.user, self.password)
            line.send_message(message)

    def _connected(self) -> smtplib.SMTP:
        context = ssl.create_default_context(cafile=self.ca)
        if self.security == "tls":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=PATIENCE_S, context=context)
        line = smtplib.SMTP(self.host, self.port, timeout=PATIENCE_S)
        if self.security == "starttls":
            line.starttls(context=context)
        return line


def notice(sender: str, address: str) -> EmailMessage:
    """The one message that there is: only whom it goes to, a random id and the hour of sending differ."""
    subject, body = TEMPLATE.read_text(encoding="utf-8").split("\n\n", 1)
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, address, subject
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = f"<{secrets.token_hex(16)}@{sender.rpartition('@')[2].rstrip('>')}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    return message


def read_address(written: str) -> str:
    """An address that mail can go to, or Malformed."""
    if len(written) > LONGEST or not ADDRESS.fullmatch(written):
        raise Malformed("not an address that mail can go to")
    return written


def send_due(casework: Engine, server: MailServer) -> None:
    """Send what is due; what fails stays, is counted, and ends this turn."""
    with casework.begin() as connection:
        waiting = notices.due(connection)
    for each in waiting:
        try:
            server.send(notice(server.sender, each.address))
        except (OSError, smtplib.SMTPException) as error:
            with casework.begin() as connection:
                notices.failed(connection, each.oid, type(error).__name__)
            return
        with casework.begin() as connection:
            notices.sent(connection, each.oid)
