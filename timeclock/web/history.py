"""What happened to somebody's time, entry by entry, in sentences made for that person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from timeclock.authority.actor import CLOCK, Door
from timeclock.ledger.queries import EntryView
from timeclock.shifts.answering import Act
from timeclock.shifts.record import ShiftRecord
from timeclock.shifts.timeline import State
from timeclock.timekeeping import elapsed, local_date
from timeclock.web.day import Names
from timeclock.web.sentences import clock_time, undone
from timeclock.web.words import gettext as _


@dataclass(frozen=True, slots=True)
class Told:
    """One entry. `received_at` is given where the time was claimed and not that of its receipt.

    `before` and `after` say what a change made of the shift; `remarks` are the words that came
    with it, each with its label.
    """

    position: int
    at: datetime
    zone: str
    sentence: str
    door: str
    edited: bool
    received_at: datetime | None
    remarks: tuple[tuple[str, str], ...]
    before: str | None
    after: str | None

    @property
    def day(self) -> date:
        """The day that the clock showed."""
        return local_date(self.at, self.zone)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the member whose time it is, what other members are called, and what ids mean."""

    member_id: int
    people: Mapping[int, str]
    clocks: Mapping[int, str]
    names: Names


def tell(
    entries: Sequence[EntryView], reader: Reader, *, workspace_id: int, limit: int
) -> tuple[Told, ...]:
    """The first `limit` of these entries; one more may be given, which an undo may speak of."""
    by_position = {entry.position: entry for entry in entries}
    return tuple(
        _told(entry, by_position.get(entry.undoes or 0), reader, workspace_id)
        for entry in entries[:limit]
    )


def _told(
    entry: EntryView, taken_back: EntryView | None, reader: Reader, workspace_id: int
) -> Told:
    after = _record(workspace_id, entry.after, entry.payload)
    before = _record(workspace_id, entry.before, None)
    edited = _is_edited(entry, after)
    changes = entry.kind == Act.UNDONE or (edited and entry.kind != Act.CLOCKED_IN)
    return Told(
        position=entry.position,
        at=entry.at,
        zone=entry.tz,
        sentence=_sentence(entry, taken_back, after, reader),
        door=_door(entry.door),
        edited=edited,
        received_at=entry.received_at if _claimed(entry) else None,
        remarks=_remarks(entry),
        before=_summary(before, entry) if changes else None,
        after=_summary(after, entry) if changes else None,
    )


def _record(
    workspace_id: int, facts: Mapping[str, object] | None, said: Mapping[str, object] | None
) -> ShiftRecord | None:
    return ShiftRecord.from_json(workspace_id, facts, said) if facts else None


def _is_edited(entry: EntryView, after: ShiftRecord | None) -> bool:
    if after is None:
        return False
    if entry.kind == Act.CLOCKED_IN:
        return after.start_edited
    return entry.kind in {Act.CLOCKED_OUT, Act.STOPPED} and after.end_edited


def _claimed(entry: EntryView) -> bool:
    return entry.claimed is not None and abs(elapsed(entry.at, entry.received_at)).seconds >= 60


def _sentence(
    entry: EntryView, taken_back: EntryView | None, after: ShiftRecord | None, reader: Reader
) -> str:
    own = entry.actor_id == reader.member_id
    values = {
        "who": _who(entry, reader),
        "where": reader.clocks.get(after.clock_id, "") if after else "",
        "what": _what(entry, after, reader),
        "why": f": {after.stop_reason}" if after and after.stop_reason else "",
    }
    if entry.kind == Act.UNDONE:
        act = undone(taken_back.kind, taken_back.at, entry.tz) if taken_back else _("Undone")
        return act if own else _("%(act)s, by %(who)s", act=act, **values)
    sentences = _of_oneself(values) if own else _of_others(values)
    return sentences.get(entry.kind, entry.kind)


def _of_oneself(values: Mapping[str, str]) -> dict[str, str]:
    return {
        Act.CLOCKED_IN.value: _("You clocked in at %(where)s%(what)s", **values),
        Act.PAUSED.value: _("You started a break%(what)s", **values),
        Act.RESUMED.value: _("You ended your break", **values),
        Act.CLOCKED_OUT.value: _("You clocked out", **values),
        Act.JOB_SWITCHED.value: _("You changed the job%(what)s", **values),
        Act.NOTED.value: _("You wrote a note", **values),
    }


def _of_others(values: Mapping[str, str]) -> dict[str, str]:
    return {
        Act.CLOCKED_IN.value: _("%(who)s clocked you in at %(where)s%(what)s", **values),
        Act.PAUSED.value: _("%(who)s started a break for you%(what)s", **values),
        Act.RESUMED.value: _("%(who)s ended your break", **values),
        Act.CLOCKED_OUT.value: _("%(who)s clocked you out", **values),
        Act.STOPPED.value: _("%(who)s stopped your clock%(why)s", **values),
        Act.JOB_SWITCHED.value: _("%(who)s changed your job%(what)s", **values),
        Act.NOTED.value: _("%(who)s wrote a note", **values),
    }


def _who(entry: EntryView, reader: Reader) -> str:
    if entry.actor_id is not None:
        return reader.people.get(entry.actor_id, _("A former colleague"))
    return _("The clock") if entry.actor_pseudonym == CLOCK else _("The operator")


def _what(entry: EntryView, after: ShiftRecord | None, reader: Reader) -> str:
    """The job or the kind of break, as the end of a sentence; empty where none was named."""
    if after is None:
        return ""
    line = after.timeline
    if entry.kind == Act.PAUSED and line.pauses:
        pause = line.pauses[-1]
        paid = _("paid") if pause.paid else _("unpaid")
        kind = reader.names.kinds.get(pause.kind_id or 0)
        return f" ({kind}, {paid})" if kind and kind != _("Break") else f" ({paid})"
    job = reader.names.jobs.get(line.current_job_id or 0)
    if entry.kind == Act.JOB_SWITCHED:
        return _(" to %(job)s", job=job) if job else _(" to no job")
    return _(", on %(job)s", job=job) if job else ""


def _remarks(entry: EntryView) -> tuple[tuple[str, str], ...]:
    said = entry.payload or {}
    labels = (
        ("note_before", _("Note before")),
        ("note", _("Note")),
    )
    return tuple((label, str(said[name])) for name, label in labels if said.get(name))


def _door(door: str) -> str:
    names = {
        Door.PAGE.value: _("on this site"),
        Door.KIOSK.value: _("at the kiosk"),
        Door.TERMINAL.value: _("at the server's terminal"),
        Door.BACKGROUND.value: _("by the server itself"),
    }
    return names.get(door, _("through another program"))


def _summary(shift: ShiftRecord | None, entry: EntryView) -> str:
    if shift is None or shift.voided:
        return _("Off the clock")
    line, zone = shift.timeline, entry.tz
    start = clock_time(line.started_at, zone)
    if line.ended_at is not None:
        spans = [_("%(start)s to %(end)s", start=start, end=clock_time(line.ended_at, zone))]
    elif line.state is State.ON_BREAK:
        spans = [_("on the clock since %(start)s, on a break", start=start)]
    else:
        spans = [_("on the clock since %(start)s", start=start)]
    for pause in line.pauses:
        if pause.ended_at is not None and pause.ended_at != pause.started_at:
            begun, over = clock_time(pause.started_at, zone), clock_time(pause.ended_at, zone)
            spans.append(_("break %(start)s to %(end)s", start=begun, end=over))
    text = ", ".join(spans)
    return f"{text[:1].upper()}{text[1:]}"
