"""The sentences that explain a total, and the rules that they come from; plain English, pure."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from timeclock.company.pay_rules.rules import PayRules
from timeclock.timekeeping import zone
from timeclock.worktime.hours.booking import Booking, Piece, Rest
from timeclock.worktime.hours.clock_changes import ClockChange
from timeclock.worktime.hours.sheet import Adjusted, FigureSource
from timeclock.worktime.shifts.record import UnconfirmedEnd

_SPACE, _MINUS = "\N{NO-BREAK SPACE}", "\N{MINUS SIGN}"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WITHOUT_DATE = 24 * 3600


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


def time_text(moment: datetime, zone_name: str) -> str:
    """`21:58` as clocks in that zone show it."""
    wall = moment.astimezone(zone(zone_name))
    return f"{wall.hour:02}:{wall.minute:02}"


def day_text(day: date) -> str:
    """`25 October`."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def shift_sentence(booking: Booking, number: int, clock_name: str | None) -> str:
    """“In at 21:58, out at 06:05”; of a split shift how piece `number` goes on or has begun."""
    piece, place = booking.pieces[number], booking.zone
    last = number == len(booking.pieces) - 1
    begin = f"{'From' if number else 'In at'} {time_text(piece.start, place)}"
    if piece.end is None:
        finish = "still running"
    elif not last:
        finish = f"cut at {time_text(piece.end, place)}"
    else:
        finish = f"out at {time_text(piece.end, place)}"
        if not number and piece.length >= _WITHOUT_DATE:
            finish += f" on {day_text(piece.end.astimezone(zone(place)).date())}"
    sentence = f"{begin}, {finish}"
    if clock_name:
        sentence += f", {clock_name}"
    return sentence + _belongs(booking, number, last=last)


def _belongs(booking: Booking, number: int, *, last: bool) -> str:
    if number:
        start = booking.shift.timeline.started_at
        day = day_text(booking.pieces[0].day)
        return f": part of the shift that began at {time_text(start, booking.zone)} on {day}"
    return "" if last else f": what follows counts on {day_text(booking.pieces[1].day)}"


def change_sentence(piece: Piece, changes: Sequence[ClockChange], *, split: bool) -> str:
    """“Clocks on the wall show 8 h. They went back from 03:00 to 02:00, so this shift is …”."""
    by = sum(change.before - change.after for change in changes)
    words = "longer" if by > 0 else "shorter"
    what = "part" if split else "shift"
    went = " and ".join(_went(change, dated=len(changes) > 1) for change in changes)
    return (
        f"Clocks on the wall show {length_text(piece.length - by)}. They went {went}, "
        f"so this {what} is {length_text(abs(by))} {words}. It has {length_text(piece.length)}."
    )


def _went(change: ClockChange, *, dated: bool) -> str:
    before, after = change.shown_before, change.shown_after
    way = "back" if change.after < change.before else "forward"
    if before.date() != after.date():
        first = f"{before:%H:%M} on {day_text(before.date())}"
        return f"{way} from {first} to {after:%H:%M} on {day_text(after.date())}"
    day = f" on {day_text(before.date())}" if dated else ""
    return f"{way} from {before:%H:%M} to {after:%H:%M}{day}"


def change_source(changes: Sequence[ClockChange], zone_name: str) -> FigureSource:
    """Hours are those that passed; the tz database says when clocks changed."""
    steps = ", then ".join(_utc(each) for each in (changes[0].before, *(c.after for c in changes)))
    return FigureSource("Change of clocks", f"tz database: {zone_name}, {steps}")


