"""Puts the pages into the app: hosts, guard, headers, filters, errors, blueprints."""

from collections.abc import Callable
from typing import Any

from flask import Flask, abort, request
from flask_babel import get_locale

from timeclock.storage.transactions import writes
from timeclock.web.accounts import choosing, settings, setup, signing_in
from timeclock.web.board import page as board
from timeclock.web.clock import forgotten
from timeclock.web.clock import page as clock
from timeclock.web.clock.unchanged import UnchangedClock
from timeclock.web.company import (
    clock_parts,
    clocks,
    home_clock,
    jobs,
    kiosks,
    labels,
    ledger,
    loss,
    people,
    people_list,
    person,
    workspace,
)
from timeclock.web.exports import page as exports
from timeclock.web.frame import (
    addresses,
    errors,
    forwarded,
    guard,
    health,
    installing,
    remembered,
)
from timeclock.web.frame.headers import hardened
from timeclock.web.frame.navigation import initials, navigation
from timeclock.web.frame.once import new_key
from timeclock.web.frame.sessions import PageSessions
from timeclock.web.frame.visitor import visitor_or_none
from timeclock.web.inbox import held
from timeclock.web.inbox import page as inbox
from timeclock.web.kiosk import offline as kiosk_offline
from timeclock.web.kiosk import page as kiosk
from timeclock.web.my import day as my_day
from timeclock.web.my import record as my_ledger
from timeclock.web.my import requests as my_requests
from timeclock.web.my import timesheet as my_timesheet
from timeclock.web.my import week as my_week
from timeclock.web.rules import page as rules
from timeclock.web.scripts import documents, integrations, keys, my_keys, webhook, webhooks
from timeclock.web.timesheets import close, shift_edit
from timeclock.web.timesheets import page as timesheets
from timeclock.web.timesheets import person as timesheet
from timeclock.web.wording import times, translation
from timeclock.web.wording.translation import readers_language

BLUEPRINTS = (
    health.blueprint,
    installing.blueprint,
    documents.blueprint,
    setup.blueprint,
    signing_in.blueprint,
    choosing.blueprint,
    settings.blueprint,
    clock.blueprint,
    forgotten.blueprint,
    kiosk.blueprint,
    kiosk_offline.blueprint,
    my_week.blueprint,
    my_day.blueprint,
    my_timesheet.blueprint,
    my_requests.blueprint,
    my_ledger.blueprint,
    ledger.blueprint,
    board.blueprint,
    inbox.blueprint,
    held.blueprint,
    timesheets.blueprint,
    timesheet.blueprint,
    shift_edit.blueprint,
    close.blueprint,
    exports.blueprint,
    people.blueprint,
    people_list.blueprint,
    person.blueprint,
    home_clock.blueprint,
    clocks.blueprint,
    clock_parts.blueprint,
    kiosks.blueprint,
    rules.blueprint,
    jobs.blueprint,
    labels.blueprint,
    integrations.blueprint,
    keys.blueprint,
    my_keys.blueprint,
    webhooks.blueprint,
    webhook.blueprint,
    workspace.blueprint,
    loss.blueprint,
)


def register(app: Flask, *, host_names: frozenset[str], https: bool, trusted_proxies: int) -> None:
    """Open the door to `host_names` and no one else."""
    app.session_interface = PageSessions()
    app.before_request(_own_host(host_names))
    app.before_request(guard.ask)
    app.after_request(hardened(https=https))
    app.context_processor(_context)
    forwarded.attach(app, trusted_proxies)
    addresses.attach(app)
    app.jinja_env.filters["initials"] = initials
    times.attach(app)
    translation.attach(app)
    remembered.attach(app)
    errors.attach(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.wsgi_app = UnchangedClock(  # type: ignore[method-assign]
        app, host_names=host_names, https=https
    )


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
        "from_right_to_left": readers_language().is_from_right_to_left,
        "read_only": writes().refusal is not None,
    }
