"""People × period: who can be approved without looking, and what is in the way of the others."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from flask_babel import format_date

from timeclock.authority.actor import Actor
from timeclock.company.people.queries import members, names
from timeclock.names import sort_key
from timeclock.storage.transactions import db
from timeclock.web.hours.marks import state_mark
from timeclock.web.hours.periods import ShownPeriods
from timeclock.web.hours.sheet import NEEDS, flag_words
from timeclock.web.wording.marks import Mark
from timeclock.web.wording.translation import gettext as _
from timeclock.web.wording.translation import ngettext
from timeclock.worktime.hours.sheet import CaseKind, Sheet
from timeclock.worktime.hours.totals import Totals
from timeclock.worktime.timesheets.approval.deciders import Deciders
from timeclock.worktime.timesheets.approval.obstacles import Obstacle, ObstacleKind, read_obstacles
from timeclock.worktime.timesheets.approval.standing import (
    SheetDecision,
    SheetState,
    Standings,
    read_standings,
)
from timeclock.worktime.timesheets.reading.basis import read_basis
from timeclock.worktime.timesheets.reading.reach import sheets_in_reach
from timeclock.worktime.timesheets.reading.sheets import everybody, has_time, read_sheets

_MOST_MARKS, _MOST_DAYS = 3, 4


class Verdict(StrEnum):
    """What a manager can do about a sheet.

    READY: it is submitted and wants no look. LOOK: look first. UNSUBMITTED: nothing to look at, but
    its person has not submitted it. WAITS: something waits for a decision. RUNS: its period has not
    ended. DONE: it is approved.
    """

    READY = "ready"
    LOOK = "look"
    UNSUBMITTED = "unsubmitted"
    WAITS = "waits"
    RUNS = "runs"
    DONE = "done"


_APPROVABLE = frozenset({Verdict.READY, Verdict.LOOK, Verdict.UNSUBMITTED})


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person's period; `marks` are what is out, `more` how many are not shown.

    `own` says that it is the viewer's, which someone else decides about, and `elsewhere` that part
    of it was worked at a clock that the viewer does not manage.
    """

    member_id: int
    name: str
    totals: Totals
    state: Mark
    verdict: Verdict
    marks: tuple[Mark, ...] = ()
    more: int = 0
    own: bool = False
    elsewhere: bool = False
    submitted: bool = False

    @property
    def choosable(self) -> bool:
        """Whether it can be approved from the list."""
        return self.verdict in _APPROVABLE and not (self.own or self.elsewhere)

    @property
    def preselected(self) -> bool:
        """Whether it is submitted and nothing in it wants a look."""
        return self.choosable and self.verdict is Verdict.READY


@dataclass(frozen=True, slots=True)
class Group:
    """How many sheets are alike in what can be done about them."""

    verdict: Verdict
    mark: str
    count: int
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class PeriodView:
    """The page of a period; `without` are names of people who have no time in it."""

    rows: tuple[PersonRow, ...]
    groups: tuple[Group, ...]
    rounds: bool
    earns_overtime: bool
    closed_at: datetime | None
    without: tuple[str, ...]

    @property
    def preselected(self) -> int:
        """How many can be approved without looking."""
        return sum(row.preselected for row in self.rows)

    def unsubmitted(self, chosen: Collection[int]) -> tuple[PersonRow, ...]:
        """Those of the chosen sheets that can be approved and are not submitted."""
        return tuple(
            row
            for row in self.rows
            if row.member_id in chosen and row.choosable and not row.submitted
        )

    @property
    def may_approve(self) -> bool:
        """Whether there is anything to approve here."""
        return any(row.choosable for row in self.rows)


def period_view(
    actor: Actor, periods: ShownPeriods, now: datetime, chosen: str | None = None
) -> PeriodView:
    """Everyone in the actor's reach, by name, in a constant number of statements."""
    connection, period = db.session.connection(), periods.period
    basis = read_basis(connection, actor.workspace_id)
    reach = sheets_in_reach(actor, period, now, basis)
    standings = read_standings(connection, actor.workspace_id, reach, period)
    approved = _approved(standings)
    ids = everybody(connection, actor.workspace_id) if reach is None else reach
    left = [each for each in ids if each not in approved]
    found = read_sheets(
        connection, actor.workspace_id, left, period.first, period.after, now, basis=basis
    )
    sheets = {who: sheet for who, sheet in found.items() if has_time(sheet)}
    obstacles = read_obstacles(connection, actor.workspace_id, reach, period, now, basis)
    called = names(actor.workspace_id, {*approved, *sheets})
    deciders = Deciders(connection, actor)
    own = sheets.get(actor.member_id or 0)
    others = own is not None and deciders.others_decide(own)
    rows = [
        _row(
            who,
            called[who],
            sheet,
            standings.of(who),
            [each for each in obstacles if each.member_id in (who, None)],
            others=others and who == actor.member_id,
            elsewhere=not deciders.decides(who, sheet),
        )
        for who, sheet in sheets.items()
    ]
    rows += [
        PersonRow(who, called[who], totals, state_mark(standings.of(who)), Verdict.DONE)
        for who, totals in approved.items()
    ]
    rows.sort(key=lambda row: (sort_key(row.name), row.member_id))
    groups = tuple(_groups(rows, chosen))
    shown = [row for row in rows if chosen in (None, "", row.verdict)]
    everyone = [each for each, _account in members(actor.workspace_id)]
    return PeriodView(
        tuple(shown),
        groups,
        any(book.on(day).rounding for book in basis.books.every for day in period.days),
        any(row.totals.overtime for row in rows),
        standings.closed_at,
        tuple(
            each.name
            for each in everyone
            if each.id not in called and (reach is None or each.id in reach)
        ),
    )


