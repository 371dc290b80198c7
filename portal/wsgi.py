"""For a WSGI server of one's own: `waitress-serve portal.wsgi:app` and the like."""

from config.logs import configure
from config.settings import PortalSettings, load
from portal.app import create_app

configure()
app = create_app(load(PortalSettings))
