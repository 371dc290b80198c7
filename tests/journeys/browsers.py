"""Debian's browsers, started so that they talk to this machine only."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright

CHROMIUM: Final = {
    "executable_path": "/usr/bin/chromium",
    "args": [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ],
}
FIREFOX: Final = {"channel": "moz-firefox", "executable_path": "/usr/bin/firefox-esr"}
QUIET: Final = {
    "app.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.enabled": False,
}
NO_JIT: Final = {
    "javascript.options.ion": False,
    "javascript.options.baselinejit": False,
    "javascript.options.wasm": False,
}


def chromium(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(**CHROMIUM)


def firefox(playwright: Playwright) -> Browser:
    return playwright.firefox.launch(**FIREFOX, firefox_user_prefs=QUIET)


def firefox_safest(playwright: Playwright) -> Browser:
    """Firefox as Tor Browser's "Safer" setting runs it: no JIT, no WebAssembly."""
    return playwright.firefox.launch(**FIREFOX, firefox_user_prefs={**QUIET, **NO_JIT})


def chromium_with_back_cache(playwright: Playwright, profile: Path) -> BrowserContext:
    """Chromium with its back/forward cache on, as people have it, and a profile on disk."""
    return playwright.chromium.launch_persistent_context(
        str(profile), **CHROMIUM, ignore_default_args=["--disable-back-forward-cache"]
    )


SAFEST: Final = "firefox without JIT"
LAUNCH: Final[dict[str, Callable[[Playwright], Browser]]] = {
    "chromium": chromium,
    "firefox": firefox,
    SAFEST: firefox_safest,
}

IN_CHROMIUM: Final = pytest.mark.parametrize("browser", ["chromium"], indirect=True)
_SLOWLY: Final = [pytest.param(name, marks=pytest.mark.slow) for name in ("firefox", SAFEST)]
IN_CHROMIUM_FIRST: Final = pytest.mark.parametrize("browser", ["chromium", _SLOWLY[0]], indirect=True)
# What reporters do, they also do in Tor Browser with its "Safer" setting.
IN_EVERY_BROWSER: Final = pytest.mark.parametrize(
    "browser", ["chromium", "firefox", _SLOWLY[1]], indirect=True
)
IN_EVERY_BROWSER_CHROMIUM_FIRST: Final = pytest.mark.parametrize(
    "browser", ["chromium", *_SLOWLY], indirect=True
)
