"""What a decision about a sheet asks before anything is written."""

from collections.abc import Collection

from timeclock.authority.actor import Actor
from timeclock.company.locks.locked_days import Lock, refusal
from timeclock.errors import Conflict
from timeclock.messages import N_, DayOf
from timeclock.storage.transactions import Transaction
from timeclock.worktime.hours.sheet import Sheet
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.timesheets.approval.deciders import Deciders, own_decision
from timeclock.worktime.timesheets.approval.keeping import Taken
from timeclock.worktime.timesheets.approval.obstacles import (
    ObstacleKind,
    in_the_way,
    read_obstacles,
)
from timeclock.worktime.timesheets.approval.standing import SheetDecision, SheetState


def demand_decides(tx: Transaction, actor: Actor, member_id: int, taken: Taken) -> None:
    """Raise unless someone's sheet is the actor's to decide about.

    NotFound where it does not exist for the actor, and NotAllowed `not_every_clock` where part of
    it was worked at a clock that someone else manages.
    """
    deciders = Deciders(tx.connection, actor)
    if deciders.needs_sheets and member_id != actor.member_id:
        refusal = deciders.refusal(member_id, taken.sheet(tx))
        if refusal is not None:
            raise refusal


def demand_not_own(tx: Transaction, actor: Actor, member_id: int, sheet: Sheet | None) -> None:
    """Raise NotAllowed `own_decision` for one's own sheet while someone else may decide."""
    if is_anothers(tx, actor, member_id, sheet):
        raise own_decision()


def is_anothers(tx: Transaction, actor: Actor, member_id: int, sheet: Sheet | None) -> bool:
    """Whether it is the actor's own sheet and someone else may decide about it."""
    return member_id == actor.member_id and Deciders(tx.connection, actor).others_decide(sheet)


def demand_open_period(standing: SheetDecision) -> None:
    """Raise Conflict `period_closed` where the period is closed for all, owners too."""
    if standing.state is SheetState.CLOSED:
        raise period_closed(standing.period)


def demand_not_approved(standing: SheetDecision) -> None:
    """`demand_open_period`, and Conflict `already_approved`."""
    demand_open_period(standing)
    if standing.state is SheetState.APPROVED:
        raise Conflict("already_approved", "This timesheet is approved already.")


def demand_submitted(standing: SheetDecision) -> None:
    """`demand_not_approved`, and Conflict `not_submitted`."""
    demand_not_approved(standing)
    if standing.state is not SheetState.SUBMITTED:
        raise not_submitted()


def demand_last_day(taken: Taken) -> None:
    """Raise Conflict `period_runs` before the last day of a period, while work may follow."""
    period = taken.period
    if taken.now < taken.basis.bounds(period.last, period.after)[0]:
        last = DayOf(period.last, N_("EEEE d MMMM"))
        raise Conflict(
            "period_runs",
            "You can still work in this period, until %(last)s. Submit anyway?",
            last=last,
        )


def not_submitted() -> Conflict:
    """The refusal of what only a submitted sheet allows."""
    return Conflict("not_submitted", "This timesheet is not submitted.")


def demand_clear(
    tx: Transaction, taken: Taken, kinds: Collection[ObstacleKind] = tuple(ObstacleKind)
) -> None:
    """Raise Conflict `in_the_way` where something of these kinds is."""
    found = read_obstacles(
        tx.connection,
        taken.head.workspace_id,
        (taken.standing.member_id,),
        taken.period,
        taken.now,
        taken.basis,
    )
    wanted = [obstacle for obstacle in found if obstacle.kind in kinds]
    if wanted:
        raise in_the_way(wanted)


def period_closed(period: Period) -> Conflict:
    """The refusal to change anything of a closed period."""
    return refusal(Lock(period.first, period.after, None))
