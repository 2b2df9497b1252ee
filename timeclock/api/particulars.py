"""What a refusal names besides its sentence, so that a program need not read that. Pure."""

from datetime import date, datetime, timedelta

from timeclock.api.shapes.periods import unnamed_obstacle
from timeclock.errors import ProductError
from timeclock.timekeeping import local_text
from timeclock.worktime.timesheets.approval.obstacles import Obstacle

_AS_THEY_ARE = ("shift_id", "correction_id", "state")


def particulars(error: ProductError) -> dict[str, object]:
    """The other shift, the closed days, what is in the way: what callers may know of it."""
    details = error.details
    found: dict[str, object] = {name: details[name] for name in _AS_THEY_ARE if name in details}
    since, first, after = (details.get(name) for name in ("since", "first_day", "after_day"))
    if isinstance(since, datetime):
        found["since"] = local_text(since, "UTC")
    if isinstance(first, date) and isinstance(after, date):
        found["first_day"] = first.isoformat()
        found["last_day"] = (after - timedelta(days=1)).isoformat()
    obstacles = details.get("obstacles")
    if isinstance(obstacles, tuple):
        found["obstacles"] = [unnamed_obstacle(e) for e in obstacles if isinstance(e, Obstacle)]
    return found
