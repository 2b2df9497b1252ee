"""The sentences that explain breaks and deducted meals, and the settings behind them; pure."""

from datetime import timedelta

from timeclock.company.pay_rules.rules import PayRules
from timeclock.messages import N_, Sentence, TimeOfDay
from timeclock.worktime.hours.booking import Booking, Rest
from timeclock.worktime.hours.explaining import length_text
from timeclock.worktime.hours.sheet import FigureSource


def rest_sentence(rest: Rest, zone_name: str, kind: str | None) -> Sentence:
    """“Unpaid break, 01:30 to 02:00”, with the name of its kind where it has one."""
    sentence = Sentence(
        N_("%(break)s, %(start)s to %(end)s") if rest.end else N_("%(break)s since %(start)s"),
        **{"break": _named(rest, kind)},
        start=TimeOfDay(rest.start, zone_name),
        **({"end": TimeOfDay(rest.end, zone_name)} if rest.end else {}),
    )
    length = length_text(rest.seconds)
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
    if kind and kind.casefold() != "break":
        text = N_("%(kind)s, paid break") if rest.paid else N_("%(kind)s, unpaid break")
        return Sentence(text, kind=kind)
    return Sentence(N_("Paid break") if rest.paid else N_("Unpaid break"))


def beyond_source(rest: Rest) -> FigureSource:
    """The setting of a kind of break that is paid up to its planned length."""
    return FigureSource(
        Sentence("Planned length of the break"),
        Sentence(
            "A setting of the time clock: %(most)s are paid, what is beyond is not",
            most=_most(rest),
        ),
    )


def _most(rest: Rest) -> str:
    return length_text((rest.pause.paid_at_most or timedelta(0)) // timedelta(seconds=1))


def meal_sentence(booking: Booking, seconds: int) -> Sentence:
    """Why a meal break was deducted."""
    values = {
        "after": _minutes(booking.rules.meal_after),
        "meal": _minutes(booking.rules.meal_minutes),
        "length": length_text(seconds),
    }
    if not booking.unpaid:
        return Sentence(
            "A shift longer than %(after)s has an unpaid break of %(meal)s and none was clocked: "
            "%(length)s taken off. Say so if you worked through.",
            **values,
        )
    return Sentence(
        "A shift longer than %(after)s has an unpaid break of %(meal)s and %(had)s was clocked: "
        "%(length)s taken off. Say so if you worked through.",
        **values,
        had=length_text(booking.unpaid),
    )


def worked_through_sentence(seconds: int) -> Sentence:
    """Why a meal break was not deducted."""
    return Sentence(
        "Worked through: the break of %(length)s is not taken off.", length=length_text(seconds)
    )


def meal_source(rules: PayRules) -> FigureSource:
    """The company's setting of a break that is deducted."""
    return FigureSource(
        Sentence("Meal break"),
        Sentence(
            "A setting of the company: %(meal)s in more than %(after)s",
            meal=_minutes(rules.meal_minutes),
            after=_minutes(rules.meal_after),
        ),
    )


def _minutes(number: int | None) -> str:
    return length_text((number or 0) * 60)
