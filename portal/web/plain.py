"""The pages for a browser without scripts: honest forms, sealed here at once (protocol §10)."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from flask import Blueprint, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge

from config.web import content_security_policy
from crypto.code import parse_code, words
from crypto.errors import CodeMistake, TooLarge
from portal import without_script as plain
from portal.intake import Conflict, Full, Intake
from portal.postbox import Unavailable
from portal.published import NothingPublished
from portal.web.forms import CodeForm, MessageForm, ReportForm, questions, report_form
from portal.web.multipart import Incoming, Receiver, read_form
from portal.web.uploads import Files

TEN: Final = 10
POLICY: Final = content_security_policy(form_action="'self'")

_: Callable[..., str] = gettext
pages = Blueprint("plain", __name__, url_prefix="/plain")


@pages.before_request
def switched_on() -> ResponseReturnValue | None:
    """Not here, when the council chose to do without."""
    if not current_app.config["PLAIN_FORMS"]:
        return _page("not_found", HTTPStatus.NOT_FOUND)
    return None


@pages.after_request
def keep_no_copy(response: Response) -> Response:
    """These pages may hold words and a code, and may post to this server only."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = POLICY
    return response


@pages.errorhandler(NothingPublished)
@pages.errorhandler(Unavailable)
def closed(_error: Exception) -> ResponseReturnValue:
    """Nothing can be sealed or opened now."""
    return _page("closed", HTTPStatus.SERVICE_UNAVAILABLE)


@pages.errorhandler(BadRequest)
@pages.errorhandler(RequestEntityTooLarge)
def refuse(error: HTTPException) -> ResponseReturnValue:
    """Not a form of ours, or longer than this page takes."""
    return _page("refused", HTTPStatus(error.code or HTTPStatus.BAD_REQUEST))


@pages.get("/report")
def report() -> ResponseReturnValue:
    """An empty form."""
    office = _office()
    return _report_page(office, report_form(office.keyring))


@pages.post("/report")
def send_report() -> ResponseReturnValue:
    """Seal a report and show its code; on any mistake, the form with everything that was typed."""
    office, intake = _office(), _intake()
    files = Files(intake, office, current_app.config["COUNCIL"])
    given = read_form(request.stream, request.content_type or "", files.receive)
    form = report_form(office.keyring, given)
    if not form.validate() or files.trouble:
        return _report_page(office, form, HTTPStatus.BAD_REQUEST, files.trouble)
    try:
        _budget().spend()
        plain.send_report(
            intake,
            office,
            form.entropy,
            folder=files.folder,
            answers=form.answers,
            left_out=form.left_out(office.keyring),
            groups_left_out=form.groups_left_out(office.keyring),
            files=files.finish(),
        )
    except plain.Busy:
        trouble = _("Many people are using this form. Nothing is lost: wait a minute and press Send again")
        return _report_page(office, form, HTTPStatus.SERVICE_UNAVAILABLE, trouble)
    except Full:
        trouble = _("We have no room for files at the moment. You can send your words without them")
        return _report_page(office, form, HTTPStatus.SERVICE_UNAVAILABLE, trouble)
    except Unavailable:
        trouble = _("Something is wrong on our side. Nothing was sent: wait a minute and press Send again")
        return _report_page(office, form, HTTPStatus.SERVICE_UNAVAILABLE, trouble)
    except (Conflict, TooLarge):
        trouble = _("This could not be sent. Shorten it and try again")
        return _report_page(office, form, HTTPStatus.CONFLICT, trouble)
    return _page("sent", code=words(office.instance, form.entropy))


@pages.get("/check")
def check() -> ResponseReturnValue:
    """Ask for the code."""
    return _page("check", trouble="")


