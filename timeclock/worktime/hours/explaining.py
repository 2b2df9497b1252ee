"""The sentences that explain a total, and the rules that they come from; pure."""

from collections.abc import Sequence
from datetime import date, time

from timeclock.company.pay_rules.rules import PayRules
from timeclock.messages import N_, DayOf, Listed, Sentence, TimeOfDay
from timeclock.timekeeping import local_date, zone
from timeclock.worktime.hours.booking import Booking, Piece
from timeclock.worktime.hours.clock_times import clock_time
from timeclock.worktime.hours.sheet import Adjusted, FigureSource, Premium
from timeclock.worktime.shifts.claims import Claim, together
from timeclock.worktime.shifts.record import UnconfirmedEnd

_SPACE, _MINUS = "\N{NO-BREAK SPACE}", "\N{MINUS SIGN}"
_WITHOUT_DATE = 24 * 3600
_COMPANY = Sentence("A setting of the company")
# How the last piece of a shift ends, and one that goes on on another day or still runs.
_FROM_START = {
    "running": N_("In at %(start)s, still running"),
    "cut": N_("In at %(start)s, split at %(end)s"),
    "out": N_("In at %(start)s, out at %(end)s"),
    "out_on": N_("In at %(start)s, out at %(end)s on %(day)s"),
}
_FROM_CUT = {
    "running": N_("From %(start)s, still running"),
    "cut": N_("From %(start)s, split at %(end)s"),
    "out": N_("From %(start)s, out at %(end)s"),
}
_WAITING = {
    UnconfirmedEnd.PROPOSED: N_(
        "The end was given afterwards and is not confirmed yet. Until then this shift is not paid."
    ),
    UnconfirmedEnd.PROVISIONAL: N_(
        "No one clocked out: the clock closed this shift, and its end is not confirmed yet. Until "
        "then this shift is not paid."
    ),
    UnconfirmedEnd.FORGOTTEN: N_(
        "The shift ended after the limit of its time clock, and when the person left is not "
        "confirmed yet. Until then this shift is not paid."
    ),
    UnconfirmedEnd.DOUBTFUL: N_(
        "The server's clock was wrong during this shift, and its times are not confirmed yet. "
        "Until then this shift is not paid."
    ),
    None: N_(
        "No one clocked out, and when this shift ended is not known yet. Until then this shift is "
        "not paid."
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
    values: dict[str, object] = {"start": clock_time(piece.start, place)}
    kind = "running"
    if piece.end is not None:
        values["end"] = clock_time(piece.end, place)
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
            time=clock_time(booking.shift.timeline.started_at, booking.zone),
            day=day_of(booking.pieces[0].day),
        )
    if last:
        return sentence
    return Sentence(
        "%(piece)s: the rest counts on %(day)s",
        piece=sentence,
        day=day_of(booking.pieces[1].day),
    )


def cut_source(rules: PayRules) -> FigureSource:
    """The company's setting that a shift is booked on each day that it touches."""
    title = Sentence("Shifts are split at %(time)s", time=_time_of_day(rules.day_begins))
    return FigureSource(title, _COMPANY)


def _time_of_day(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def workdays_sentence(seconds: Sequence[tuple[date, int]]) -> Sentence:
    """On which workdays the time of a shift is, whatever the day that shows it."""
    parts = (
        Sentence("%(length)s on %(day)s", length=length_text(each), day=day_of(day))
        for day, each in seconds
    )
    return Sentence("Counted for overtime: %(parts)s.", parts=Listed(tuple(parts)))


def workdays_source(begins: int) -> FigureSource:
    """Where the workdays of overtime begin, in minutes after midnight."""
    return FigureSource(
        Sentence("Workdays begin at %(time)s", time=_time_of_day(begins)),
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
            start=clock_time(each.start, place),
            end=clock_time(each.end or each.start, place),
        )
        for each in together(piece.waits)
    )
    return Sentence(
        "%(parts)s depends on a time given afterwards and is not confirmed yet. Until then it is "
        "not paid.",
        parts=Listed(parts),
    )


def given_sentence(booking: Booking, claim: Claim) -> Sentence:
    """“08:00 was given afterwards, at 12:03 on 2 March.”, and who gave it."""
    text = N_("%(time)s was given afterwards, at %(given)s on %(day)s.")
    if claim.offline:
        text = N_("%(time)s was recorded by a kiosk offline, and came at %(given)s on %(day)s.")
    elif claim.given_by_id != booking.shift.member_id:
        text = N_("%(time)s was given afterwards by another person, at %(given)s on %(day)s.")
    return Sentence(
        text,
        time=clock_time(claim.at, booking.zone),
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
        "meal that they change"
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
                "Overtime for %(day)s, a closed day that was corrected: %(length)s, paid at "
                "%(percent)s",
                day=dated(adjusted.for_day),
                length=signed_text(seconds),
                percent=f"{percent}{_SPACE}%",
            ),
        )
        for percent, seconds in sorted(adjusted.premiums(rounded=rounded).items())
    ]
