"""How the terminal tells of timesheets."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from timeclock.cli.shift_facts import hours
from timeclock.cli.terminal import lines, table
from timeclock.messages import N_, DayOf, Sentence, TimeOfDay
from timeclock.wording import in_minutes
from timeclock.worktime.hours.explaining import length_text
from timeclock.worktime.hours.sheet import DayTotal, Line, Premium, Sheet
from timeclock.worktime.hours.totals import Totals
from timeclock.worktime.timesheets.approval.answering import Decided
from timeclock.worktime.timesheets.approval.obstacles import ObstacleKind
from timeclock.worktime.timesheets.approval.rows import PeriodRow
from timeclock.worktime.timesheets.approval.standing import SheetDecision, SheetState

Facts = dict[str, object]
_HEADINGS = ("", N_("worked"), N_("rounded"), N_("overtime"), N_("to review"))
_STATES = {
    SheetState.OPEN: N_("open"),
    SheetState.SUBMITTED: N_("submitted"),
    SheetState.APPROVED: N_("approved"),
    SheetState.CLOSED: N_("closed"),
}
_OBSTACLES = {
    ObstacleKind.NOT_OVER: N_("not over"),
    ObstacleKind.EARLIER_DAYS: N_("earlier days"),
    ObstacleKind.OPEN_SHIFT: N_("open shift"),
    ObstacleKind.UNCONFIRMED_END: N_("unconfirmed end"),
    ObstacleKind.CLAIMED_TIME: N_("time given afterwards"),
    ObstacleKind.REQUEST: N_("request"),
    ObstacleKind.PROPOSAL: N_("proposal"),
    ObstacleKind.DISPUTE: N_("dispute"),
    ObstacleKind.HELD_PUNCH: N_("punch of a kiosk"),
}


def of_totals(totals: Totals) -> Facts:
    """Sums, in whole seconds."""
    return {
        "worked_seconds": totals.worked,
        "rounded_seconds": totals.rounded,
        "balance_seconds": totals.balance,
        "overtime_seconds": totals.overtime,
        "paid_break_seconds": totals.paid_breaks,
        "unpaid_break_seconds": totals.unpaid_breaks,
        "unconfirmed_seconds": totals.unconfirmed,
    }


def of_standing(standing: SheetDecision, users: Mapping[int, int]) -> Facts:
    """The state of a sheet."""
    return {
        "user_id": users[standing.member_id],
        "member_id": standing.member_id,
        "first_day": standing.period.first.isoformat(),
        "last_day": standing.period.last.isoformat(),
        "state": standing.state.value,
        "submitted_at": standing.submitted_at,
        "decided_at": standing.decided_at,
        "reason": standing.reason,
        "reopened_by_change": standing.reopened_by_change,
    }


def of_decided(found: Decided, users: Mapping[int, int]) -> Facts:
    """The outcome of an act on a sheet."""
    totals = found.standing.totals
    return {
        "changed": found.changed,
        **of_standing(found.standing, users),
        "totals": of_totals(totals) if totals else None,
    }


def of_row(row: PeriodRow, users: Mapping[int, int]) -> Facts:
    """One person's period."""
    return {
        "name": row.name,
        **of_standing(row.standing, users),
        "running": row.running,
        "flags": row.flags,
        "waiting": [kind.value for kind in row.cases],
        "totals": of_totals(row.totals),
    }


def of_day(day: DayTotal) -> Facts:
    """A day with its lines."""
    return {
        "day": day.day.isoformat(),
        "worked_seconds": day.worked,
        "rounded_seconds": day.rounded,
        "overtime_seconds": day.overtime,
        "balance_seconds": day.balance,
        "unconfirmed_seconds": day.unconfirmed,
        "lines": [_of_line(line) for line in day.lines],
        "rounding_lines": [_of_line(line) for line in day.rounding],
        "premiums": [_of_premium(each) for each in day.premiums],
        "rounded_premiums": [_of_premium(each) for each in day.rounded_premiums],
        "flags": [{"kind": f.kind.value, "sentence": f.sentence} for f in day.flags],
    }


