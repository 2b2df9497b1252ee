"""The API as one blueprint: punches and open shifts, and a part for each noun."""

from timeclock.api import (
    assignments,
    board,
    break_kinds,
    cases,
    clocks,
    corrections,
    events,
    exports,
    home_clocks,
    jobs,
    keys,
    kiosk_punches,
    kiosks,
    labels,
    ledger,
    members,
    periods,
    rules,
    shifts,
    timesheets,
    webhooks,
    workspace,
)
from timeclock.api.routes import blueprint

PARTS = (
    shifts.blueprint,
    timesheets.blueprint,
    periods.blueprint,
    corrections.blueprint,
    cases.blueprint,
    rules.blueprint,
    exports.blueprint,
    workspace.blueprint,
    members.blueprint,
    home_clocks.blueprint,
    clocks.blueprint,
    assignments.blueprint,
    break_kinds.blueprint,
    jobs.blueprint,
    labels.clients,
    labels.tags,
    board.blueprint,
    ledger.blueprint,
    keys.blueprint,
    kiosks.blueprint,
    kiosk_punches.blueprint,
    webhooks.blueprint,
    events.blueprint,
)
# Below the first one, so that it lets in for all of them.
for part in PARTS:
    blueprint.register_blueprint(part)
WHOLE = blueprint
