"""Puts the pages into the app: hosts, guard, headers, filters, errors, areas."""

from collections.abc import Callable
from typing import Any

from flask import Flask, abort, request
from flask_babel import get_locale

from timeclock.storage.transactions import writes
from timeclock.web.blueprints import BLUEPRINTS
from timeclock.web.frame import addresses, errors, forwarded, guard, remembered
from timeclock.web.frame.headers import hardened
from timeclock.web.frame.navigation import navigation
from timeclock.web.frame.once import new_key
from timeclock.web.frame.sessions import PageSessions
from timeclock.web.frame.visitor import visitor_or_none
from timeclock.web.wording import days, times, translation


def register(app: Flask, *, host_names: frozenset[str], https: bool, trusted_proxies: int) -> None:
    """Open the door to `host_names` and nobody else."""
    app.session_interface = PageSessions()
    app.before_request(_own_host(host_names))
    app.before_request(guard.ask)
    app.after_request(hardened(https=https))
    app.context_processor(_context)
    forwarded.attach(app, trusted_proxies)
    addresses.attach(app)
    times.attach(app)
    days.attach(app)
    translation.attach(app)
    remembered.attach(app)
    errors.attach(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)


def _own_host(host_names: frozenset[str]) -> Callable[[], None]:
    def check() -> None:
        if request.host.lower() not in host_names:
            abort(400)

    return check


def _context() -> dict[str, Any]:
    return {
        "visitor": visitor_or_none(),
        "navigation_of": navigation,
        "new_key": new_key,
        "language": str(get_locale() or "en"),
        "read_only": writes().refusal is not None,
    }
