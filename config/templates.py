"""Templates: ours before GOV.UK's, texts through gettext, files by their logical names."""

import json
from collections.abc import Mapping
from functools import cache

from flask import Flask
from flask_babel import Babel
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined

from config.home import ROOT


@cache
def manifest(program: str) -> Mapping[str, str]:
    """Logical name → name with its hash, as `node build.mjs` wrote it for "portal" or "casework".

    Raises:
        SystemExit: the browser's files were not built.
    """
    path = ROOT / program / "static" / "manifest.json"
    try:
        return dict(json.loads(path.read_text()))
    except FileNotFoundError:
        raise SystemExit(
            f"Candour does not start: {program}/static is not built (run `make build`)"
        ) from None


def with_templates(app: Flask, program: str, **known: object) -> None:
    """Let `app` render templates/, with `asset(name)` and the values in `known` (such as `council`)."""
    app.jinja_loader = ChoiceLoader(
        [FileSystemLoader(ROOT / "templates"), PackageLoader("govuk_frontend_jinja")]
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(known, asset=lambda name: f"/static/{manifest(program)[name]}")
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    Babel(app, locale_selector=lambda: "en")