def _utc(offset: int) -> str:
    hours, minutes = divmod(abs(offset) // 60, 60)
    return f"UTC{_MINUS if offset < 0 else '+'}{hours:02}:{minutes:02}"


def rest_sentence(rest: Rest, zone_name: str, kind: str | None) -> str:
    """“Unpaid break, 01:30 to 02:00”, with the name of its kind where it has one."""
    name = f"{'Paid' if rest.paid else 'Unpaid'} break"
    if kind and kind.casefold() != "break":
        name = f"{kind}, {name.lower()}"
    begin = time_text(rest.start, zone_name)
    when = f", {begin} to {time_text(rest.end, zone_name)}" if rest.end else f" since {begin}"
    if rest.beyond:
        return f"{name}{when}: {_most(rest)} paid, {length_text(rest.seconds)} beyond it"
    counts = f", {length_text(rest.seconds)} that count as worked" if rest.paid else ""
    return f"{name}{when}{counts}"


def beyond_source(rest: Rest) -> FigureSource:
    """The setting of a kind of break that is paid up to its planned length."""
    return FigureSource(
        "Planned length of the break",
        f"A setting of the time clock: {_most(rest)} are paid, what is beyond is not",
    )


def _most(rest: Rest) -> str:
    return length_text((rest.pause.paid_at_most or timedelta(0)) // timedelta(seconds=1))


def cut_source(rules: PayRules) -> FigureSource:
    """The company's setting that a shift is booked on each day that it touches."""
    hours, minutes = divmod(rules.day_begins, 60)
    return FigureSource(f"Days are cut at {hours:02}:{minutes:02}", "A setting of the company")


def meal_sentence(booking: Booking, seconds: int) -> str:
    """Why a meal break was deducted."""
    had = length_text(booking.unpaid) if booking.unpaid else "none"
    return (
        f"A shift longer than {_minutes(booking.rules.meal_after)} has an unpaid break of "
        f"{_minutes(booking.rules.meal_minutes)} and {had} was clocked: "
        f"{length_text(seconds)} taken off. Say so if you worked through."
    )


def worked_through_sentence(seconds: int) -> str:
    """Why a meal break was not deducted."""
    return f"Worked through: the break of {length_text(seconds)} is not taken off."


def meal_source(rules: PayRules) -> FigureSource:
    """The company's setting of a break that is deducted."""
    after, minutes = _minutes(rules.meal_after), _minutes(rules.meal_minutes)
    return FigureSource("Meal break", f"A setting of the company: {minutes} in more than {after}")


def _minutes(number: int | None) -> str:
    return length_text((number or 0) * 60)


def workdays_sentence(seconds: Sequence[tuple[date, int]]) -> str:
    """On which workdays the time of a shift is, whatever the day that shows it."""
    told = " and ".join(f"{length_text(each)} on {day_text(day)}" for day, each in seconds)
    return f"Overtime counts {told}."


def workdays_source(rules: PayRules) -> FigureSource:
    """Where the workdays of overtime begin."""
    hours, minutes = divmod(rules.overtime_begins or 0, 60)
    return FigureSource(
        f"Workdays begin at {hours:02}:{minutes:02}",
        "Overtime counts workdays of 24 hours and workweeks of seven of them, whatever the day on "
        "which a shift is shown (29 CFR 778.105, California Labor Code § 500).",
    )


def waiting_sentence(unconfirmed: UnconfirmedEnd | None) -> str:
    """Why nothing of a shift is paid yet; None is an open shift that someone forgot to end."""
    match unconfirmed:
        case UnconfirmedEnd.PROPOSED:
            why = "The end was given afterwards and nobody has confirmed it"
        case UnconfirmedEnd.PROVISIONAL:
            why = "Nobody clocked out, the clock closed this shift and nobody has confirmed the end"
        case UnconfirmedEnd.FORGOTTEN:
            why = (
                "The shift ended after the limit of its time clock and nobody has said when the "
                "person left"
            )
        case UnconfirmedEnd.DOUBTFUL:
            why = (
                "The server's clock was wrong during this shift and nobody has confirmed its times"
            )
        case UnconfirmedEnd.CLAIMED:
            why = "A time was given afterwards and nobody has confirmed it"
        case None:
            why = "Nobody clocked out and nobody has said when this shift ended"
    return f"{why}: it is not paid until then."


def claimed_sentence(booking: Booking, piece: Piece) -> str:
    """Which part of a piece rests on times that were given afterwards, and when they were given."""
    place, claims = booking.zone, booking.shift.claims
    end = piece.end or booking.until
    parts = " and ".join(
        f"{time_text(max(span.start, piece.start), place)} to {time_text(last, place)}"
        for span in claims.waits
        if span.end and max(span.start, piece.start) < (last := min(span.end, end))
    )
    moments = {bound for span in claims.waits for bound in (span.start, span.end)}
    given = [claim.given_at for claim in claims.given if claim.at in moments]
    when = f", given at {time_text(max(given), place)}" if given else ""
    return f"{parts} was entered afterwards{when}: it is not paid until somebody confirms it."


def adjustment_sentence(adjusted: Adjusted) -> str:
    """For which closed day, how much and why."""
    day = f"{day_text(adjusted.for_day)} {adjusted.for_day.year}"
    sentence = f"Correction for {day}, a closed day: {signed_text(adjusted.seconds)}"
    return f"{sentence}. “{adjusted.reason}”" if adjusted.reason else f"{sentence}."


ADJUSTMENT_SOURCE = FigureSource(
    "Corrections of a closed period",
    "A setting of the company: they count in the open period, premiums stay as they were",
)
