"""The sentences about changes of clocks; pure."""

from collections.abc import Sequence

from timeclock.messages import N_, Listed, Sentence, Verbatim
from timeclock.worktime.hours.booking import Piece
from timeclock.worktime.hours.clock_changes import ClockChange
from timeclock.worktime.hours.clock_times import offset_text
from timeclock.worktime.hours.explaining import day_of, length_text
from timeclock.worktime.hours.sheet import FigureSource

# By whether the piece is longer than its times show, and whether it is a part of its shift.
_CHANGED = {
    (True, False): N_(
        "The clocks went %(steps)s during this shift. It is %(length)s long, %(by)s longer than "
        "its times show (%(shown)s)."
    ),
    (False, False): N_(
        "The clocks went %(steps)s during this shift. It is %(length)s long, %(by)s shorter than "
        "its times show (%(shown)s)."
    ),
    (True, True): N_(
        "The clocks went %(steps)s during this part of the shift. It is %(length)s long, %(by)s "
        "longer than its times show (%(shown)s)."
    ),
    (False, True): N_(
        "The clocks went %(steps)s during this part of the shift. It is %(length)s long, %(by)s "
        "shorter than its times show (%(shown)s)."
    ),
}


def change_sentence(piece: Piece, changes: Sequence[ClockChange], *, split: bool) -> Sentence:
    """“The clocks went back from 03:00 to 02:00 during this shift. It is 9 h long, 1 h …”."""
    by = sum(change.before - change.after for change in changes)
    return Sentence(
        _CHANGED[by > 0, split],
        shown=length_text(piece.length - by),
        steps=Listed(tuple(_went(change, dated=len(changes) > 1) for change in changes)),
        by=length_text(abs(by)),
        length=length_text(piece.length),
    )


def _went(change: ClockChange, *, dated: bool) -> Sentence:
    before, after = change.shown_before, change.shown_after
    back = change.after < change.before
    values: dict[str, object] = {"before": before.time(), "after": after.time()}
    if before.date() != after.date():
        days = {"first": day_of(before.date()), "next": day_of(after.date())}
        text = N_("forward from %(before)s on %(first)s to %(after)s on %(next)s")
        if back:
            text = N_("back from %(before)s on %(first)s to %(after)s on %(next)s")
        return Sentence(text, **values, **days)
    if dated:
        text = N_("forward from %(before)s to %(after)s on %(day)s")
        if back:
            text = N_("back from %(before)s to %(after)s on %(day)s")
        return Sentence(text, **values, day=day_of(before.date()))
    text = N_("forward from %(before)s to %(after)s")
    return Sentence(N_("back from %(before)s to %(after)s") if back else text, **values)


def change_source(changes: Sequence[ClockChange], zone_name: str) -> FigureSource:
    """Hours are those that passed; the tz database says when clocks changed."""
    offsets: Sentence = Verbatim(offset_text(changes[0].before))
    for change in changes:
        following = offset_text(change.after)
        offsets = Sentence("%(offsets)s, then %(next)s", offsets=offsets, next=following)
    message = Sentence("tz database: %(zone)s, %(offsets)s", zone=zone_name, offsets=offsets)
    return FigureSource(Sentence("Change of clocks"), message)
