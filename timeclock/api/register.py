"""Puts the API into the app: its addresses, and problem details for errors below them."""

from collections.abc import Callable

from flask import Flask

from timeclock.api.addresses import BASE
from timeclock.api.blueprints import PARTS, WHOLE
from timeclock.api.errors import saying
from timeclock.api.field_names import BELOW, OF_PUNCHES
from timeclock.extensions import csrf
from timeclock.wire.addresses import is_under
from timeclock.wire.dress import Dress, put_on


def register(app: Flask) -> None:
    """Open the door."""
    for blueprint in (WHOLE, *PARTS):
        csrf.exempt(blueprint)
    app.register_blueprint(WHOLE)
    nouns = (
        Dress("api", _under(f"{BASE}/{noun}"), saying(fields)) for noun, fields in BELOW.items()
    )
    put_on(app, *nouns, Dress("api", _under("/api/timeclock"), saying(OF_PUNCHES)))


def _under(base: str) -> Callable[[str], bool]:
    return lambda path: is_under(path, base)
