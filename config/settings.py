"""What each program must be told before it starts: read once, frozen, refused when wrong."""

from pathlib import Path
from typing import Annotated, Final, Literal, Self, TypeVar

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

Secret = Annotated[SecretStr, Field(min_length=32)]
Sha256 = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
Reminder = Annotated[int, Field(ge=1, le=45)]  # no keyring lasts longer
LOOPBACK: Final = frozenset({"", "localhost", "127.0.0.1", "::1"})
COUNCIL = Path(__file__).with_name("council.toml")


class PortalSettings(BaseSettings):
    """The portal's settings: environment variables that begin with CANDOUR_PORTAL_."""

    model_config = SettingsConfigDict(env_prefix="CANDOUR_PORTAL_", frozen=True, extra="forbid")

    database_url: SecretStr
    ticket_secret: Secret
    root: Sha256 = ""  # H(first root): pages carry it, whatever the postbox publishes
    council: Path = COUNCIL
    plain_forms: bool = True
    max_file_store_mb: int = Field(default=2048, ge=1)
    ticket_cost: int = Field(default=20_000, ge=1)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    demo: bool = False


class CaseworkSettings(BaseSettings):
    """Casework's settings: environment variables that begin with CANDOUR_CASEWORK_."""

    model_config = SettingsConfigDict(env_prefix="CANDOUR_CASEWORK_", frozen=True, extra="forbid")

    database_url: SecretStr
    sign_in_secret: Secret
    council: Path = COUNCIL
    public_url: str = "http://localhost:8001"
    portal_url: str = "http://127.0.0.1:8000"
    keyring_reminder_days: Reminder = 10
    host: str = "127.0.0.1"
    port: int = Field(default=8001, ge=1, le=65535)
    demo: bool = False


class WorkerSettings(BaseSettings):
    """The collector's settings: environment variables that begin with CANDOUR_WORKER_."""

    model_config = SettingsConfigDict(env_prefix="CANDOUR_WORKER_", frozen=True, extra="forbid")

    database_url: SecretStr
    postbox_url: SecretStr
    collector_key: Path
    keyring_reminder_days: Reminder = 10
    council: Path = COUNCIL
    interval_s: float = Field(default=5, gt=0)
    demo: bool = False


class MailSettings(BaseSettings):
    """Where the worker hands in notices: variables that begin with CANDOUR_MAIL_. No host, no notices."""

    model_config = SettingsConfigDict(env_prefix="CANDOUR_MAIL_", frozen=True, extra="forbid")

    host: str = ""
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    sender: str = ""
    user: str = ""
    password: SecretStr = SecretStr("")
    ca: Path | None = None  # of a mail server whose certificate no public authority signed

    @model_validator(mode="after")
    def said_enough(self) -> Self:
        """A sender with every host; no open line to another machine."""
        if self.host and "@" not in self.sender:
            raise ValueError("CANDOUR_MAIL_SENDER is the address that notices come from")
        if self.security == "none" and self.host not in LOOPBACK:
            raise ValueError("CANDOUR_MAIL_SECURITY is none: for a mail server on this machine only")
        return self


class OwnerSettings(BaseSettings):
    """What founding an installation and inviting people needs: variables that begin with CANDOUR_OWNER_."""

    model_config = SettingsConfigDict(env_prefix="CANDOUR_OWNER_", frozen=True, extra="forbid")

    database_url: SecretStr
    collector_key: Path
    public_url: str = "http://localhost:8001"
    demo: bool = False


S = TypeVar("S", bound=BaseSettings)


def load(kind: type[S]) -> S:
    """Read `kind` from the environment, or end the program with one line for each setting that is wrong."""
    try:
        return kind()
    except ValidationError as mistakes:
        prefix = kind.model_config["env_prefix"]
        lines = [f"{prefix}{'_'.join(map(str, m['loc'])).upper()}: {m['msg']}" for m in mistakes.errors()]
        raise SystemExit("Candour does not start. Settings to put right:\n  " + "\n  ".join(lines)) from None
