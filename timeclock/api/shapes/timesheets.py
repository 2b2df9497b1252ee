"""Timesheets of the API: where they stand, with and without their days. Pure."""

from typing_extensions import TypedDict

from timeclock.api.shapes.days import DayJson, TotalsJson, day, totals
from timeclock.api.shapes.people import Users, user, utc
from timeclock.wire.formats import DateTimeText, DayText
from timeclock.worktime.hours.sheet import Sheet
from timeclock.worktime.timesheets.approval import answering
from timeclock.worktime.timesheets.approval.obstacles import ObstacleKind
from timeclock.worktime.timesheets.approval.rows import PeriodRow
from timeclock.worktime.timesheets.approval.standing import SheetDecision as Decision
from timeclock.worktime.timesheets.approval.standing import SheetState


class StandingJson(TypedDict):
    """The state of a sheet; its totals are those that were submitted or approved.

    `reopened_by_change` says that time in it was changed after it was submitted.
    """

    user_id: int
    first_day: DayText
    last_day: DayText
    state: SheetState
    totals: TotalsJson | None
    submitted_at: DateTimeText | None
    submitted_by_user_id: int | None
    decided_at: DateTimeText | None
    decided_by_user_id: int | None
    reason: str | None
    reopened_by_change: bool


class TimesheetRow(StandingJson):
    """One person's sheet of a period, without its days.

    Its totals are what was approved, otherwise what is there now. `flags` counts what someone
    should look at, `waiting` are the kinds of things that wait for someone.
    """

    name: str
    employee_number: str | None
    active: bool
    running: bool
    changed_since_submitted: bool
    flags: int
    waiting: list[ObstacleKind]


class TimesheetJson(StandingJson):
    """A whole sheet; its totals are what was approved, otherwise what is there now."""

    running: bool
    changed_since_submitted: bool
    days: list[DayJson]


class Timesheets(TypedDict):
    """A page of a period's sheets; `next_cursor` is the `cursor` of the next one."""

    first_day: DayText
    last_day: DayText
    timesheets: list[TimesheetRow]
    next_cursor: str | None


class OneTimesheet(TypedDict):
    """A sheet."""

    timesheet: TimesheetJson


class SheetDecided(TypedDict):
    """The outcome of an act on a sheet; the totals are those that were kept with it."""

    recorded: bool
    timesheet: StandingJson


class LeftOut(TypedDict):
    """Whose sheet was not approved with the others, and why.

    `code` is `not_submitted`, `own_decision`, or `in_the_way` where something has to happen first.
    """

    user_id: int
    code: str
    detail: str


class ManyApprovedJson(TypedDict):
    """Whose sheets were approved, and why others were not."""

    approved: list[int]
    left: list[LeftOut]


def decided(found: answering.Decided, users: Users) -> SheetDecided:
    """The outcome of an act on a sheet; the totals are those that were kept with it."""
    return {"recorded": found.changed, "timesheet": standing(found.standing, users)}


def many_approved(found: answering.ManyApproved, users: Users) -> ManyApprovedJson:
    """Whose sheets were approved, and why others were not."""
    return {
        "approved": [users[each] for each in found.approved],
        "left": [
            {"user_id": users[each.member_id], "code": each.code, "detail": each.sentence}
            for each in found.left
        ],
    }


def row(found: PeriodRow, users: Users) -> TimesheetRow:
    """One person's sheet of a period, without its days."""
    return {
        **standing(found.standing, users),
        "name": found.name,
        "employee_number": found.employee_number,
        "active": found.is_active,
        "running": found.running,
        "changed_since_submitted": found.changed_since_submitted,
        "flags": found.flags,
        "waiting": list(found.cases),
        "totals": totals(found.totals),
    }


def sheet(found: Sheet, decision: Decision, users: Users) -> TimesheetJson:
    """A whole sheet; the lines of each day add up to it, the days to the present totals."""
    present = found.totals
    return {
        **standing(decision, users),
        "running": found.running,
        "changed_since_submitted": decision.changed_since_submitted(present),
        "totals": totals(decision.shown(present)),
        "days": [day(each) for each in found.days],
    }


def standing(found: Decision, users: Users) -> StandingJson:
    """The state of a sheet."""
    return {
        "user_id": users[found.member_id],
        "first_day": found.period.first.isoformat(),
        "last_day": found.period.last.isoformat(),
        "state": found.state,
        "totals": None if found.totals is None else totals(found.totals),
        "submitted_at": utc(found.submitted_at),
        "submitted_by_user_id": user(users, found.submitted_by_id),
        "decided_at": utc(found.decided_at),
        "decided_by_user_id": user(users, found.decided_by_id),
        "reason": found.reason or None,
        "reopened_by_change": found.reopened_by_change,
    }
