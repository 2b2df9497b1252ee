"""Puts the API into the app: addresses, document, and problem details for errors below them."""

from collections.abc import Callable

from flask import Flask

from timeclock.api.addresses import BASE
from timeclock.api.blueprints import PARTS, WHOLE
from timeclock.api.document import DOCUMENT
from timeclock.api.errors import saying
from timeclock.api.field_names import BELOW, OF_PUNCHES
from timeclock.extensions import csrf
from timeclock.wire.addresses import is_under
from timeclock.wire.error_formats import ErrorFormat, add_error_formats
from timeclock.wire.openapi.document import put_up


def register(app: Flask) -> None:
    """Open the door."""
    for blueprint in (WHOLE, *PARTS):
        csrf.exempt(blueprint)
    app.register_blueprint(WHOLE)
    nouns = (
        ErrorFormat("api", _under(f"{BASE}/{noun}"), saying(fields))
        for noun, fields in BELOW.items()
    )
    put_up(app, DOCUMENT)
    add_error_formats(app, *nouns, ErrorFormat("api", _under("/api/timeclock"), saying(OF_PUNCHES)))


def _under(base: str) -> Callable[[str], bool]:
    return lambda path: is_under(path, base)
