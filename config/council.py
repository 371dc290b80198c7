"""What a council may change, read once from `council.toml` into frozen values."""

import datetime as dt
import itertools
import re
import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

COUNCIL_FILE = Path(__file__).with_name("council.toml")


class CouncilInvalid(Exception):
    """The council's file cannot be used; the message names the file and each bad setting."""


def _https(value: str) -> str:
    if not re.fullmatch(r"https://[^\s/]+\S*", value):
        raise ValueError("must be an address that begins with https://")
    return value


def _onion(value: str) -> str:
    if value and not re.fullmatch(r"http://[a-z2-7]{56}\.onion", value):
        raise ValueError("must be empty or an address like http://….onion")
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Link = Annotated[str, AfterValidator(_https)]
MaybeLink = Annotated[str, AfterValidator(lambda value: value and _https(value))]
Telephone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 ]{2,18}$")]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
Days = Annotated[int, Field(ge=1, le=250)]
FileType = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{1,5}$")]
Nation = Annotated[str, StringConstraints(pattern=r"^(england|wales|scotland|northern_ireland)$")]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,39}$")]
Months = Annotated[int, Field(ge=1, le=84)]
Language = Annotated[str, StringConstraints(pattern=r"^(en|cy)$")]


class _Setting(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Clocks(_Setting):
    """Working days, unless a name says otherwise; casework runs on the numbers promised here."""

    open_days: Days
    ack_days: Annotated[int, Field(ge=1, le=10)]
    ack_calendar_days: Annotated[int, Field(ge=5, le=31)]
    discuss_days: Days
    decision_days: Days
    second_opinion_days: Days
    second_opinion_reminders: Annotated[tuple[Days, ...], Field(min_length=2, max_length=5, strict=False)]
    early_days: Days
    investigation_days: Days
    update_days: Days
    feedback_months: Months
    outcome_days: Days
    review_days: Days
    detriment_days: Annotated[int, Field(ge=1, le=5)]
    check_in_months: Annotated[tuple[Months, ...], Field(min_length=1, strict=False)]
    close_months: Months

    @model_validator(mode="after")
    def _in_order(self) -> "Clocks":
        steps = ("open_days", "ack_days", "decision_days", "investigation_days")
        for earlier, later in itertools.pairwise(steps):
            if getattr(self, earlier) > getattr(self, later):
                raise ValueError(f"{earlier} must not be longer than {later}")
        return self

    @model_validator(mode="after")
    def _reminders_rise(self) -> "Clocks":
        days = (*self.second_opinion_reminders, self.second_opinion_days)
        if any(earlier >= later for earlier, later in itertools.pairwise(days)):
            raise ValueError("second_opinion_reminders must rise, and end before second_opinion_days")
        if any(earlier >= later for earlier, later in itertools.pairwise(self.check_in_months)):
            raise ValueError("check_in_months must rise")
        return self


class ServiceArea(_Setting):
    """A directorate, coarse enough to point to nobody. `hr`: it looks after the council's own people."""

    code: Code
    name: Text
    hr: bool = False


class Files(_Setting):
    """What may be added to a report: at most `max_count` files of `max_mb` MB (10⁶ bytes) each."""

    max_count: Annotated[int, Field(ge=1, le=100)]
    max_mb: Annotated[int, Field(ge=1, le=1000)]
    types: Annotated[tuple[FileType, ...], Field(min_length=1, strict=False)]


class Contact(_Setting):
    """Who answers for accessibility and personal information; never an address for reports."""

    postal_address: Text
    telephone: Telephone
    accessibility_email: Email
    data_protection_email: Email


class Accessibility(_Setting):
    """The dates that an accessibility statement must carry."""

    prepared_on: dt.date
    tested_on: dt.date


class About(StrEnum):
    """What somebody calls an advice line for."""

    ADVICE = "advice"
    WORK = "work"
    SUPPORT = "support"


class AdviceLine(_Setting):
    """Somebody to call; `independent` of the council or not."""

    name: Text
    short_name: Text
    telephone: Telephone
    note: Text
    link: MaybeLink
    independent: bool
    about: Annotated[About, Field(strict=False)]

    @property
    def tel_link(self) -> str:
        """The telephone number as a `tel:` address."""
        return "tel:" + self.telephone.replace(" ", "")


class OutsideBody(_Setting):
    """Somebody outside the council who looks into `matters`."""

    name: Text
    matters: Text
    link: MaybeLink


class Outside(_Setting):
    """Where else a reporter can go, and when the list was last compared with the official one."""

    checked_on: dt.date
    official_list: Link
    bodies: Annotated[tuple[OutsideBody, ...], Field(min_length=1, strict=False)]


class Council(_Setting):
    """One council: everything the pages and clocks take from configuration."""

    name: Text
    service_name: Text
    nation: Nation
    extra_holidays: Annotated[tuple[dt.date, ...], Field(strict=False)] = ()
    safeguarding_line: Telephone
    exit_url: Link
    law_checked_on: dt.date
    onion_address: Annotated[str, AfterValidator(_onion)] = ""
    complaint_link: Link
    languages: Annotated[tuple[Language, ...], Field(min_length=1, strict=False)]
    clocks: Clocks
    service_areas: Annotated[tuple[ServiceArea, ...], Field(min_length=1, strict=False)]
    files: Files
    contact: Contact
    accessibility: Accessibility
    advice_lines: Annotated[tuple[AdviceLine, ...], Field(min_length=1, strict=False)]
    outside: Outside

    @model_validator(mode="after")
    def _advice_from_outside(self) -> "Council":
        if not any(line.independent and line.about is About.ADVICE for line in self.advice_lines):
            raise ValueError('advice_lines needs an independent line with about = "advice"')
        return self

    @model_validator(mode="after")
    def _areas_differ(self) -> "Council":
        codes = [area.code for area in self.service_areas]
        if len(set(codes)) < len(codes):
            raise ValueError("service_areas must have different codes")
        return self

    @property
    def advice(self) -> AdviceLine:
        """The independent line to call first."""
        return next(line for line in self.advice_lines if line.independent and line.about is About.ADVICE)

    @property
    def support(self) -> tuple[AdviceLine, ...]:
        """Every other line, in the file's order."""
        return tuple(line for line in self.advice_lines if line is not self.advice)


def read_council(path: Path = COUNCIL_FILE) -> Council:
    """Read and check a council's file.

    Raises:
        CouncilInvalid: the file is missing, is not TOML, or a setting is wrong; each bad one is named.
    """
    try:
        written: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CouncilInvalid(f"{path}: cannot be read ({error.strerror})") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CouncilInvalid(f"{path}: is not valid TOML: {error}") from error
    try:
        return Council.model_validate(written)
    except ValidationError as error:
        raise CouncilInvalid(f"{path}: {_named(error)}") from error


def _named(error: ValidationError) -> str:
    """One line naming each setting that is wrong, without repeating what it holds."""
    return "; ".join(
        f"{'.'.join(str(step) for step in mistake['loc']) or 'council'}: {mistake['msg']}"
        for mistake in error.errors(include_url=False, include_input=False, include_context=False)
    )
