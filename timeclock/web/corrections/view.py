"""A correction in words: what it changes from what to what, as `components/change.html` shows."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from timeclock.timekeeping import local_date
from timeclock.web.corrections.differences import Difference, Known, Words, read_known
from timeclock.web.wording.marks import Mark
from timeclock.web.wording.punches import clock_time
from timeclock.web.wording.times import day_date
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.corrections.drafts.drafts import CorrectionKind, Draft
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.reading.queries import CorrectionView
from timeclock.worktime.shifts.record import ShiftRecord


@dataclass(frozen=True, slots=True)
class Change:
    """A correction with everything that people read of it.

    `day` is the one on which the shift counts (or is to count), in its clock's `zone`. `asked_by`
    and `decided_by` are names, empty for the operator.
    """

    view: CorrectionView
    day: date
    zone: str
    differences: tuple[Difference, ...]
    asked_by: str
    decided_by: str

    @property
    def verdict(self) -> str:
        """What became of it, by whom and when: “Approved by Maya Meyer, Monday 26 October, 09:12”.

        While nobody has decided, since when it waits.
        """
        view = self.view
        decided = view.decided_at is not None
        name = (self.decided_by if decided else self.asked_by) or _("the operator")
        moment = view.decided_at or view.asked_at
        day, time = day_date(moment, self.zone), clock_time(moment, self.zone)
        words = f"{_verdict(view.state, name)}, {day}, {time}."
        return f"{words} {_quoted(view.decision)}" if decided and view.decision else words


def _verdict(state: CorrectionState, name: str) -> str:
    words = {
        CorrectionState.ASKED: _("Asked for by %(name)s", name=name),
        CorrectionState.APPROVED: _("Approved by %(name)s", name=name),
        CorrectionState.REFUSED: _("Refused by %(name)s", name=name),
        CorrectionState.WITHDRAWN: _("Withdrawn by %(name)s", name=name),
        CorrectionState.REPLACED: _("Answered by %(name)s with another correction", name=name),
        CorrectionState.PROPOSED: _("Proposed by %(name)s, counts when it is confirmed", name=name),
        CorrectionState.APPLIED: _("Changed by %(name)s, not confirmed yet", name=name),
        CorrectionState.CONFIRMED: _("Confirmed by %(name)s", name=name),
        CorrectionState.DISPUTED: _("Disputed by %(name)s", name=name),
        CorrectionState.UPHELD: _("Kept by %(name)s", name=name),
        CorrectionState.TAKEN_BACK: _("Undone by %(name)s", name=name),
    }
    return str(words[state])


def _quoted(words: str) -> str:
    return f"“{words}”"


def changes(workspace_id: int, views: Collection[CorrectionView]) -> tuple[Change, ...]:
    """The corrections as people read them, in their order, in a constant number of statements."""
    if not views:
        return ()
    known = read_known(workspace_id, {who for view in views for who in _people(view)})
    return tuple(_change(view, known) for view in views)


def since_punched(
    workspace_id: int, shifts: Collection[ShiftRecord]
) -> dict[int, tuple[Difference, ...]]:
    """By shift, what has become otherwise since it was punched, whoever changed it how often.

    It is told on the day on which the shift lies by now: other days are named.
    """
    corrected = [shift for shift in shifts if shift.original and shift.timeline.ended_at]
    if not corrected:
        return {}
    known = read_known(workspace_id, ())
    found = {}
    for shift in corrected:
        punched = ShiftRecord.from_json(workspace_id, shift.original or {}, None)
        zone = known.zones.at(shift.clock_id, punched.timeline.started_at)
        words = Words(known, zone, local_date(shift.timeline.started_at, zone))
        # Notes of the original lie with the personal texts: they are told in the history.
        after = replace(Draft.of(shift), note="")
        found[shift.id] = tuple(words.between(replace(punched, note=""), after))
    return found


def _change(view: CorrectionView, known: Known) -> Change:
    start = view.before.timeline.started_at if view.before else view.drafts[0].started_at
    zone = known.zones.at(view.clock_id, start)
    return Change(
        view,
        known.book.days_of(start, start, zone)[0],
        zone,
        tuple(_differences(view, known, zone)),
        known.people.get(view.asked_by_id or 0, ""),
        known.people.get(view.decided_by_id or 0, ""),
    )


def _people(view: CorrectionView) -> Iterator[int]:
    yield view.member_id
    for who in (view.asked_by_id, view.decided_by_id):
        if who is not None:
            yield who


def _differences(view: CorrectionView, known: Known, zone: str) -> Iterator[Difference]:
    before, words = view.before, Words(known, zone, _first_day(view, zone))
    if view.kind is CorrectionKind.CHANGE and before is not None:
        yield from words.between(before, view.drafts[0])
        return
    old = words.whole(before) if before else ""
    yield Difference(_("Shift"), old, " \N{MIDDLE DOT} ".join(map(words.draft, view.drafts)))


def _first_day(view: CorrectionView, zone: str) -> date:
    start = view.before.timeline.started_at if view.before else view.drafts[0].started_at
    return local_date(start, zone)


def change_mark(change: Change) -> Mark | None:
    """What a day says of a correction; nothing of one that came to nothing."""
    view, by = change.view, change.asked_by or _("the operator")
    match view.state:
        case CorrectionState.ASKED:
            return Mark("needs", _("A correction is requested"))
        case CorrectionState.DISPUTED:
            return Mark("needs", _("A correction by %(name)s is disputed", name=by))
        case CorrectionState.PROPOSED:
            return Mark("break", _("%(name)s proposes a correction", name=by))
        case CorrectionState.APPLIED:
            return Mark("break", _("Changed by %(name)s, not confirmed yet", name=by))
        case CorrectionState.APPROVED | CorrectionState.CONFIRMED | CorrectionState.UPHELD:
            return Mark("off", _("Corrected"))
        case _:
            return None


def marks_by_day(found: Iterable[Change]) -> dict[date, list[Mark]]:
    """What the days of a sheet say of their corrections."""
    marks: dict[date, list[Mark]] = {}
    for each in found:
        mark = change_mark(each)
        if mark is not None and mark not in marks.setdefault(each.day, []):
            marks[each.day].append(mark)
    return marks
