"""A correction in words: what it changes from what to what, as `components/change.html` shows."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from timeclock.authority.actor import Source
from timeclock.timekeeping import local_date
from timeclock.web.corrections.differences import (
    Aspect,
    Difference,
    Known,
    differences,
    read_known,
)
from timeclock.web.corrections.states import STATES, naming
from timeclock.web.wording.marks import Mark
from timeclock.web.wording.shifts import ShiftWords
from timeclock.web.wording.times import clock_time, day_date
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.corrections.drafts.drafts import CorrectionKind, Draft
from timeclock.worktime.corrections.reading.queries import CorrectionView
from timeclock.worktime.shifts.record import ShiftRecord


@dataclass(frozen=True, slots=True)
class ShownCorrection:
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
        """The decision: “Approved by Maya Meyer, Monday 26 October, 09:12.”

        While no one has decided, who asked and when.
        """
        view = self.view
        decided = view.decided_at is not None
        name = self.decided_by if decided else self.asked_by
        moment = view.decided_at or view.asked_at
        day, time = day_date(moment, self.zone), clock_time(moment, self.zone)
        verdict = naming(STATES[view.state].verdict, name)
        words = _("%(verdict)s, %(day)s, %(time)s.", verdict=verdict, day=day, time=time)
        return f"{words} “{view.decision}”" if decided and view.decision else words


def changes(workspace_id: int, views: Collection[CorrectionView]) -> tuple[ShownCorrection, ...]:
    """The corrections as people read them, in their order, in a constant number of statements."""
    if not views:
        return ()
    known = read_known(workspace_id, {who for view in views for who in _people(view)})
    return tuple(_change(view, known) for view in views)


def since_punched(
    workspace_id: int, shifts: Collection[ShiftRecord]
) -> dict[int, tuple[Difference, ...]]:
    """By shift, what has changed since it was punched, no matter who changed it or how often.

    It is told on the day on which the shift is by now: other days are named.
    """
    corrected = [shift for shift in shifts if shift.original and shift.timeline.ended_at]
    if not corrected:
        return {}
    known = read_known(workspace_id, ())
    found = {}
    for shift in corrected:
        punched = ShiftRecord.from_json(workspace_id, shift.original or {}, None)
        zone = known.zones.at(shift.clock_id, punched.timeline.started_at)
        words = ShiftWords(known.names, zone, local_date(shift.timeline.started_at, zone))
        # Notes of the original lie with the personal texts: they are told in the history.
        after = replace(Draft.of(shift), note="")
        found[shift.id] = tuple(
            replace(each, origin=_origin(each.aspect, punched))
            for each in differences(words, replace(punched, note=""), after)
        )
    return found


def _origin(aspect: Aspect, first: ShiftRecord) -> str:
    """How the time of a shift came about before a correction."""
    if aspect is Aspect.START:
        return _("as given afterwards") if first.start_edited else _("as punched")
    if aspect is Aspect.END and first.end_source == Source.BACKGROUND:
        return _("as set by the clock")
    if aspect is Aspect.END:
        return _("as given afterwards") if first.end_edited else _("as punched")
    return _("as first recorded")


def _change(view: CorrectionView, known: Known) -> ShownCorrection:
    start = view.before.timeline.started_at if view.before else view.drafts[0].started_at
    zone = known.zones.at(view.clock_id, start)
    return ShownCorrection(
        view,
        known.books.of(view.member_id).days_of(start, start, zone)[0],
        zone,
        tuple(_differences(view, known, zone)),
        known.names.person(view.asked_by_id),
        known.names.person(view.decided_by_id),
    )


def _people(view: CorrectionView) -> Iterator[int]:
    yield view.member_id
    for who in (view.asked_by_id, view.decided_by_id):
        if who is not None:
            yield who


def _differences(view: CorrectionView, known: Known, zone: str) -> Iterator[Difference]:
    before, words = view.before, ShiftWords(known.names, zone, _first_day(view, zone))
    if view.kind is CorrectionKind.CHANGE and before is not None:
        yield from differences(words, before, view.drafts[0])
        return
    line = before.timeline if before else None
    old = words.span(line.started_at, line.ended_at) if line else ""
    new = " \N{MIDDLE DOT} ".join(map(words.draft, view.drafts))
    yield Difference(Aspect.WHOLE, old, new)


def _first_day(view: CorrectionView, zone: str) -> date:
    start = view.before.timeline.started_at if view.before else view.drafts[0].started_at
    return local_date(start, zone)


def marks_by_day(found: Iterable[ShownCorrection], *, own: bool = False) -> dict[date, list[Mark]]:
    """The marks of the days that corrections are about, for the person themselves where `own`."""
    marks: dict[date, list[Mark]] = {}
    for each in found:
        words = STATES[each.view.state]
        mark = words.own_day if own else words.day
        if mark is not None:
            of_day, named = marks.setdefault(each.day, []), mark.naming(each.asked_by)
            if named not in of_day:
                of_day.append(named)
    return marks
