"""People and a period: where everyone's sheet is, with totals."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.people.models import Member
from timeclock.company.people.queries import members
from timeclock.storage.transactions import db
from timeclock.worktime.hours.sheet import Sheet
from timeclock.worktime.hours.totals import Totals
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.timesheets.approval.obstacles import Obstacle, ObstacleKind, read_obstacles
from timeclock.worktime.timesheets.approval.standing import SheetDecision, read_standings
from timeclock.worktime.timesheets.reading.basis import read_basis
from timeclock.worktime.timesheets.reading.reach import sheets_in_reach
from timeclock.worktime.timesheets.reading.sheets import has_time, read_sheets


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One person's sheet of a period.

    `totals` are what was approved, otherwise what is there now; `running` says that an open shift
    still adds to them. `flags` counts what someone should look at, `cases` are the kinds of things
    that wait for someone, each once.
    """

    member_id: int
    name: str
    employee_number: str | None
    is_active: bool
    standing: SheetDecision
    totals: Totals
    running: bool
    flags: int
    cases: tuple[ObstacleKind, ...]
    changed_since_submitted: bool


def period_rows(actor: Actor, period: Period, now: datetime) -> tuple[PeriodRow, ...]:
    """The people whose sheets the actor sees, by name; those who have left only with time in it.

    Always the same few statements, however many people there are. Raises NotAllowed.
    """
    demand(actor, Permission.SEE_TIMESHEETS)
    connection, workspace_id = db.session.connection(), actor.workspace_id
    basis = read_basis(connection, workspace_id)
    reach = sheets_in_reach(actor, period, now, basis)
    people = [member for member, _ in members(actor.workspace_id, include_deactivated=True)]
    people = [each for each in people if reach is None or each.id in reach]
    ids = [each.id for each in people]
    sheets = read_sheets(
        connection, workspace_id, ids, period.first, period.after, now, basis=basis
    )
    standings = read_standings(connection, workspace_id, ids, period)
    waiting = read_obstacles(connection, workspace_id, ids, period, now, basis)
    return tuple(
        _row(each, sheets[each.id], standings.of(each.id), waiting)
        for each in people
        if each.is_active or has_time(sheets[each.id])
    )


def _row(
    member: Member, sheet: Sheet, standing: SheetDecision, waiting: Collection[Obstacle]
) -> PeriodRow:
    present = sheet.totals
    kinds = {obstacle.kind for obstacle in waiting if obstacle.member_id == member.id}
    return PeriodRow(
        member_id=member.id,
        name=member.name,
        employee_number=member.employee_number,
        is_active=member.is_active,
        standing=standing,
        totals=standing.shown(present),
        running=sheet.running,
        flags=len(sheet.flags),
        cases=tuple(kind for kind in ObstacleKind if kind in kinds),
        changed_since_submitted=standing.changed_since_submitted(present),
    )
