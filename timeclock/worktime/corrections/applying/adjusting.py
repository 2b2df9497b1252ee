"""A late change of closed days, booked on open ones."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select

from timeclock.ledger.entry import Json
from timeclock.storage.columns import unindexed
from timeclock.storage.transactions import Transaction
from timeclock.worktime.corrections.applying.paid_days import Calendar, summed
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.models import Correction
from timeclock.worktime.shifts.models import Adjustment, LateSpan
from timeclock.worktime.shifts.record import ShiftRecord

# What `more` has of a shift whatever others there are.
OF_ONE_SHIFT = ("rounded", "meal")


@dataclass(frozen=True, slots=True)
class Booked:
    """Seconds of the closed `for_day` that are booked on the open `day`.

    `shift_id` is the shift that stays as it is, None for one that is only added by this. `more` is
    what changes besides the worked seconds, by name: rounding, meal, premiums.
    """

    day: date
    for_day: date
    seconds: int
    shift_id: int | None
    more: Mapping[str, int] = field(default_factory=dict)

    def to_json(self) -> dict[str, Json]:
        """As the ledger keeps it."""
        facts: dict[str, Json] = {
            "day": self.day.isoformat(),
            "for_day": self.for_day.isoformat(),
            "seconds": self.seconds,
            "of_shift": self.shift_id,
        }
        return facts | {"more": dict(self.more)} if self.more else facts


@dataclass(frozen=True, slots=True)
class Late:
    """What counts of a shift although its rows say otherwise, because its days were closed.

    `drafts` is what it counts as, nothing for one that does not count. Without a `shift_id` it is a
    shift that was added to a closed day. `correction_id` is what made it so.
    """

    correction_id: int
    shift_id: int | None
    drafts: tuple[Draft, ...] = ()
    booked: tuple[Booked, ...] = ()

    @property
    def seconds(self) -> dict[date, int]:
        """What it adds to each of the days that it is about."""
        return summed({each.for_day: each.seconds} for each in self.booked)

    @property
    def pays(self) -> bool:
        """Whether anything is left of what it has booked of its own shift.

        Overtime does not tell: it hangs on other shifts too.
        """
        sums: Counter[tuple[date, str]] = Counter()
        for each in self.booked:
            sums[each.for_day, ""] += each.seconds
            for name in OF_ONE_SHIFT:
                sums[each.for_day, name] += each.more.get(name, 0)
        return any(sums.values())


def bookings(
    calendar: Calendar,
    clock_id: int,
    seconds: Mapping[date, int],
    shift_id: int | None,
    more: Mapping[date, Mapping[str, int]] | None = None,
) -> tuple[Booked, ...]:
    """On which open days the seconds of each day are booked: on its own, where that is open."""
    besides = more or {}
    return tuple(
        Booked(
            _open(calendar, clock_id, day),
            day,
            seconds.get(day, 0),
            shift_id,
            besides.get(day, {}),
        )
        for day in sorted({*seconds, *besides})
        if seconds.get(day) or besides.get(day)
    )


def the_other_way_round(
    calendar: Calendar, clock_id: int, booked: Sequence[Booked]
) -> Iterator[Booked]:
    """What takes back each booking: on its day, or on an open one where that is closed by now."""
    for each in booked:
        day = _open(calendar, clock_id, each.day)
        more = {name: -seconds for name, seconds in each.more.items()}
        yield replace(each, day=day, seconds=-each.seconds, more=more)


def late_changes(
    tx: Transaction, workspace_id: int, member_id: int, *, without: int = 0
) -> tuple[Late, ...]:
    """Every late change of the member's closed days that still counts, one for each shift.

    `without` is a correction that is left out, as if it had never come to count.
    """
    rows = tx.connection.execute(
        select(
            Correction.id,
            Correction.shift_id.label("asked_shift_id"),
            Correction.state,
            Correction.applied_at,
            Correction.drafts,
            Correction.before,
            Correction.shift_ids,
            Adjustment.shift_id,
            Adjustment.day,
            Adjustment.for_day,
            Adjustment.seconds,
            Adjustment.more,
        )
        .join(
            Adjustment,
            (Adjustment.workspace_id == Correction.workspace_id)
            & (Adjustment.correction_id == Correction.id),
        )
        .where(
            Correction.workspace_id == workspace_id,
            Correction.member_id == member_id,
            Correction.id != without,
        )
        .order_by(Correction.applied_at, Correction.id, Adjustment.id)
    )
    return tell_late_changes(workspace_id, rows)


def tell_late_changes(workspace_id: int, rows: Iterable[Any]) -> tuple[Late, ...]:
    """`late_changes` from adjustments beside their corrections, in the order in which they count.

    A row has `id`, `asked_shift_id`, `state`, `applied_at`, `drafts`, `before` and `shift_ids` of
    the correction, and `shift_id`, `day`, `for_day`, `seconds` and `more` of the adjustment.
    """
    stories: dict[tuple[int | None, int], dict[int, list[Any]]] = {}
    for row in rows:
        key = (row.shift_id, 0 if row.shift_id else row.id)
        stories.setdefault(key, {}).setdefault(row.id, []).append(row)
    found = (_late_change(workspace_id, list(story.values())) for story in stories.values())
    return tuple(late for late in found if late.pays)


def _late_change(workspace_id: int, story: Sequence[Sequence[Any]]) -> Late:
    """What a shift counts as after these corrections, each with what it has booked, in order."""
    late = Late(story[0][0].id, story[0][0].shift_id)
    for rows in story:
        row = rows[0]
        counts = row.applied_at is not None and row.state != CorrectionState.TAKEN_BACK
        if counts and not row.shift_ids:
            drafts = tuple(Draft.from_json(facts) for facts in row.drafts)
            late = replace(late, correction_id=row.id, drafts=drafts)
        elif row.shift_ids and not late.pays:
            # Its rows still show an edit that was taken back when its days were closed by then.
            late = replace(late, correction_id=row.id, drafts=_as_before(workspace_id, row))
        booked = (_booked(each) for each in rows)
        late = replace(late, booked=(*late.booked, *booked))
    return late


def booked_by(tx: Transaction, workspace_id: int, correction_id: int) -> tuple[Booked, ...]:
    """What a correction has booked."""
    rows = tx.connection.execute(
        select(
            Adjustment.day,
            Adjustment.for_day,
            Adjustment.seconds,
            Adjustment.shift_id,
            Adjustment.more,
        )
        .where(Adjustment.workspace_id == workspace_id, Adjustment.correction_id == correction_id)
        .order_by(unindexed(Adjustment.id))
    )
    return tuple(_booked(row) for row in rows)


def _booked(row: Any) -> Booked:
    return Booked(row.day, row.for_day, row.seconds, row.shift_id, row.more or {})


def store_bookings(
    tx: Transaction, row: Correction, booked: Sequence[Booked], moment: datetime
) -> None:
    """Keep what a correction books on open days."""
    for each in booked:
        tx.session.add(
            Adjustment(
                workspace_id=row.workspace_id,
                member_id=row.member_id,
                correction_id=row.id,
                shift_id=each.shift_id,
                day=each.day,
                for_day=each.for_day,
                seconds=each.seconds,
                more=dict(each.more) or None,
                created_at=moment,
            )
        )
        tx.session.flush()  # one by one, so that ids follow the days


def keep_late_spans(tx: Transaction, workspace_id: int, member_id: int) -> None:
    """Let punches know which time late changes have given to the member's shifts by now."""
    tx.session.execute(
        delete(LateSpan).where(
            LateSpan.workspace_id == workspace_id, LateSpan.member_id == member_id
        )
    )
    for late in late_changes(tx, workspace_id, member_id):
        tx.session.add_all(
            LateSpan(
                workspace_id=workspace_id,
                member_id=member_id,
                correction_id=late.correction_id,
                shift_id=late.shift_id,
                started_at=draft.started_at,
                ended_at=draft.ended_at,
            )
            for draft in late.drafts
        )
    tx.session.flush()


def _as_before(workspace_id: int, row: Any) -> tuple[Draft, ...]:
    """The shift that a correction was about as it was then; nothing for one that it made."""
    if row.before is None or row.asked_shift_id != row.shift_id:
        return ()
    return (Draft.of(ShiftRecord.from_json(workspace_id, row.before, row.before["said"])),)


def _open(calendar: Calendar, clock_id: int, day: date) -> date:
    return day if calendar.lock_on((day,)) is None else calendar.open_day(clock_id)
