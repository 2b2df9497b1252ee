"""One person's period and days, as those in charge see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from timeclock.authority.actor import Actor
from timeclock.company.clocks.approvers import clocks_in_reach
from timeclock.company.clocks.queries import assigned_clock_ids
from timeclock.company.pay_rules.rule_book import rule_book
from timeclock.company.people.membership import member_not_found
from timeclock.company.people.models import Member
from timeclock.company.people.queries import member, names
from timeclock.storage.transactions import db
from timeclock.web.corrections.view import ShownCorrection, changes, marks_by_day
from timeclock.web.frame.person import Person
from timeclock.web.frame.visitor import visitor
from timeclock.web.hours.day_reading import MyDay, my_day
from timeclock.web.hours.marks import own_is_decided_by_others, state_mark, takes_late_changes
from timeclock.web.hours.periods import ShownPeriods
from timeclock.web.hours.sheet import SheetView, sheet_view
from timeclock.web.timesheets.period import to_do
from timeclock.web.wording.marks import Mark
from timeclock.worktime.corrections.drafts.rules import WAITING_FOR_MANAGERS, WAITING_FOR_THE_PERSON
from timeclock.worktime.corrections.reading.queries import (
    CorrectionView,
    corrections_of_shifts,
    waiting,
)
from timeclock.worktime.hours.rule_sets import terms_of
from timeclock.worktime.hours.sheet import Sheet
from timeclock.worktime.hours.weeks import Period, period_of
from timeclock.worktime.timesheets.approval.deciders import Deciders
from timeclock.worktime.timesheets.approval.obstacles import Obstacle, ObstacleKind, read_obstacles
from timeclock.worktime.timesheets.approval.standing import SheetDecision, read_standings
from timeclock.worktime.timesheets.reading.basis import Basis, read_basis
from timeclock.worktime.timesheets.reading.reach import demand_sheet_in_reach
from timeclock.worktime.timesheets.reading.sheets import read_sheets


@dataclass(frozen=True, slots=True)
class PersonPeriod:
    """A person's sheet with where it is and what is in the way of approving it.

    `by_others` says that it is the viewer's own, which someone else decides about. `refusal` is
    why the viewer does not decide about it, with who does, where part of it was worked at a clock
    that they do not manage. `decided_by` is a name, empty for the operator. `earns` says that the
    rules have overtime at all. `correctable` is False for a locked period under rules that refuse
    late changes, and where the viewer can add no shift.
    """

    person: Member
    sheet: SheetView
    standing: SheetDecision
    state: Mark
    obstacles: tuple[Obstacle, ...]
    runs: bool
    by_others: bool
    refusal: str
    changed: bool
    decided_by: str
    earns: bool
    correctable: bool


@dataclass(frozen=True, slots=True)
class PersonDay:
    """A person's day, and the corrections of it that the viewer may see.

    `by_others` says that it is the viewer's own, which someone else decides about. `changeable`
    are the shifts that the viewer may correct, and `may_add` says whether they may add one.
    """

    person: Member
    its: MyDay
    changes: tuple[ShownCorrection, ...]
    by_others: bool
    changeable: frozenset[int]
    may_add: bool


def person_in_reach(actor: Actor, member_id: int, days: Period, now: datetime) -> Member:
    """A member whose timesheet of these days the actor sees. Raises NotFound for any other."""
    demand_sheet_in_reach(actor, member_id, days, now)
    found = member(actor.workspace_id, member_id)
    if found is None:
        raise member_not_found()
    return found


def person_period(
    actor: Actor, member_id: int, periods: ShownPeriods, now: datetime, zone: str
) -> PersonPeriod:
    """The page of a person's period, for someone who lives by `zone`. Raises NotFound."""
    period = periods.period
    person = person_in_reach(actor, member_id, period, now)
    connection = db.session.connection()
    basis = read_basis(connection, actor.workspace_id, (member_id,))
    sheet = _sheet(actor, member_id, period, now, basis)
    present = sheet.totals
    standing = read_standings(connection, actor.workspace_id, (member_id,), period).of(member_id)
    found = read_obstacles(connection, actor.workspace_id, (member_id,), period, now, basis)
    about = changes(actor.workspace_id, _corrections(actor, member_id, _shift_ids(sheet)))
    deciders = Deciders(connection, actor)
    refusal = deciders.refusal(member_id, sheet)
    decided_by, terms = standing.decided_by_id, terms_of(basis.book_of(member_id).on(period.last))
    return PersonPeriod(
        person,
        sheet_view(
            sheet,
            book=basis.book_of(member_id),
            now=now,
            zone=zone,
            url_of=lambda day: url_for("timesheet.day", member_id=member_id, day=day),
            marks=marks_by_day(about),
        ),
        standing,
        state_mark(standing),
        to_do(found, sheet),
        any(each.kind is ObstacleKind.NOT_OVER for each in found),
        member_id == actor.member_id and deciders.others_decide(sheet),
        refusal.sentence if refusal else "",
        standing.changed_since_submitted(present),
        names(actor.workspace_id, {decided_by}).get(decided_by, "") if decided_by else "",
        bool(terms.daily or terms.weekly or present.overtime),
        may_add_shift(actor, member_id)
        and (not standing.locked or takes_late_changes(basis.company_book, now, zone)),
    )


