"""What others have decided about a person's time, as quiet lines on their clock page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from timeclock.company.people.queries import names
from timeclock.web.frame.person import Person
from timeclock.web.wording.times import clock_time, day_date, day_words, days_words
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.corrections.drafts.drafts import CorrectionKind
from timeclock.worktime.corrections.drafts.rules import WAITING_FOR_THE_PERSON, CorrectionState
from timeclock.worktime.corrections.reading.queries import CorrectionView
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.timesheets.approval.standing import SheetDecision, SheetState
from timeclock.worktime.timesheets.inbox.news import TOLD_FOR, changes_by_others, last_sheet
from timeclock.worktime.timesheets.reading.basis import Basis


@dataclass(frozen=True, slots=True)
class Told:
    """One line, and the page that says more; `waits` says that the person is asked to answer."""

    sentence: str
    url: str
    waits: bool = False


def notices_for(
    person: Person, basis: Basis, shifts: Sequence[ShiftRecord], now: datetime
) -> tuple[Told, ...]:
    """The lines of a person: what waits for them first, then their last timesheet.

    `shifts` are those of the last days.
    """
    sheet = last_sheet(person.workspace_id, person.member_id, now)
    changes = changes_by_others(person.workspace_id, person.member_id, now)
    refusals = [
        (each, each.claims.refused)
        for each in shifts
        if each.claims.refused is not None and each.claims.refused.refused_at >= now - TOLD_FOR
    ]
    if sheet is None and not changes and not refusals:
        return ()
    about = [(each.asked_by_id, each.decided_by_id) for each in changes]
    about += [(refusal.refused_by_id, None) for _shift, refusal in refusals]
    if sheet is not None:
        about.append((sheet.submitted_by_id, sheet.decided_by_id))
    ids = {each for pair in about for each in pair if each is not None}
    called = names(person.workspace_id, ids)

    def who(member_id: int | None) -> str:
        return called.get(member_id or 0, "") or _("The operator")

    lines: list[Told] = []
    for each in changes:
        waits = each.state in WAITING_FOR_THE_PERSON
        name = who(each.asked_by_id if waits else each.decided_by_id)
        sentence = _of_change(each, name, day_words(_day(each, basis)))
        if sentence is not None:
            lines.append(Told(sentence, url_for("my_requests.page"), waits))
    lines.sort(key=lambda line: not line.waits)
    for shift, refusal in refusals:
        lines.append(_of_refusal(shift, who(refusal.refused_by_id), basis))
    if sheet is not None:
        url = url_for("my_timesheet.page", day=sheet.period.first)
        submitter, decider = who(sheet.submitted_by_id), who(sheet.decided_by_id)
        lines += (Told(said, url) for said in _of_sheet(person, sheet, submitter, decider))
    return tuple(lines)


def _of_refusal(shift: ShiftRecord, who: str, basis: Basis) -> Told:
    zone = basis.zones.at(shift.clock_id, shift.timeline.started_at)
    day = basis.book_of(shift.member_id).day_of(shift.timeline.started_at, zone)
    values = {"who": who, "day": day_words(day)}
    time = clock_time(shift.timeline.started_at, zone)
    sentence = _(
        "%(who)s refused a time that you gave afterwards on %(day)s. Your shift counts from "
        "%(time)s.",
        time=time,
        **values,
    )
    return Told(sentence, url_for("my_day.page", day=day))


def _of_sheet(person: Person, sheet: SheetDecision, submitter: str, decider: str) -> Iterator[str]:
    """The one sentence about a sheet, none for one that the person withdrew."""
    own, days = person.member_id, days_words(sheet.period.first, sheet.period.after)
    if sheet.state is SheetState.SUBMITTED and sheet.submitted_at:
        when = {"days": days, "day": day_date(sheet.submitted_at, person.zone)}
        if sheet.submitted_by_id == own:
            yield _("You submitted your timesheet for %(days)s on %(day)s.", **when)
        else:
            yield _(
                "%(who)s submitted your timesheet for %(days)s on %(day)s.", who=submitter, **when
            )
    elif sheet.decided_at:
        when = {"days": days, "day": day_date(sheet.decided_at, person.zone), "who": decider}
        if sheet.state is SheetState.APPROVED and sheet.decided_by_id == own:
            yield _("You approved your timesheet for %(days)s on %(day)s.", **when)
        elif sheet.state is SheetState.APPROVED:
            yield _("%(who)s approved your timesheet for %(days)s on %(day)s.", **when)
        elif sheet.reopened_by_change:
            yield _("Your timesheet for %(days)s is open again: its time has changed.", **when)
        else:
            yield _("%(who)s opened your timesheet for %(days)s again on %(day)s.", **when)


def _of_change(change: CorrectionView, who: str, day: str) -> str | None:
    values = {"who": who, "day": day}
    if change.state is CorrectionState.PROPOSED:
        return _("%(who)s proposes a correction of %(day)s.", **values)
    if change.state is CorrectionState.APPLIED:
        return {
            CorrectionKind.ADD: _("%(who)s added a shift on %(day)s.", **values),
            CorrectionKind.REMOVE: _("%(who)s removed your shift of %(day)s.", **values),
            CorrectionKind.SPLIT: _("%(who)s split your shift of %(day)s.", **values),
            CorrectionKind.CHANGE: _("%(who)s changed your shift of %(day)s.", **values),
        }[change.kind]
    return {
        CorrectionState.APPROVED: _("%(who)s approved your request about %(day)s.", **values),
        CorrectionState.REFUSED: _("%(who)s refused your request about %(day)s.", **values),
        CorrectionState.UPHELD: _("%(who)s kept the correction of %(day)s.", **values),
        CorrectionState.TAKEN_BACK: _("%(who)s undid the correction of %(day)s.", **values),
    }.get(change.state)


def _day(change: CorrectionView, basis: Basis) -> date:
    moment = change.asked_at
    if change.before is not None:
        moment = change.before.timeline.started_at
    elif change.drafts:
        moment = change.drafts[0].started_at
    zone = basis.zones.at(change.clock_id, moment)
    return basis.book_of(change.member_id).day_of(moment, zone)
