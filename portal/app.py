"""The portal: takes sealed reports in, hands sealed replies out, and can open neither."""

from http import HTTPStatus
from pathlib import Path
from typing import Final

from flask import Flask
from flask.typing import ResponseReturnValue

from config.council import read_council
from config.home import ROOT
from config.logs import logger, place
from config.settings import PortalSettings
from config.templates import with_templates
from config.web import LARGEST_BODY, content_security_policy, with_security_headers, with_static
from crypto.names import Hash
from portal.day_counts import DayCounts
from portal.forgetful import forgetful
from portal.intake import Intake
from portal.postbox import Postbox
from portal.published import Published
from portal.tickets import Tickets
from portal.web import plain
from portal.web.api import api, refuse_in_one_line
from portal.web.pages import Library, pages
from portal.without_script import Budget

STATIC: Final[Path] = ROOT / "portal" / "static"


def create_app(settings: PortalSettings) -> Flask:
    """The portal's WSGI application. Raises CouncilInvalid or SystemExit when it cannot start."""
    app = Flask("portal", static_folder=None)
    council = read_council(settings.council)
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        PLAIN_FORMS=settings.plain_forms,
        COUNCIL=council,
        DEMO=settings.demo,
    )
    with_templates(app, "portal", council=council)
    with_security_headers(app, content_security_policy())
    intake = _intake(settings)
    app.extensions.update(intake=intake, budget=Budget())
    app.register_blueprint(api)
    app.register_blueprint(plain.pages)
    app.register_blueprint(pages)
    refuse_in_one_line(app)
    app.register_error_handler(Exception, _fail)
    pinned = Hash(bytes.fromhex(settings.root)) if settings.root else None
    app.extensions["library"] = Library(app, intake.published, pinned)
    with_static(app, STATIC)
    app.wsgi_app = forgetful(app.wsgi_app)  # type: ignore[method-assign, assignment]
    return app


def _intake(settings: PortalSettings) -> Intake:
    postbox = Postbox(settings.database_url.get_secret_value())
    return Intake(
        postbox=postbox,
        published=Published(postbox),
        tickets=Tickets(settings.ticket_secret.get_secret_value(), settings.ticket_cost),
        counts=DayCounts(postbox),
        quota=settings.max_file_store_mb,
    )


def _fail(error: Exception) -> ResponseReturnValue:
    """Say that something broke here, and log where, not what: the text might hold what somebody sent."""
    logger("portal").error("failed", **place(error))
    return {"error": "something went wrong here; nothing was stored"}, HTTPStatus.INTERNAL_SERVER_ERROR
