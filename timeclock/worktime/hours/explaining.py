"""The sentences that explain a total, and the rules that they come from; pure."""

from collections.abc import Sequence
from datetime import date, time

from timeclock.company.pay_rules.rules import PayRules
from timeclock.messages import N_, DayOf, Listed, Sentence, TimeOfDay, Verbatim
from timeclock.timekeeping import local_date, zone
from timeclock.worktime.hours.booking import Booking, Piece
from timeclock.worktime.hours.clock_changes import ClockChange
from timeclock.worktime.hours.sheet import Adjusted, FigureSource, Premium
from timeclock.worktime.shifts.claims import Claim, together
from timeclock.worktime.shifts.record import UnconfirmedEnd

_SPACE, _MINUS = "\N{NO-BREAK SPACE}", "\N{MINUS SIGN}"
_WITHOUT_DATE = 24 * 3600
_COMPANY = Sentence("A setting of the company")
# How the last piece of a shift ends, and one that goes on on another day or still runs.
_FROM_START = {
    "running": N_("In at %(start)s, still running"),
    "cut": N_("In at %(start)s, cut at %(end)s"),
    "out": N_("In at %(start)s, out at %(end)s"),
    "out_on": N_("In at %(start)s, out at %(end)s on %(day)s"),
}
_FROM_CUT = {
    "running": N_("From %(start)s, still running"),
    "cut": N_("From %(start)s, cut at %(end)s"),
    "out": N_("From %(start)s, out at %(end)s"),
}
# By whether the piece is longer than clocks show, and whether it is a part of its shift.
_CHANGED = {
    (True, False): N_(
        "Clocks on the wall show %(shown)s. They went %(steps)s, so this shift is %(by)s longer. "
        "It has %(length)s."
    ),
    (False, False): N_(
        "Clocks on the wall show %(shown)s. They went %(steps)s, so this shift is %(by)s shorter. "
        "It has %(length)s."
    ),
    (True, True): N_(
        "Clocks on the wall show %(shown)s. They went %(steps)s, so this part is %(by)s longer. "
        "It has %(length)s."
    ),
    (False, True): N_(
        "Clocks on the wall show %(shown)s. They went %(steps)s, so this part is %(by)s shorter. "
        "It has %(length)s."
    ),
}
_WAITING = {
    UnconfirmedEnd.PROPOSED: N_(
        "The end was given afterwards and no one has confirmed it: it is not paid until then."
    ),
    UnconfirmedEnd.PROVISIONAL: N_(
        "No one clocked out, the clock closed this shift and no one has confirmed the end: it is "
        "not paid until then."
    ),
    UnconfirmedEnd.FORGOTTEN: N_(
        "The shift ended after the limit of its time clock and no one has said when the person "
        "left: it is not paid until then."
    ),
    UnconfirmedEnd.DOUBTFUL: N_(
        "The server's clock was wrong during this shift and no one has confirmed its times: it is "
        "not paid until then."
    ),
    UnconfirmedEnd.CLAIMED: N_(
        "A time was given afterwards and no one has confirmed it: it is not paid until then."
    ),
    None: N_(
        "No one clocked out and no one has said when this shift ended: it is not paid until then."
    ),
}


def length_text(seconds: int) -> str:
    """`7 h 42 min`, `9 h 07 min`, `2 h`, `45 min`, `30 s`: exact, spaces that do not break."""
    hours, left = divmod(abs(seconds), 3600)
    minutes, rest = divmod(left, 60)
    said = [f"{hours}{_SPACE}h"] if hours else []
    if minutes:
        said.append(f"{minutes:02}{_SPACE}min" if hours else f"{minutes}{_SPACE}min")
    if rest:
        said.append(f"{rest:02}{_SPACE}s" if said else f"{rest}{_SPACE}s")
    return (_MINUS if seconds < 0 else "") + (_SPACE.join(said) or f"0{_SPACE}min")


def signed_text(seconds: int) -> str:
    """`+30 min` or `−30 min`."""
    return ("+" if seconds > 0 else "") + length_text(seconds)


def day_of(day: date) -> DayOf:
    """`25 October`."""
    return DayOf(day, N_("d MMMM"))


def dated(day: date) -> DayOf:
    """`2 March 2026`."""
    return DayOf(day, N_("d MMMM yyyy"))


def shift_sentence(booking: Booking, number: int, clock_name: str | None) -> Sentence:
    """“In at 21:58, out at 06:05”; of a split shift how piece `number` goes on or has begun."""
    piece, place = booking.pieces[number], booking.zone
    last = number == len(booking.pieces) - 1
    values: dict[str, object] = {"start": TimeOfDay(piece.start, place)}
    kind = "running"
    if piece.end is not None:
        values["end"] = TimeOfDay(piece.end, place)
        kind = "out" if last else "cut"
        if last and not number and piece.length >= _WITHOUT_DATE:
            values["day"] = day_of(piece.end.astimezone(zone(place)).date())
            kind = "out_on"
    sentence = Sentence((_FROM_CUT if number else _FROM_START)[kind], **values)
    if clock_name:
        sentence = Sentence("%(times)s, %(clock)s", times=sentence, clock=clock_name)
    return _with_other_days(sentence, booking, number, last=last)


