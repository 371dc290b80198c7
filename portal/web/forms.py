"""The plain forms: no session and no cookie, so no token; a report's form carries its own random id."""

import os
from collections.abc import Mapping
from typing import Any, Final

from flask import current_app
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, IntegerField, RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp, ValidationError

from crypto.code import ENTROPY
from crypto.keyring import Keyring
from crypto.letter import Answer
from crypto.names import Oid, Rid

LONGEST: Final = 100_000
LONGEST_MESSAGE: Final = 10_000
LAST: Final = 2**31


class PlainForm(FlaskForm):  # type: ignore[misc]
    """A form of the portal: nothing of it is bound to a visitor."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """There is no session that a token could be bound to."""

        csrf = False


class CodeForm(PlainForm):
    """A follow-up code, as somebody typed it."""

    code = TextAreaField(validators=[InputRequired(), Length(max=500)])


class MessageForm(CodeForm):
    """A message; `after` is the number of the last one when the page was shown."""

    text = TextAreaField(validators=[InputRequired(), Length(max=LONGEST_MESSAGE)])
    after = IntegerField(validators=[InputRequired(), NumberRange(0, LAST)])


class ReportForm(PlainForm):
    """A report, without its files. `form` is the code that it will be answered with, in hex."""

    form = HiddenField(validators=[Regexp(f"^[0-9a-f]{{{2 * ENTROPY}}}$")])

    @property
    def entropy(self) -> bytes:
        """The 13 bytes of the code."""
        return bytes.fromhex(self.form.data)

    @property
    def answers(self) -> dict[str, Answer]:
        """What was answered, by question."""
        given = {name: self[name].data for name in questions()}
        told = {name: value for name, value in given.items() if value}
        return {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}

    def left_out(self, keyring: Keyring) -> frozenset[Oid]:
        """Whom the reporter unticked."""
        return frozenset(each.oid for each in keyring.receivers if each.oid.hex() not in self["readers"].data)

    def groups_left_out(self, keyring: Keyring) -> frozenset[Rid]:
        """The recovery groups that the reporter unticked."""
        return frozenset(each.rid for each in keyring.recovery if each.rid.hex() not in self["groups"].data)


def questions() -> Mapping[str, Mapping[str, Any]]:
    """What a report asks, as templates/shared/questions.html has it."""
    found: Mapping[str, Mapping[str, Any]] = current_app.jinja_env.get_template(
        "shared/questions.html"
    ).module.questions  # type: ignore[attr-defined]
    return found


def report_form(keyring: Keyring, given: Any = None) -> ReportForm:
    """An empty form with every reader and group ticked and a new id, or what was `given`."""
    fields: dict[str, Any] = {name: _field(name, question) for name, question in questions().items()}
    readers = [SelectChoice(each.oid.hex(), each.title.en) for each in keyring.receivers]
    groups = [SelectChoice(each.rid.hex(), each.title.en) for each in keyring.recovery]
    fields["readers"] = SelectMultipleField(choices=readers, validators=[_somebody])
    fields["groups"] = SelectMultipleField(choices=groups, validators=[Optional()])
    kind = type("AReportForm", (ReportForm,), fields)
    every = {"readers": [each.value for each in readers], "groups": [each.value for each in groups]}
    form: ReportForm = kind(formdata=given, form=os.urandom(ENTROPY).hex(), **every)
    return form


def _field(name: str, question: Mapping[str, Any]) -> Field:
    if question["kind"] == "text":
        needed = InputRequired(_("Tell us what happened. It is the only question you must answer"))
        too_long = Length(max=LONGEST, message=_("This is too long. Shorten it, or send a second report"))
        first = needed if name == "what" else Optional()
        return TextAreaField(question["label"], validators=[first, too_long])
    kind = SelectMultipleField if question["kind"] == "many" else RadioField
    choices = [SelectChoice(value, label) for value, label in question["options"]]
    return kind(question["label"], choices=choices, validators=[Optional()])


def _somebody(_form: FlaskForm, field: Field) -> None:
    if not field.data:
        raise ValidationError(_("Leave at least one person ticked, or nobody could open your report"))
