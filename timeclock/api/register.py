"""Puts the API into the app: its addresses, and problem details for errors below them."""

from flask import Flask

from timeclock.api.errors import say
from timeclock.api.routes import blueprint
from timeclock.extensions import csrf
from timeclock.wire.addresses import is_under
from timeclock.wire.dress import Dress, put_on


def register(app: Flask) -> None:
    """Open the door."""
    csrf.exempt(blueprint)
    app.register_blueprint(blueprint)
    put_on(app, Dress("api", lambda path: is_under(path, "/api/timeclock"), say))
