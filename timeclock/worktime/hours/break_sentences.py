"""The sentences that explain breaks and deducted meals, and the settings behind them; pure."""

from datetime import timedelta

from timeclock.company.pay_rules.rules import PayRules
from timeclock.messages import N_, Sentence, Verbatim
from timeclock.timekeeping import utc_offset
from timeclock.worktime.hours.booking import Booking, Rest
from timeclock.worktime.hours.clock_times import clock_time, time_with_offset
from timeclock.worktime.hours.explaining import length_text
from timeclock.worktime.hours.meals import meal_steps
from timeclock.worktime.hours.sheet import FigureSource


def rest_sentence(rest: Rest, zone_name: str, kind: str | None) -> Sentence:
    """“Unpaid break, 01:30 to 02:00”, with the name of its kind where it has one.

    Over a change of clocks: “…, 02:30 summer time (UTC+02:00) to 02:10 winter time (UTC+01:00),
    40 min”.
    """
    length = length_text(rest.seconds)
    changes = rest.end and utc_offset(rest.start, zone_name) != utc_offset(rest.end, zone_name)
    show = time_with_offset if changes else clock_time
    text = N_("%(break)s since %(start)s")
    values: dict[str, object] = {"break": _named(rest, kind), "start": show(rest.start, zone_name)}
    if rest.end:
        text = N_("%(break)s, %(start)s to %(end)s")
        values["end"] = show(rest.end, zone_name)
        if changes and not rest.paid and not rest.beyond:
            text = N_("%(break)s, %(start)s to %(end)s, %(length)s")
            values["length"] = length
    sentence = Sentence(text, **values)
    if rest.beyond:
        return Sentence(
            "%(rest)s: %(most)s paid, %(length)s beyond it",
            rest=sentence,
            most=_most(rest),
            length=length,
        )
    if rest.paid:
        return Sentence("%(rest)s, %(length)s that count as worked", rest=sentence, length=length)
    return sentence


def _named(rest: Rest, kind: str | None) -> Sentence:
    paid = rest.pause.paid if rest.pause.counts else rest.paid
    if kind and kind.casefold() != "break":
        text = N_("%(kind)s, paid break") if paid else N_("%(kind)s, unpaid break")
        return Sentence(text, kind=kind)
    return Sentence(N_("Paid break") if paid else N_("Unpaid break"))


SHORT_BREAK = FigureSource(
    Verbatim("29 CFR 785.18"),
    Sentence(
        "Breaks of up to 20 min count as hours worked, whatever their kind says. So do rest "
        "periods in California (IWC orders, § 12)."
    ),
)


def beyond_source(rest: Rest) -> FigureSource:
    """The setting of a kind of break that is paid up to its planned length."""
    return FigureSource(
        Sentence("Planned length of the break"),
        Sentence(
            "A setting of the time clock: the first %(most)s are paid, the rest is not",
            most=_most(rest),
        ),
    )


def _most(rest: Rest) -> str:
    return length_text((rest.pause.paid_at_most or timedelta(0)) // timedelta(seconds=1))


def meal_sentence(booking: Booking, seconds: int) -> Sentence:
    """Why a meal break was deducted, what it was measured on and what was clocked."""
    *_, step = meal_steps(booking.rules, booking.worked, booking.unpaid)
    text = N_(
        "%(length)s deducted for a meal: %(work)s is more than %(after)s, so a meal break of "
        "%(meal)s belongs to it, and %(clocked)s. If you worked through, say so."
    )
    if step.grown:
        text = N_(
            "%(length)s deducted for a meal: %(work)s is more than %(after)s, so a meal break of "
            "up to %(meal)s belongs to it, no longer than the time beyond, and %(clocked)s. If you "
            "worked through, say so."
        )
    worked = length_text(booking.worked)
    work = Sentence("%(worked)s of work", worked=worked)
    clocked = Sentence("no unpaid break was clocked")
    if booking.unpaid:
        work = Sentence("%(worked)s of work, without the unpaid breaks,", worked=worked)
        had = length_text(booking.unpaid)
        clocked = Sentence("only %(had)s of unpaid breaks was clocked", had=had)
    return Sentence(
        text,
        length=length_text(seconds),
        work=work,
        after=length_text(step.after),
        meal=length_text(step.least),
        clocked=clocked,
    )


def worked_through_sentence(seconds: int) -> Sentence:
    """Why a meal break was not deducted."""
    return Sentence(
        "You worked through: no meal is deducted. It would have been %(length)s.",
        length=length_text(seconds),
    )


def meal_source(rules: PayRules) -> FigureSource:
    """The company's setting of a break that is deducted."""
    (after, least), *more = rules.meal_steps
    message = Sentence(
        "A setting of the company: a meal break of %(meal)s in more than %(after)s of work",
        meal=length_text(least),
        after=length_text(after),
    )
    for after, least in more:
        message = Sentence(
            "%(setting)s, of %(meal)s in all where more than %(after)s are left",
            setting=message,
            meal=length_text(least),
            after=length_text(after),
        )
    return FigureSource(Sentence("Meal break"), message)
