"""What people did at a clock, person by person. Pure."""

from collections.abc import Collection, Iterable

from typing_extensions import TypedDict

from timeclock.compat.connecteam.shapes.breaks import ConnecteamBreak, breaks
from timeclock.compat.connecteam.shapes.shifts import ListedShift, shifts
from timeclock.worktime.shifts.record import ShiftRecord

SHIFT, MANUAL_BREAK, TIME_OFF = "shift", "manual_break", "time_off"


class UserActivities(TypedDict):
    """One person's activities, oldest first. There is no time off here."""

    userId: int
    shifts: list[ListedShift]
    manualBreaks: list[ConnecteamBreak]
    timeOffs: list[None]


class ConnecteamActivities(TypedDict):
    """Everyone's activities, person by person."""

    timeActivitiesByUsers: list[UserActivities]


def activities(
    records: Iterable[ShiftRecord],
    types: Collection[str],
    jobs: frozenset[int] | None,
    kinds: frozenset[int] | None = None,
) -> ConnecteamActivities:
    """Shifts in parts and breaks, of these types, jobs and kinds; without any, of all."""
    found: dict[int, UserActivities] = {}
    for record in records:
        one = found.setdefault(
            record.account_id,
            {"userId": record.account_id, "shifts": [], "manualBreaks": [], "timeOffs": []},
        )
        if not types or SHIFT in types:
            one["shifts"] += shifts(record, jobs)
        if not types or MANUAL_BREAK in types:
            one["manualBreaks"] += breaks(record, jobs, kinds)
    shown = [found[user] for user in sorted(found)]
    return {"timeActivitiesByUsers": [each for each in shown if _has_any(each)]}


def _has_any(one: UserActivities) -> bool:
    return bool(one["shifts"] or one["manualBreaks"])
