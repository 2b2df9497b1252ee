"""The cases of the inbox in words, each with what can be done about it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from timeclock.authority.actor import Actor
from timeclock.company.people.queries import names
from timeclock.storage.transactions import db
from timeclock.timekeeping import elapsed, local_date, utc_text
from timeclock.web.corrections.differences import Aspect
from timeclock.web.corrections.view import ShownCorrection, changes
from timeclock.web.hours.sheet import flag_words
from timeclock.web.wording.times import clock_time, day_words, span
from timeclock.web.wording.translation import gettext as _
from timeclock.web.wording.translation import ngettext
from timeclock.worktime.corrections.approval.rights import may_uphold
from timeclock.worktime.corrections.drafts.drafts import CorrectionKind
from timeclock.worktime.hours.explaining import length_text
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd
from timeclock.worktime.timesheets.inbox.cases import Case
from timeclock.worktime.timesheets.inbox.listing import cases, exceptions_since

MOST = 100
_WITHOUT_LIMIT = frozenset({CaseKind.NO_JOB, CaseKind.APPROVED_DIFFERS})
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures beside each other: what is, and what it should be or is suggested to be."""

    left: str
    before: str
    right: str
    after: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case: whose it is, what it says, how long it has waited.

    `may_stand` says that a disputed change may be let stand by who looks.
    """

    case: Case
    name: str
    title: str
    age: str
    pair: Pair | None
    change: ShownCorrection | None
    may_stand: bool

    @property
    def needs(self) -> bool:
        """Whether a decision is missing; otherwise it only wants to be seen."""
        return not self.case.may_be_acknowledged

    @property
    def suggested(self) -> str:
        """The suggested end as the clock's wall shows it, empty where there is none."""
        suggestion = self.case.suggestion
        return _time(suggestion.end, self.case) if suggestion else ""

    @property
    def end_text(self) -> str:
        """The same as an instant, for the form."""
        return utc_text(self.case.suggestion.end) if self.case.suggestion else ""

    @property
    def ended_text(self) -> str:
        """The end that the shift has, as an instant for the form; empty while it runs."""
        ended_at = self.case.shift.timeline.ended_at if self.case.shift else None
        return utc_text(ended_at) if ended_at else ""


@dataclass(frozen=True, slots=True)
class Inbox:
    """What needs a decision, then what wants to be seen, each oldest first, 100 at most.

    `needing` and `seeing` count all of them, `more` those that are not shown. Exceptions of days
    before `since` are left out; None where none are.
    """

    decisions: tuple[CaseView, ...]
    exceptions: tuple[CaseView, ...]
    needing: int
    seeing: int
    oldest: str
    since: date | None

    @property
    def shown(self) -> int:
        """How many stand on the page."""
        return len(self.decisions) + len(self.exceptions)

    @property
    def more(self) -> int:
        """How many appear only when others are settled."""
        return self.needing + self.seeing - self.shown


def inbox(actor: Actor, now: datetime, *, all_days: bool = False) -> Inbox:
    """What waits for the actor, in words; exceptions of the newest days, or of all 62."""
    since = None if all_days else exceptions_since(actor, now)
    every = cases(actor, now, since=since)
    needing = [case for case in every if not case.may_be_acknowledged]
    seeing = [case for case in every if case.may_be_acknowledged]
    decisions = needing[:MOST]
    exceptions = seeing[: MOST - len(decisions)]
    called = names(actor.workspace_id, {case.member_id for case in (*decisions, *exceptions)})
    about = [case.correction for case in decisions if case.correction is not None]
    told = {each.view.id: each for each in changes(actor.workspace_id, about)}

    def view(case: Case) -> CaseView:
        change = told.get(case.correction_id or 0)
        return _view(case, called[case.member_id], change, actor, now)

    return Inbox(
        tuple(map(view, decisions)),
        tuple(map(view, exceptions)),
        len(needing),
        len(seeing),
        age((needing or seeing)[0].since, now) if every else "",
        since,
    )


