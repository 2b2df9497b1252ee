"""The API as one blueprint: punches and open shifts, and a part for each noun of hours."""

from timeclock.api import (
    cases,
    corrections,
    exports,
    periods,
    rules,
    shifts,
    timesheets,
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
)
# Below the first one, so that it lets in for all of them.
for part in PARTS:
    blueprint.register_blueprint(part)
WHOLE = blueprint