def person_day(actor: Actor, member_id: int, day: date, now: datetime, zone: str) -> PersonDay:
    """The page of one day of a person. Raises NotFound."""
    period = period_of(day, rule_book(actor.workspace_id))
    person = person_in_reach(actor, member_id, period, now)
    its = my_day(Person.seen_by(visitor(), member_id, person.chain_id, zone), day, now)
    reach = clocks_in_reach(actor)
    seen = tuple(each for each in its.changes if reach is None or each.view.clock_id in reach)
    own = member_id == actor.member_id
    return PersonDay(
        person,
        its,
        seen,
        is_decided_by_others(actor, member_id),
        frozenset(
            each.shift.id
            for each in its.shifts
            if own or reach is None or each.shift.clock_id in reach
        ),
        may_add_shift(actor, member_id),
    )


def may_add_shift(actor: Actor, member_id: int) -> bool:
    """Whether the actor can add a shift of this person: at a clock of both."""
    reach = clocks_in_reach(actor)
    if reach is None or member_id == actor.member_id:
        return True
    return bool(reach & assigned_clock_ids(actor.workspace_id, member_id))


def is_decided_by_others(actor: Actor, member_id: int) -> bool:
    """Whether it is the actor's own time and someone else may decide about it."""
    return member_id == actor.member_id and own_is_decided_by_others(actor)


def _sheet(actor: Actor, member_id: int, period: Period, now: datetime, basis: Basis) -> Sheet:
    connection = db.session.connection()
    return read_sheets(
        connection, actor.workspace_id, (member_id,), period.first, period.after, now, basis=basis
    )[member_id]


def _shift_ids(sheet: Sheet) -> tuple[int, ...]:
    lines = (line for day in sheet.days for line in day.lines)
    return tuple(dict.fromkeys(line.shift_id for line in lines if line.shift_id is not None))


def _corrections(
    actor: Actor, member_id: int, shift_ids: Sequence[int]
) -> tuple[CorrectionView, ...]:
    """What was asked about these shifts, and what waits of the person: as far as the actor sees."""
    states = WAITING_FOR_MANAGERS | WAITING_FOR_THE_PERSON
    open_ones = waiting(actor.workspace_id, states=states, member_ids={member_id})
    about = corrections_of_shifts(actor.workspace_id, shift_ids) if shift_ids else ()
    reach = clocks_in_reach(actor)
    found = {each.id: each for each in (*about, *open_ones)}
    return tuple(
        each
        for _, each in sorted(found.items())
        if reach is None or each.clock_id in reach or each.member_id == actor.member_id
    )
