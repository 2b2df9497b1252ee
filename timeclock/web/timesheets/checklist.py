"""What closing a period takes: the checklist, with whose things are in the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from timeclock.authority.actor import Actor
from timeclock.company.people.queries import names
from timeclock.web.hours.periods import ShownPeriods
from timeclock.web.timesheets.period import PeriodView, PersonRow, Verdict, period_view
from timeclock.web.wording.translation import gettext as _
from timeclock.web.wording.translation import ngettext
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.timesheets.approval.closing import Closing, closed_periods, obstacles
from timeclock.worktime.timesheets.approval.obstacles import Obstacle, ObstacleKind

_DECIDED_IN_INBOX = frozenset(
    {
        ObstacleKind.UNCONFIRMED_END,
        ObstacleKind.CLAIMED_TIME,
        ObstacleKind.REQUEST,
        ObstacleKind.DISPUTE,
        ObstacleKind.HELD_PUNCH,
    }
)


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One thing in the way, with the page on which it is settled."""

    name: str
    sentence: str
    url: str


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One line of the list; it is done where nothing hinders."""

    words: str
    hindrances: tuple[Hindrance, ...]

    @property
    def done(self) -> bool:
        """Whether nothing of it is in the way."""
        return not self.hindrances


@dataclass(frozen=True, slots=True)
class Closed:
    """A period that is closed, or was: who and when, by name (empty for the operator)."""

    closing: Closing
    closed_by: str
    reopened_by: str


@dataclass(frozen=True, slots=True)
class CloseView:
    """The page; `closed` are the periods that are closed or were, the latest first."""

    checks: tuple[ChecklistItem, ...]
    people: PeriodView
    closed: tuple[Closed, ...]
    closing: Closed | None

    @property
    def ready(self) -> bool:
        """Whether it can be closed."""
        return self.closing is None and all(check.done for check in self.checks)

    @property
    def approved(self) -> int:
        """How many timesheets are approved."""
        return sum(row.verdict is Verdict.DONE for row in self.people.rows)

    @property
    def to_approve(self) -> tuple[PersonRow, ...]:
        """The timesheets that closing approves, those not submitted first."""
        rows = (row for row in self.people.rows if row.verdict is not Verdict.DONE)
        return tuple(sorted(rows, key=lambda row: row.submitted))

    @property
    def unsubmitted(self) -> int:
        """How many of them were not submitted."""
        return sum(not row.submitted for row in self.to_approve)


def close_view(actor: Actor, periods: ShownPeriods, now: datetime) -> CloseView:
    """The checklist of a period, and what was closed before."""
    found = obstacles(actor.workspace_id, periods.period, now)
    people = period_view(actor, periods, now)
    called = names(actor.workspace_id, {each.member_id for each in found if each.member_id})
    closed = _closed(actor.workspace_id)
    return CloseView(
        tuple(_checks(found, people, called)),
        people,
        closed,
        next((each for each in closed if _in_force(each.closing, periods.period)), None),
    )


def _checks(
    found: Sequence[Obstacle], people: PeriodView, called: dict[int, str]
) -> Iterator[ChecklistItem]:
    for kind in ObstacleKind:
        hindrances = tuple(_hindrance(each, called) for each in found if each.kind is kind)
        yield ChecklistItem(_words(kind, len(hindrances)), hindrances)
    own = [row for row in people.rows if row.own and row.verdict is not Verdict.DONE]
    words = _("Your own timesheet must be approved by another person first")
    if own:
        where = url_for("timesheets.page")
        yield ChecklistItem(words, tuple(Hindrance(row.name, "", where) for row in own))


def _words(kind: ObstacleKind, count: int) -> str:
    """What is so, or what is in the way."""
    done = {
        ObstacleKind.NOT_OVER: _("The period is over"),
        ObstacleKind.EARLIER_DAYS: _("Earlier days of its first workweek are approved"),
        ObstacleKind.OPEN_SHIFT: _("No one is still on the clock in it"),
        ObstacleKind.UNCONFIRMED_END: _("Every end is confirmed"),
        ObstacleKind.CLAIMED_TIME: _("Every time given afterwards is confirmed"),
        ObstacleKind.REQUEST: _("No request waits for a decision"),
        ObstacleKind.PROPOSAL: _("No proposed correction waits for confirmation"),
        ObstacleKind.DISPUTE: _("No correction is disputed"),
        ObstacleKind.HELD_PUNCH: _("No punch that a kiosk kept waits for a decision"),
    }
    missing = {
        ObstacleKind.NOT_OVER: _("The period still runs"),
        ObstacleKind.EARLIER_DAYS: ngettext(
            "Earlier days of its first workweek are not approved for %(num)s person",
            "Earlier days of its first workweek are not approved for %(num)s people",
            count,
        ),
        ObstacleKind.OPEN_SHIFT: ngettext(
            "%(num)s shift is still open", "%(num)s shifts are still open", count
        ),
        ObstacleKind.UNCONFIRMED_END: ngettext(
            "%(num)s end is unconfirmed", "%(num)s ends are unconfirmed", count
        ),
        ObstacleKind.CLAIMED_TIME: ngettext(
            "%(num)s shift has unconfirmed times that were given afterwards",
            "%(num)s shifts have unconfirmed times that were given afterwards",
            count,
        ),
        ObstacleKind.REQUEST: ngettext(
            "%(num)s request waits for a decision", "%(num)s requests wait for a decision", count
        ),
        ObstacleKind.PROPOSAL: ngettext(
            "%(num)s proposed correction is not confirmed",
            "%(num)s proposed corrections are not confirmed",
            count,
        ),
        ObstacleKind.DISPUTE: ngettext(
            "%(num)s correction is disputed", "%(num)s corrections are disputed", count
        ),
        ObstacleKind.HELD_PUNCH: ngettext(
            "%(num)s punch that a kiosk kept waits for a decision",
            "%(num)s punches that kiosks kept wait for a decision",
            count,
        ),
    }
    return str(missing[kind] if count else done[kind])


def _hindrance(obstacle: Obstacle, called: dict[int, str]) -> Hindrance:
    name = called.get(obstacle.member_id or 0, "")
    if obstacle.kind in _DECIDED_IN_INBOX:
        return Hindrance(name, obstacle.sentence, url_for("inbox.page"))
    if obstacle.member_id is None:
        return Hindrance(name, obstacle.sentence, url_for("timesheets.page"))
    url = url_for("timesheet.day", member_id=obstacle.member_id, day=obstacle.day)
    return Hindrance(name, obstacle.sentence, url)


def _closed(workspace_id: int) -> tuple[Closed, ...]:
    every = closed_periods(workspace_id)
    who = {each.closed_by_id for each in every} | {each.reopened_by_id for each in every}
    called = names(workspace_id, {each for each in who if each is not None})
    return tuple(
        Closed(
            each, called.get(each.closed_by_id or 0, ""), called.get(each.reopened_by_id or 0, "")
        )
        for each in every
    )


def _in_force(closing: Closing, period: Period) -> bool:
    return closing.reopened_at is None and closing.period.first == period.first
