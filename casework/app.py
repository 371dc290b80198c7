"""Casework's web application, put together."""

from pathlib import Path
from typing import Final

from flask import Flask
from sqlalchemy import Engine

from casework import demo_keys
from casework.clocks import Office
from casework.passkeys import Site
from casework.store import accounts
from casework.web import (
    account,
    address,
    cases,
    check_ins,
    conflicts,
    custody,
    folders,
    grants,
    handovers,
    inbox,
    joining,
    keyrings,
    ledgers,
    letters,
    linking,
    names,
    objections,
    packs,
    pages,
    passkeys,
    promises,
    queue,
    recovery,
    recovery_codes,
    reports,
    scans,
    search,
    sessions,
)
from casework.web.access import ENGINE
from casework.web.converters import HashOf, Id, PartNumber
from casework.web.refusals import with_refusals
from casework.web.same_origin import with_same_origin
from config.council import Council, read_council
from config.database import engine
from config.settings import CaseworkSettings
from config.templates import with_templates
from config.web import LARGEST_BODY, content_security_policy, with_security_headers, with_static

STATIC: Final = Path(__file__).with_name("static")
BLUEPRINTS: Final = (
    account,
    address,
    cases,
    check_ins,
    conflicts,
    custody,
    folders,
    grants,
    handovers,
    inbox,
    joining,
    keyrings,
    ledgers,
    letters,
    linking,
    names,
    packs,
    objections,
    pages,
    passkeys,
    promises,
    queue,
    recovery,
    recovery_codes,
    reports,
    scans,
    search,
    sessions,
)


def create_app(settings: CaseworkSettings) -> Flask:
    """The application, or SystemExit if it must not run with what it found."""
    council = read_council(settings.council)
    connections = engine(settings.database_url.get_secret_value())
    if not settings.demo:
        refuse_demo_keys(connections)
    app = Flask("casework", static_folder=None)
    configure(app, settings, council)
    app.extensions[ENGINE] = connections
    app.url_map.converters.update(id=Id, hash=HashOf, number=PartNumber)
    for module in BLUEPRINTS:
        app.register_blueprint(module.blueprint)
    pages.render_once(app)
    with_refusals(app)
    with_same_origin(app, settings.public_url)
    with_security_headers(app, content_security_policy())
    with_static(app, STATIC)
    return app


def configure(app: Flask, settings: CaseworkSettings, council: Council) -> None:
    """What views read."""
    app.config.update(
        SIGN_IN_SECRET=settings.sign_in_secret.get_secret_value().encode(),
        SITE=Site.of(settings.public_url),
        REPORT_PAGE=f"{settings.portal_url}/report",
        SESSION_COOKIE_SECURE=settings.public_url.startswith("https://"),
        SERVICE=f"{council.name} casework",
        DEMO=settings.demo,
        KEYRING_REMINDER_DAYS=settings.keyring_reminder_days,
        AREAS=frozenset(area.code for area in council.service_areas),
        MAX_CONTENT_LENGTH=LARGEST_BODY,
    )
    app.extensions[cases.OFFICE] = Office.of(council)
    with_templates(app, "casework", council=council)

    @app.after_request
    def never_kept(response):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def refuse_demo_keys(connections: Engine) -> None:
    """End the program, naming the officer, if a demonstration's keys are in a real installation."""
    with connections.begin() as connection:
        found = accounts.titles_of(connection, list(demo_keys.VKS))
    if found:
        connections.dispose()
        raise SystemExit(
            f"Candour does not start: {', '.join(found)} has a demonstration's key, which everybody knows"
        )
