"""What happened to someone's time, entry by entry, in sentences made for that person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from timeclock.authority.actor import Door
from timeclock.ledger.entry import CLOCK_OFF_BY
from timeclock.ledger.queries import EntryView
from timeclock.timekeeping import elapsed, local_date
from timeclock.web.history.decisions import Decision, decision_of
from timeclock.web.history.shifts import Reader, sentence_of
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.hours.explaining import length_text
from timeclock.worktime.shifts.answering import Act
from timeclock.worktime.shifts.record import ShiftRecord

# Acts that make of a shift something else than what was there: both are shown.
_CHANGES = frozenset(
    {
        Act.UNDONE,
        Act.CORRECTED,
        Act.END_PROPOSED,
        Act.CLAIM_REFUSED,
        Act.REFUSAL_UNDONE,
        Act.CLOSED_PROVISIONALLY,
        Act.REMOVED,
        Act.DOUBTED,
    }
)
_ACTS = frozenset(act.value for act in Act)
_APART = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One entry: `recorded_at` is when the server received it, `claimed_at` which time it states.

    The latter is None where the entry states no other time than that of its receipt. `before` and
    `after` say what a change made of the shift; `remarks` are the words that came with it, each
    with its label.
    """

    position: int
    recorded_at: datetime
    claimed_at: datetime | None
    zone: str
    sentence: str
    door: str
    edited: bool
    remarks: tuple[tuple[str, str], ...]
    before: str | None
    after: str | None

    @property
    def day(self) -> date:
        """The day on which it was recorded."""
        return local_date(self.recorded_at, self.zone)


def tell(
    entries: Sequence[EntryView], reader: Reader, *, workspace_id: int, limit: int
) -> tuple[HistoryEntry, ...]:
    """The first `limit` of these entries; one more may be given, which an undo may speak of."""
    by_position = {entry.position: entry for entry in entries}
    return tuple(
        _of_shift(entry, by_position.get(entry.undoes or 0), reader, workspace_id)
        if entry.kind in _ACTS
        else _of_decision(entry, decision_of(entry, reader, workspace_id), reader)
        for entry in entries[:limit]
    )


def _of_shift(
    entry: EntryView, taken_back: EntryView | None, reader: Reader, workspace_id: int
) -> HistoryEntry:
    after = _record(workspace_id, entry.after, entry.payload)
    before = _record(workspace_id, entry.before, None)
    words = reader.words(entry.received_at, entry.tz)
    edited = _is_edited(entry, after)
    changes = entry.kind in _CHANGES or (edited and entry.kind != Act.CLOCKED_IN)
    return HistoryEntry(
        position=entry.position,
        recorded_at=entry.received_at,
        claimed_at=_claimed(entry),
        zone=entry.tz,
        sentence=sentence_of(entry, taken_back, before, after, reader),
        door=_door(entry.door),
        edited=edited,
        remarks=_remarks(entry),
        before=words.shift(before) if changes else None,
        after=words.shift(after) if changes else None,
    )


def _of_decision(entry: EntryView, decision: Decision, reader: Reader) -> HistoryEntry:
    return HistoryEntry(
        position=entry.position,
        recorded_at=entry.received_at,
        claimed_at=None,
        zone=decision.zone or reader.zone,
        sentence=decision.sentence,
        door=_door(entry.door),
        edited=False,
        remarks=(*_remarks(entry), *decision.remarks),
        before=decision.before,
        after=decision.after,
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


def _claimed(entry: EntryView) -> datetime | None:
    """The time that an entry states, where it is another one than that of its receipt."""
    stated = (entry.at, entry.claimed) if entry.claimed else (entry.at,)
    apart = (each for each in stated if abs(elapsed(each, entry.received_at)) >= _APART)
    return next(apart, None)


def _remarks(entry: EntryView) -> tuple[tuple[str, str], ...]:
    said = entry.payload or {}
    labels = [("note_before", _("Note before")), ("note", _("Note"))]
    if entry.kind not in _ACTS:
        labels.append(("reason", _("Reason")))
    told = tuple((label, str(said[name])) for name, label in labels if said.get(name))
    off_by = (entry.after or {}).get(CLOCK_OFF_BY)
    return told if off_by is None else (*told, (_("The server's clock"), _off(off_by)))


def _off(seconds: int) -> str:
    """By how much the clock was off when the entry came, as far as is known."""
    length = length_text(abs(seconds))
    ahead = _("%(length)s ahead of what was expected", length=length)
    return ahead if seconds > 0 else _("%(length)s behind what was expected", length=length)


def _door(door: str) -> str:
    names = {
        Door.PAGE.value: _("on this site"),
        Door.KIOSK.value: _("at the kiosk"),
        Door.KIOSK_OFFLINE.value: _("at the kiosk, without a network"),
        Door.KIOSK_UNSIGNED.value: _("at the kiosk, without a network and without a signature"),
        Door.TERMINAL.value: _("at the server's terminal"),
        Door.BACKGROUND.value: _("by the server itself"),
    }
    return names.get(door, _("through another program"))
