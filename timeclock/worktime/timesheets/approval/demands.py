"""What a decision about a sheet asks before anything is written."""

from collections.abc import Collection

from timeclock.authority.actor import Actor
from timeclock.company.clocks.approvers import another_decides, members_decided_by
from timeclock.company.locks.locked_days import Lock, refusal
from timeclock.company.people.membership import member_not_found
from timeclock.errors import Conflict, NotAllowed
from timeclock.messages import N_, DayOf
from timeclock.storage.transactions import Transaction
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.timesheets.approval.keeping import Taken
from timeclock.worktime.timesheets.approval.obstacles import (
    ObstacleKind,
    in_the_way,
    read_obstacles,
)
from timeclock.worktime.timesheets.approval.standing import SheetDecision, SheetState


def demand_decides(tx: Transaction, actor: Actor, *member_ids: int) -> None:
    """Raise NotFound where the time of one of these members does not lie in the actor's hands."""
    others = {*member_ids} - {actor.member_id}
    if others:
        reach = members_decided_by(tx, actor)
        if reach is not None and not reach.issuperset(others):
            raise member_not_found()


def demand_not_own(tx: Transaction, actor: Actor, member_id: int) -> None:
    """Raise NotAllowed `own_decision` for one's own sheet while somebody else may decide."""
    if is_anothers(tx, actor, member_id):
        raise own_decision()


def is_anothers(tx: Transaction, actor: Actor, member_id: int) -> bool:
    """Whether it is the actor's own sheet and somebody else may decide about it."""
    own = member_id == actor.member_id
    return own and another_decides(tx, actor.workspace_id, None, member_id)


def own_decision() -> NotAllowed:
    """The refusal to decide about one's own sheet."""
    return NotAllowed("own_decision", "Another person must decide about your own timesheet.")


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