def sheet_text(sheet: Sheet, standing: SheetDecision, now: datetime) -> str:
    """A sheet as a table: the days with anything on them, and the sums that count."""
    days = [day for day in sheet.days if day.lines]
    worked = in_minutes(day.worked for day in days)
    rounded = in_minutes(day.rounded for day in days)
    overtime = in_minutes(day.overtime for day in days)
    rows = [
        _row(str(DayOf(day.day, N_("EEE yyyy-MM-dd"))), *figures, len(day.flags))
        for day, figures in zip(days, zip(worked, rounded, overtime, strict=True), strict=True)
    ]
    shown = standing.shown(sheet.totals)
    sums = _row(
        str(Sentence("total")), shown.worked, shown.rounded, shown.overtime, len(sheet.flags)
    )
    state = Sentence("The timesheet is %(state)s.", state=state_words(standing.state))
    return lines([table(_HEADINGS, [*rows, sums]), "", state, *_as_of(now, running=sheet.running)])


def _as_of(now: datetime, *, running: bool) -> Iterator[Sentence]:
    if running:
        yield Sentence("As of %(time)s UTC. A shift is still running.", time=TimeOfDay(now, "UTC"))


def state_words(state: SheetState) -> Sentence:
    """The state of a timesheet."""
    return Sentence(_STATES[state])


def day_text(day: DayTotal, now: datetime) -> str:
    """Every line of a day with its sentence, and what they add up to."""
    rows = [(_exactly(line.seconds), line.sentence) for line in day.lines]
    rows += [(f"{p.percent} %", p.sentence) for p in day.premiums]
    rows += [(_exactly(line.seconds), line.sentence) for line in day.rounding]
    if day.rounding or day.balance:
        text = Sentence("%(length)s counts for payroll", length=length_text(day.rounded))
        rows.append((str(Sentence("rounded")), str(text)))
        rows += [
            (f"{p.percent} %", f"{Sentence('rounded')}: {p.sentence}") for p in day.rounded_premiums
        ]
    rows += [(str(Sentence("look")), flag.sentence) for flag in day.flags]
    total = Sentence("%(worked)s worked on %(day)s", worked=length_text(day.worked), day=day.day)
    told = [table(("", ""), rows).removeprefix("\n")] if rows else []
    return lines([total, *told, *_as_of(now, running=day.running)])


def rows_text(rows: Sequence[PeriodRow]) -> str:
    """Each person's period as a table."""
    cells = [
        (
            row.name,
            state_words(row.standing.state),
            _length(row.totals.worked),
            _length(row.totals.rounded),
            _length(row.totals.overtime),
            ", ".join(str(Sentence(_OBSTACLES[kind])) for kind in row.cases),
        )
        for row in rows
    ]
    headings = (N_("name"), N_("state"), *_HEADINGS[1:4], N_("in the way"))
    return table(headings, cells)


def _of_line(line: Line) -> Facts:
    return {
        "kind": line.kind.value,
        "seconds": line.seconds,
        "sentence": line.sentence,
        "started_at": line.start,
        "ended_at": line.end,
        "timezone": line.zone,
        "shift_id": line.shift_id,
    }


def _of_premium(premium: Premium) -> Facts:
    return {
        "percent": premium.percent,
        "seconds": premium.seconds,
        "sentence": premium.sentence,
    }


def _row(name: str, worked: int, rounded: int, overtime: int, flags: int) -> tuple[str, ...]:
    lengths = (_length(each) for each in (worked, rounded, overtime))
    return (name, *lengths, str(flags) if flags else "")


def _length(seconds: int) -> str:
    return hours(timedelta(seconds=seconds))


def _exactly(seconds: int) -> str:
    """To the second, so that the lines of a day add up to its total."""
    if not seconds:
        return ""
    return f"{'+' if seconds > 0 else chr(0x2212)} {length_text(abs(seconds))}"