def age(since: datetime, now: datetime) -> str:
    """`5 min`, `22 h`, `1 day`, `3 days`."""
    length = max(elapsed(since, now), timedelta(0))
    if length >= _DAY:
        return ngettext("%(num)s day", "%(num)s days", length // _DAY)
    if length >= _HOUR:
        return str(_("%(num)s h", num=length // _HOUR))
    return str(_("%(num)s min", num=length // timedelta(minutes=1)))


def _view(
    case: Case, name: str, change: ShownCorrection | None, actor: Actor, now: datetime
) -> CaseView:
    title, waited = _title(case, change, actor), age(case.since, now)
    disputed = change.view if change and case.kind is CaseKind.DISPUTE else None
    may_stand = disputed is not None and may_uphold(db.session.connection(), actor, disputed)
    return CaseView(case, name, title, waited, _pair(case, name), change, may_stand)


def _title(case: Case, change: ShownCorrection | None, actor: Actor) -> str:
    day = day_words(case.day)
    match case.kind:
        case _ if change is not None:
            disputed = case.kind is CaseKind.DISPUTE
            words = _dispute_title(change, day, actor) if disputed else _request_title(change, day)
        case CaseKind.MISSED_CLOCK_OUT:
            words = _("No clock-out on %(day)s", day=day)
        case CaseKind.UNCONFIRMED_END if _is(case, UnconfirmedEnd.DOUBTFUL):
            words = _("The server's clock was wrong in the shift of %(day)s", day=day)
        case CaseKind.UNCONFIRMED_END if _is(case, UnconfirmedEnd.PROVISIONAL):
            words = _("The clock closed the shift of %(day)s", day=day)
        case CaseKind.UNCONFIRMED_END if _is(case, UnconfirmedEnd.FORGOTTEN):
            words = _("Clocked out late on the shift of %(day)s", day=day)
        case CaseKind.CLAIMED_TIME:
            words = _("Gave times of %(day)s afterwards", day=day)
        case CaseKind.UNCONFIRMED_END:
            words = _("Gave an end for %(day)s afterwards", day=day)
        case CaseKind.APPROVED_DIFFERS:
            words = _("Approved hours differ from %(day)s on", day=day)
        case _:
            what = flag_words(case.kind).name
            words = _("%(what)s on %(day)s", what=what, day=day)
    return words


def _dispute_title(change: ShownCorrection, day: str, actor: Actor) -> str:
    if change.view.asked_by_id == actor.member_id:
        return _("Disputes your correction of %(day)s", day=day)
    name = change.asked_by or _("the operator")
    return _("Disputes the correction of %(day)s by %(name)s", day=day, name=name)


def _request_title(change: ShownCorrection, day: str) -> str:
    kinds = {
        CorrectionKind.ADD: _("Asks to add a shift on %(day)s", day=day),
        CorrectionKind.REMOVE: _("Asks to remove the shift of %(day)s", day=day),
        CorrectionKind.SPLIT: _("Asks to split the shift of %(day)s", day=day),
        CorrectionKind.CHANGE: _("Asks to change the shift of %(day)s", day=day),
    }
    alone = {
        Aspect.START: _("Asks to move the clock-in on %(day)s", day=day),
        Aspect.END: _("Asks to move the clock-out on %(day)s", day=day),
        Aspect.BREAKS: _("Asks to change the breaks on %(day)s", day=day),
    }
    words = kinds[change.view.kind]
    aspects = [each.aspect for each in change.differences]
    return alone.get(aspects[0], words) if len(aspects) == 1 else words


def _is(case: Case, unconfirmed: UnconfirmedEnd) -> bool:
    return case.shift is not None and case.shift.unconfirmed is unconfirmed


def _pair(case: Case, name: str) -> Pair | None:
    shift = case.shift
    if shift is not None and case.kind is CaseKind.CLAIMED_TIME:
        return _claimed(shift, case)
    if shift is not None:
        begin = _("In %(time)s", time=_time(shift.timeline.started_at, case))
        ended = shift.timeline.ended_at
        if case.suggestion is None and ended is not None:
            return Pair(
                _("In"), _time(shift.timeline.started_at, case), *_end_pair(case, name, ended)
            )
        before = _("No end")
        if ended is not None:
            late, time = _is(case, UnconfirmedEnd.FORGOTTEN), _time(ended, case)
            before = _("Out at %(time)s", time=time) if late else _("Closed at %(time)s", time=time)
        after = _time(case.suggestion.end, case) if case.suggestion else "–"
        return Pair(begin, before, _("Suggested end"), after)
    if case.may_be_acknowledged and case.kind not in _WITHOUT_LIMIT:
        words = flag_words(case.kind)
        measured, limit = length_text(case.measured), length_text(case.limit)
        return Pair(words.measured, measured, words.limit, limit)
    return None


def _claimed(shift: ShiftRecord, case: Case) -> Pair:
    """What waits, and when it was given."""
    waits = shift.claims.waits
    spans = ", ".join(span(case.day, each.start, each.end, case.zone) for each in waits)
    bounds = {moment for each in waits for moment in (each.start, each.end)}
    given = [each.given_at for each in shift.claims.given if each.at in bounds]
    received = _time(max(given, default=shift.changed_at), case)
    return Pair(_("Given afterwards"), spans, _("Received"), received)


def _end_pair(case: Case, name: str, ended: datetime) -> tuple[str, str]:
    words = _("%(name)s says", name=name)
    if _is(case, UnconfirmedEnd.PROVISIONAL):
        words = _("Closed by the clock")
    elif _is(case, UnconfirmedEnd.FORGOTTEN):
        words = _("Out, late")
    elif _is(case, UnconfirmedEnd.DOUBTFUL):
        words = _("Out, in doubt")
    return words, _time(ended, case)


def _time(moment: datetime, case: Case) -> str:
    """The time of day, with the day where that is another than the case's."""
    time, day = clock_time(moment, case.zone), local_date(moment, case.zone)
    if day == case.day:
        return time
    return _("%(time)s, %(day)s", time=time, day=day_words(day))
