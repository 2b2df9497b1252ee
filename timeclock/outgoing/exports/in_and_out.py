"""When a person came and went on a day, for payroll's paper; pure."""

from datetime import datetime

from timeclock.timekeeping import zone
from timeclock.worktime.hours.sheet import DayTotal, Line, LineKind

_WORK = (LineKind.SHIFT, LineKind.DAY_CUT)
_RANGE = "\N{EN DASH}"


def in_and_out(day: DayTotal) -> str:
    """`08:58–12:30, 13:00–17:03`; `22:00–06:00 (+1)` ends on the next day, `08:00–` still runs."""
    work = (line for line in day.lines if line.kind in _WORK)
    return ", ".join(_span(line.start, line) for line in work if line.start is not None)


def _span(begun: datetime, line: Line) -> str:
    start = _wall(begun, line)
    if line.end is None:
        return f"{start:%H:%M}{_RANGE}"
    end = _wall(line.end, line)
    days = (end.date() - start.date()).days
    later = f"\N{NO-BREAK SPACE}(+{days})" if days > 0 else ""
    return f"{start:%H:%M}{_RANGE}{end:%H:%M}{later}"


def _wall(moment: datetime, line: Line) -> datetime:
    return moment.astimezone(zone(line.zone))