@pages.post("/check")
def open_mailbox() -> ResponseReturnValue:
    """Show what lies in the mailbox of a code, after sending the message that came with it, if one did."""
    given = read_form(request.stream, request.content_type or "", _no_files)
    form = MessageForm(given) if "text" in given else CodeForm(given)
    if not form.code.data or not form.code.validate(form):
        return _page("check", HTTPStatus.BAD_REQUEST, trouble=_("Enter your follow-up code"))
    office, intake = _office(), _intake()
    try:
        entropy = parse_code(office.instance, form.code.data)
        _budget().spend()
        mailbox = plain.open_mailbox(intake, office, entropy)
    except CodeMistake as mistake:
        return _page("check", HTTPStatus.BAD_REQUEST, trouble=_mistake(mistake))
    except plain.Busy:
        trouble = _("Many people are using this page. Try again in a minute")
        return _page("check", HTTPStatus.SERVICE_UNAVAILABLE, trouble=trouble)
    except plain.NoMailbox:
        return _page("check", HTTPStatus.BAD_REQUEST, trouble=_no_report())
    if isinstance(form, MessageForm):
        return _send_message(office, form, mailbox, entropy)
    return _mailbox_page(office, mailbox, form.code.data)


def _no_files(_given: MultiDict[str, str], _incoming: Incoming) -> Receiver:
    raise BadRequest


def _send_message(
    office: plain.Office, form: MessageForm, mailbox: plain.Mailbox, entropy: bytes
) -> ResponseReturnValue:
    code, text = form.code.data, form.text.data
    if not form.validate():
        trouble = _("Write your message, of at most 10,000 characters")
        return _mailbox_page(office, mailbox, code, text=text, trouble=trouble, status=HTTPStatus.BAD_REQUEST)
    try:
        plain.send_message(_intake(), office, mailbox, text, after=form.after.data)
    except (plain.SentAlready, Conflict):
        trouble = _("This was not sent, because one was sent since the page was shown. It may be this one")
        return _mailbox_page(office, mailbox, code, text=text, trouble=trouble, status=HTTPStatus.CONFLICT)
    except TooLarge:
        trouble = _("This is too long for one message. Send it in two")
        return _mailbox_page(office, mailbox, code, text=text, trouble=trouble, status=HTTPStatus.BAD_REQUEST)
    return _mailbox_page(office, plain.open_mailbox(_intake(), office, entropy), code, sent=True)


def _report_page(
    office: plain.Office, form: ReportForm, status: HTTPStatus = HTTPStatus.OK, trouble: str = ""
) -> ResponseReturnValue:
    return _page("report", status, form=form, questions=questions(), trouble=trouble, keyring=office.keyring)


def _mailbox_page(
    office: plain.Office,
    mailbox: plain.Mailbox,
    code: str,
    *,
    text: str = "",
    trouble: str = "",
    sent: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
) -> ResponseReturnValue:
    replies = [
        (each.reply, office.keyring.signer(each.reply.by, each.reply.on)) for each in mailbox.opened.replies
    ]
    shown = {"replies": replies, "after": mailbox.state.seq, "findings": mailbox.opened.findings}
    return _page("mailbox", status, code=code, text=text, trouble=trouble, sent=sent, **shown)


def _page(name: str, status: HTTPStatus = HTTPStatus.OK, **values: object) -> ResponseReturnValue:
    return render_template(f"portal/plain/{name}.html", **values), status


def _mistake(mistake: CodeMistake) -> str:
    if mistake.word:
        return _("That code has a typing mistake in word %(word)s. Check it and try again", word=mistake.word)
    if mistake.count != TEN:
        return _("A code has ten words. You typed %(count)s", count=mistake.count)
    return _("That code has a typing mistake. Check each word and try again")


def _no_report() -> str:
    months = current_app.config["COUNCIL"].clocks.close_months
    return _(
        "We cannot find a report for that code. Codes stop working %(n)s months after a case ends", n=months
    )


def _office() -> plain.Office:
    first_root = current_app.extensions["library"].first_root()
    return plain.verified_office(_intake(), first_root, demo=current_app.config["DEMO"])


def _intake() -> Intake:
    found: Intake = current_app.extensions["intake"]
    return found


def _budget() -> plain.Budget:
    found: plain.Budget = current_app.extensions["budget"]
    return found
