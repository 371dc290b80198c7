"""For a WSGI server: `casework.wsgi:app`."""

from casework.app import create_app
from config import logs
from config.settings import CaseworkSettings, load

logs.configure()
app = create_app(load(CaseworkSettings))
