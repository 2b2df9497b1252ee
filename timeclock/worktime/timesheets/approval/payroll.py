"""The parts of a period's timesheets as payroll reads them, for many people at once."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.people.models import Account, Member
from timeclock.company.people.queries import members_after
from timeclock.storage.transactions import db
from timeclock.worktime.hours.paid_parts import PaidPart, parts_of
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.timesheets.approval.standing import (
    SheetDecision,
    SheetState,
    read_standings,
)
from timeclock.worktime.timesheets.reading.basis import Basis, read_basis
from timeclock.worktime.timesheets.reading.reach import sheets_in_reach
from timeclock.worktime.timesheets.reading.sheets import read_sheets

# A period of each of them is in memory.
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class PersonParts:
    """A person's parts of a period by day; `running` is a day to which an open shift still adds."""

    member: Member
    standing: SheetDecision
    parts: Sequence[tuple[date, PaidPart]]
    running: frozenset[date]


def payroll_parts(
    actor: Actor,
    period: Period,
    now: datetime,
    *,
    states: Collection[SheetState] = (),
    member_ids: Collection[int] | None = None,
    after_id: int = 0,
) -> Iterator[PersonParts]:
    """The people whose sheets the actor sees and who have time in the period, by member id.

    Without `states` sheets are in any state. Open shifts are counted to `now`. Raises NotAllowed.
    """
    demand(actor, Permission.SEE_TIMESHEETS)
    basis = read_basis(db.session.connection(), actor.workspace_id)
    reach = sheets_in_reach(actor, period, now, basis)
    if member_ids is not None:
        reach = frozenset(member_ids) if reach is None else reach.intersection(member_ids)
    while people := members_after(
        actor.workspace_id, after_id, AT_ONCE, member_ids=reach, active=None
    ):
        yield from _read(actor.workspace_id, period, now, people, states, basis)
        after_id = people[-1][0].id


def _read(
    workspace_id: int,
    period: Period,
    now: datetime,
    people: Sequence[tuple[Member, Account]],
    states: Collection[SheetState],
    basis: Basis,
) -> Iterator[PersonParts]:
    connection = db.session.connection()
    standings = read_standings(
        connection, workspace_id, [member.id for member, _ in people], period
    )
    wanted = [
        member for member, _ in people if not states or standings.of(member.id).state in states
    ]
    ids = [member.id for member in wanted]
    sheets = read_sheets(
        connection, workspace_id, ids, period.first, period.after, now, basis=basis
    )
    for member in wanted:
        days = sheets[member.id].days
        parts = [(day.day, part) for day in days for part in parts_of(day)]
        if parts:
            running = frozenset(day.day for day in days if day.running)
            yield PersonParts(member, standings.of(member.id), parts, running)