def _with_other_days(sentence: Sentence, booking: Booking, number: int, *, last: bool) -> Sentence:
    if number:
        return Sentence(
            "%(piece)s: part of the shift that began at %(time)s on %(day)s",
            piece=sentence,
            time=TimeOfDay(booking.shift.timeline.started_at, booking.zone),
            day=day_of(booking.pieces[0].day),
        )
    if last:
        return sentence
    return Sentence(
        "%(piece)s: what follows counts on %(day)s",
        piece=sentence,
        day=day_of(booking.pieces[1].day),
    )


def change_sentence(piece: Piece, changes: Sequence[ClockChange], *, split: bool) -> Sentence:
    """“Clocks on the wall show 8 h. They went back from 03:00 to 02:00, so this shift is …”."""
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
    offsets: Sentence = Verbatim(_utc(changes[0].before))
    for change in changes:
        offsets = Sentence("%(offsets)s, then %(next)s", offsets=offsets, next=_utc(change.after))
    message = Sentence("tz database: %(zone)s, %(offsets)s", zone=zone_name, offsets=offsets)
    return FigureSource(Sentence("Change of clocks"), message)


def _utc(offset: int) -> str:
    hours, minutes = divmod(abs(offset) // 60, 60)
    return f"UTC{_MINUS if offset < 0 else '+'}{hours:02}:{minutes:02}"


def cut_source(rules: PayRules) -> FigureSource:
    """The company's setting that a shift is booked on each day that it touches."""
    title = Sentence("Days are cut at %(time)s", time=_time_of_day(rules.day_begins))
    return FigureSource(title, _COMPANY)


def _time_of_day(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def workdays_sentence(seconds: Sequence[tuple[date, int]]) -> Sentence:
    """On which workdays the time of a shift is, whatever the day that shows it."""
    parts = (
        Sentence("%(length)s on %(day)s", length=length_text(each), day=day_of(day))
        for day, each in seconds
    )
    return Sentence("Overtime counts %(parts)s.", parts=Listed(tuple(parts)))


def workdays_source(rules: PayRules) -> FigureSource:
    """Where the workdays of overtime begin."""
    begins = _time_of_day(rules.overtime_begins or 0)
    return FigureSource(
        Sentence("Workdays begin at %(time)s", time=begins),
        Sentence(
            "Overtime counts workdays of 24 hours and workweeks of seven of them, whatever the day "
            "on which a shift is shown (29 CFR 778.105, California Labor Code § 500)."
        ),
    )


def waiting_sentence(unconfirmed: UnconfirmedEnd | None) -> Sentence:
    """Why nothing of a shift is paid yet; None is an open shift that someone forgot to end."""
    return Sentence(_WAITING[unconfirmed])


def claimed_sentence(booking: Booking, piece: Piece) -> Sentence:
    """Which part of a piece rests on times that were given afterwards."""
    place = booking.zone
    parts = tuple(
        Sentence(
            "%(start)s to %(end)s",
            start=TimeOfDay(each.start, place),
            end=TimeOfDay(each.end or each.start, place),
        )
        for each in together(piece.waits)
    )
    return Sentence(
        "%(parts)s rests on a time given afterwards: it is not paid until it is confirmed.",
        parts=Listed(parts),
    )


def given_sentence(booking: Booking, claim: Claim) -> Sentence:
    """“08:00 was given afterwards, at 12:03 on 2 March.”, and that another person gave it."""
    text = N_("%(time)s was given afterwards, at %(given)s on %(day)s.")
    if claim.given_by_id != booking.shift.member_id:
        text = N_("%(time)s was given afterwards by another person, at %(given)s on %(day)s.")
    return Sentence(
        text,
        time=TimeOfDay(claim.at, booking.zone),
        given=TimeOfDay(claim.given_at, booking.zone),
        day=DayOf(local_date(claim.given_at, booking.zone), N_("d MMMM")),
    )


def adjustment_sentence(adjusted: Adjusted) -> Sentence:
    """For which closed day, how much and why."""
    values = {"day": dated(adjusted.for_day), "length": signed_text(adjusted.seconds)}
    if not adjusted.reason:
        return Sentence("Correction for %(day)s, a closed day: %(length)s.", **values)
    return Sentence(
        "Correction for %(day)s, a closed day: %(length)s. “%(reason)s”",
        **values,
        reason=adjusted.reason,
    )


ADJUSTMENT_SOURCE = FigureSource(
    Sentence("Corrections of a closed period"),
    Sentence(
        "A setting of the company: they count in the open period, with the overtime, rounding and "
        "meal that they move"
    ),
)


def adjusted_premiums(adjusted: Adjusted, *, rounded: bool) -> list[Premium]:
    """The overtime that a correction of a closed day brings or takes."""
    return [
        Premium(
            adjusted.day,
            seconds,
            percent,
            ADJUSTMENT_SOURCE,
            Sentence(
                "Overtime of %(day)s after a correction of a closed day: %(length)s at %(percent)s",
                day=dated(adjusted.for_day),
                length=signed_text(seconds),
                percent=f"{percent}{_SPACE}%",
            ),
        )
        for percent, seconds in sorted(adjusted.premiums(rounded=rounded).items())
    ]