def _approved(standings: Standings) -> dict[int, Totals]:
    """By member, the approved sheets whose stored totals say that there is time in them.

    No shift of theirs is read, so a period costs what is open in it.
    """
    return {
        who: each.totals
        for who, each in standings.stored.items()
        if each.locked and each.totals is not None and any(each.totals.to_json().values())
    }


def _row(
    member_id: int,
    name: str,
    sheet: Sheet,
    standing: SheetDecision,
    blocked: Sequence[Obstacle],
    *,
    others: bool,
    elsewhere: bool,
) -> PersonRow:
    present = sheet.totals
    marks = list(_marks(sheet, standing, blocked, present))
    if others and not standing.locked:
        marks.insert(0, Mark("off", _("Your own: another person approves it")))
    if elsewhere and not standing.locked:
        marks.insert(0, Mark("off", _("Partly worked at a time clock that you do not manage")))
    return PersonRow(
        member_id,
        name,
        standing.shown(present),
        state_mark(standing),
        _verdict(standing, blocked, looks=bool(marks)),
        tuple(marks[:_MOST_MARKS]),
        max(len(marks) - _MOST_MARKS, 0),
        others,
        elsewhere,
        standing.state is SheetState.SUBMITTED,
    )


def to_do(found: Collection[Obstacle], sheet: Sheet) -> tuple[Obstacle, ...]:
    """What has to be done before a sheet can be approved.

    The end of the period is no task, nor is a shift under way before it, unless it is forgotten.
    """
    runs = any(each.kind is ObstacleKind.NOT_OVER for each in found)
    forgotten = {flag.shift_id for flag in sheet.flags if flag.kind is CaseKind.MISSED_CLOCK_OUT}
    return tuple(
        each
        for each in found
        if each.kind is not ObstacleKind.NOT_OVER
        and not (runs and each.kind is ObstacleKind.OPEN_SHIFT and each.shift_id not in forgotten)
    )


def _verdict(standing: SheetDecision, blocked: Collection[Obstacle], *, looks: bool) -> Verdict:
    if standing.locked:
        return Verdict.DONE
    if any(each.kind is ObstacleKind.NOT_OVER for each in blocked):
        return Verdict.RUNS
    if blocked:
        return Verdict.WAITS
    if looks:
        return Verdict.LOOK
    return Verdict.READY if standing.state is SheetState.SUBMITTED else Verdict.UNSUBMITTED


def _marks(
    sheet: Sheet, standing: SheetDecision, blocked: Sequence[Obstacle], present: Totals
) -> Iterator[Mark]:
    """What is in the way first, then what is out of the ordinary; what is settled says nothing."""
    if standing.locked:
        return
    for each in to_do(blocked, sheet):
        yield Mark("needs", each.sentence)
    if standing.changed_since_submitted(present):
        yield Mark("break", _("changed since it was submitted"))
    days: dict[CaseKind, list[date]] = {}
    for flag in sheet.flags:
        if flag.kind not in NEEDS:
            days.setdefault(flag.kind, []).append(flag.day)
    for kind, found in days.items():
        yield Mark("break", _("%(kind)s: %(days)s", kind=flag_words(kind).name, days=_days(found)))


def _days(found: Sequence[date]) -> str:
    """“Mon 9, Tue 10”, and their number where they are many."""
    days = sorted(set(found))
    if len(days) > _MOST_DAYS:
        return ngettext("on %(num)s day", "on %(num)s days", len(days))
    return ", ".join(str(format_date(day, "EEE d")) for day in days)


def _groups(rows: Sequence[PersonRow], chosen: str | None) -> Iterator[Group]:
    looks = {
        Verdict.READY: ("working", _("ready")),
        Verdict.LOOK: ("break", _("to review")),
        Verdict.UNSUBMITTED: ("off", _("not submitted")),
        Verdict.WAITS: ("needs", _("waiting")),
        Verdict.RUNS: ("off", _("still in progress")),
        Verdict.DONE: ("off", _("approved")),
    }
    for verdict, (mark, words) in looks.items():
        count = sum(row.verdict is verdict for row in rows)
        if count:
            yield Group(verdict, mark, count, words, chosen == verdict)
