"""What a person's pages of hours are made of: a sheet, where it is, what changed, who waits."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from timeclock.company.pay_rules.versions import RuleBook
from timeclock.company.people.queries import names
from timeclock.storage.transactions import db
from timeclock.web.corrections.view import ShownCorrection, changes, marks_by_day
from timeclock.web.frame.person import Person, basis_of
from timeclock.web.hours.marks import state_mark, takes_late_changes
from timeclock.web.hours.sheet import SheetView, sheet_view
from timeclock.web.wording.marks import Mark
from timeclock.worktime.corrections.drafts.rules import WAITING_FOR_THE_PERSON
from timeclock.worktime.corrections.reading.queries import corrections_of, waiting
from timeclock.worktime.hours.rule_sets import terms_of
from timeclock.worktime.hours.sheet import Sheet
from timeclock.worktime.hours.weeks import Period, periods_between
from timeclock.worktime.timesheets.approval.standing import SheetDecision, SheetState, standing
from timeclock.worktime.timesheets.reading.sheets import read_sheets

_RECENT = 100


@dataclass(frozen=True, slots=True)
class MyPeriod:
    """A pay period as its person sees it; `decided_by` is a name, empty for the operator.

    `changed` says that the hours are others than were submitted, `begun` that there can be any.
    """

    period: Period
    standing: SheetDecision
    state: Mark
    changed: bool
    decided_by: str
    begun: bool

    @property
    def may_submit(self) -> bool:
        """Whether it can be handed in, for the first time or with other hours than before."""
        if not self.begun or self.standing.locked:
            return False
        return self.standing.state is not SheetState.SUBMITTED or self.changed

    @property
    def may_take_back(self) -> bool:
        """Whether it was handed in and no one has decided about it."""
        return self.standing.state is SheetState.SUBMITTED


@dataclass(frozen=True, slots=True)
class MyHours:
    """Some days of one person, and the pay periods that they lie in.

    `rounding` is in minutes, 0 where payroll takes the exact time; `earns` says that the rules have
    overtime at all. `to_confirm` are changes by others that wait for the person's word.
    `correctable` is False where every day is locked and the rules refuse late changes.
    """

    days: Period
    sheet: SheetView
    periods: tuple[MyPeriod, ...]
    rounding: int
    earns: bool
    to_confirm: tuple[ShownCorrection, ...]
    correctable: bool

    @property
    def whole(self) -> MyPeriod | None:
        """The pay period, where these days are just that."""
        return next((each for each in self.periods if each.period == self.days), None)


def today_of(person: Person, now: datetime, book: RuleBook) -> date:
    """The workday that it is for the person."""
    return book.day_of(now, person.zone)


def my_hours(person: Person, days: Period, now: datetime, today: date) -> MyHours:
    """The person's hours of these days."""
    basis, who = basis_of(person), (person.member_id,)
    sheets = read_sheets(
        db.session.connection(), person.workspace_id, who, days.first, days.after, now, basis=basis
    )
    sheet, found = sheets[person.member_id], _changes(person)
    view = sheet_view(
        sheet,
        book=basis.book_of(person.member_id),
        now=now,
        zone=person.zone,
        url_of=_url_of_day,
        marks=marks_by_day(found, own=True),
    )
    rules = basis.book_of(person.member_id).on(days.last)
    terms = terms_of(rules)
    periods = tuple(
        _period(person, each, sheet if each == days else None, today)
        for each in periods_between(days.first, days.after, basis.company_book)
    )
    return MyHours(
        days,
        view,
        periods,
        rules.rounding,
        bool(terms.daily or terms.weekly or view.earns_overtime),
        tuple(each for each in found if each.view.state in WAITING_FOR_THE_PERSON),
        takes_late_changes(basis.company_book, now, person.zone)
        or not all(each.standing.locked for each in periods),
    )


def _changes(person: Person) -> tuple[ShownCorrection, ...]:
    """What was asked and changed lately, and whatever waits for the person, newest first."""
    recent = corrections_of(person.workspace_id, person.member_id, limit=_RECENT)
    waits = waiting(
        person.workspace_id, states=WAITING_FOR_THE_PERSON, member_ids=(person.member_id,)
    )
    views = {view.id: view for view in (*recent, *waits)}
    return changes(person.workspace_id, [views[each] for each in sorted(views, reverse=True)])


def _period(person: Person, period: Period, sheet: Sheet | None, today: date) -> MyPeriod:
    found = standing(person.workspace_id, person.member_id, period)
    who = found.decided_by_id
    return MyPeriod(
        period,
        found,
        state_mark(found),
        sheet is not None and found.changed_since_submitted(sheet.totals),
        names(person.workspace_id, (who,)).get(who, "") if who else "",
        period.first <= today,
    )


def _url_of_day(day: date) -> str:
    return url_for("my_day.page", day=day.isoformat())
