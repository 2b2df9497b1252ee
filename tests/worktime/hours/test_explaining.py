"""The sentences that explain a total."""

from datetime import date

import pytest

from tests.worktime.hours.shifts_of import BERLIN, LUNCH, SHOP, at, rest, sheet_of, shift
from timeclock.company.pay_rules.rules import PayRules
from timeclock.worktime.hours.clock_changes import clock_changes
from timeclock.worktime.hours.explaining import length_text, signed_text
from timeclock.worktime.hours.sheet import Adjusted, Line, LineKind, Sheet
from timeclock.worktime.shifts.record import UnconfirmedEnd

MINUTE, HOUR = 60, 3600
DAY = "2026-03-02"
WENT_BACK = (
    "The clocks went back from 03:00 to 02:00 during this {what}. It is {has} long, 1 h longer "
    "than its times show ({show})."
)


def plain_sentences(sheet: Sheet) -> list[str]:
    """The sentences with plain spaces, as one reads them."""
    return [line.sentence.replace("\N{NO-BREAK SPACE}", " ") for line in lines(sheet)]


def lines(sheet: Sheet) -> list[Line]:
    return [line for day in sheet.days for line in day.lines]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (7 * HOUR + 42 * MINUTE, "7 h 42 min"),
        (9 * HOUR + 7 * MINUTE, "9 h 07 min"),
        (2 * HOUR, "2 h"),
        (45 * MINUTE, "45 min"),
        (5 * MINUTE + 3, "5 min 03 s"),
        (2 * HOUR + 3, "2 h 03 s"),
        (42, "42 s"),
        (0, "0 min"),
        (-30 * MINUTE, "−30 min"),
    ],
)
def test_a_length_is_exact_and_never_broken_over_two_lines(seconds: int, text: str) -> None:
    assert length_text(seconds) == text.replace(" ", "\N{NO-BREAK SPACE}")


def test_a_difference_has_its_sign() -> None:
    assert [signed_text(each).replace("\N{NO-BREAK SPACE}", " ") for each in (90, -90, 0)] == [
        "+1 min 30 s",
        "−1 min 30 s",
        "0 min",
    ]


def test_an_ordinary_day_is_told_line_by_line() -> None:
    day = shift(
        f"{DAY} 08:58",
        f"{DAY} 17:03",
        rest(f"{DAY} 10:30", f"{DAY} 10:40", paid=True, kind=8),
        rest(f"{DAY} 12:30", f"{DAY} 13:00"),
    )
    sheet = sheet_of(day, first=DAY, kinds={LUNCH: "Lunch"}, clock_names={SHOP: "Moabit"})
    assert plain_sentences(sheet) == [
        "In at 08:58, out at 17:03, Moabit",
        "Paid break, 10:30 to 10:40, 10 min that count as worked",
        "Lunch, unpaid break, 12:30 to 13:00",
    ]
    assert [line.seconds for line in lines(sheet)] == [29_100, 0, -1800]
    assert [line.length for line in lines(sheet)] == [29_100, 600, 1800]
    assert {line.shift_id for line in lines(sheet)} == {day.id}
    assert {(line.clock_id, line.zone) for line in lines(sheet)} == {(SHOP, BERLIN)}
    assert (lines(sheet)[2].start, lines(sheet)[2].end) == (at(f"{DAY} 12:30"), at(f"{DAY} 13:00"))


def test_the_night_when_clocks_go_back_says_why_it_has_nine_hours() -> None:
    sheet = sheet_of(shift("2026-10-24 22:00", "2026-10-25 06:00"), first="2026-10-24")
    assert plain_sentences(sheet) == [
        "In at 22:00, out at 06:00",
        WENT_BACK.format(show="8 h", what="shift", has="9 h"),
    ]
    remark = lines(sheet)[1]
    assert (remark.kind, remark.seconds) == (LineKind.CLOCK_CHANGE, 0)
    assert remark.start == remark.end == at("2026-10-25 02:00", fold=1)
    assert remark.source
    assert remark.source.text == "tz database: Europe/Berlin, UTC+02:00, then UTC+01:00"
    assert sheet.totals.worked == 9 * HOUR


def test_the_night_when_clocks_go_forward_says_why_it_has_seven() -> None:
    sheet = sheet_of(shift("2027-03-27 22:00", "2027-03-28 06:00"), first="2027-03-27")
    assert plain_sentences(sheet)[1] == (
        "The clocks went forward from 02:00 to 03:00 during this shift. It is 7 h long, 1 h "
        "shorter than its times show (8 h)."
    )
    assert sheet.totals.worked == 7 * HOUR


@pytest.mark.parametrize(
    ("zone", "start", "end", "words"),
    [
        (
            "Australia/Lord_Howe",
            "2026-04-04 22:00",
            "2026-04-05 06:00",
            "back from 02:00 to 01:30 during this shift. It is 8 h 30 min long, 30 min longer than",
        ),
        (
            "Antarctica/Troll",
            "2026-03-28 22:00",
            "2026-03-29 06:00",
            "forward from 01:00 to 03:00 during this shift. It is 6 h long, 2 h shorter than",
        ),
        (
            "Asia/Beirut",
            "2026-03-28 20:00",
            "2026-03-29 04:00",
            "forward from 00:00 to 01:00 during this shift. It is 7 h long, 1 h shorter than",
        ),
        (
            "Africa/Casablanca",
            "2026-02-14 22:00",
            "2026-02-15 06:00",
            "back from 03:00 to 02:00 during this shift. It is 9 h long, 1 h longer than",
        ),
        (
            "Pacific/Apia",
            "2011-12-29 20:00",
            "2011-12-31 04:00",
            "The clocks went forward from 00:00 on 30 December to 00:00 on 31 December",
        ),
        (
            "America/Santiago",
            "2026-04-04 20:00",
            "2026-04-05 04:00",
            "The clocks went back from 00:00 on 5 April to 23:00 on 4 April during this shift",
        ),
    ],
)
def test_every_change_of_clocks_is_told(zone: str, start: str, end: str, words: str) -> None:
    sheet = sheet_of(shift(start, end, zone=zone), first=start[:10], zone=zone)
    assert words in plain_sentences(sheet)[1]


def test_a_shift_that_ends_as_clocks_change_shows_the_new_time_and_why() -> None:
    sheet = sheet_of(shift("2027-03-27 22:00", "2027-03-28 03:00"), first="2027-03-27")
    assert plain_sentences(sheet)[0] == "In at 22:00, out at 03:00"
    assert "The clocks went forward from 02:00 to 03:00" in plain_sentences(sheet)[1]
    begun = sheet_of(shift("2027-03-28 03:00", "2027-03-28 08:00"), first="2027-03-28")
    assert plain_sentences(begun) == ["In at 03:00, out at 08:00"]


def test_three_changes_in_one_endless_shift_are_all_named() -> None:
    changes = clock_changes(at("2026-01-10 08:00"), at("2027-07-10 08:00"), BERLIN)
    assert [change.moment.date().isoformat() for change in changes] == [
        "2026-03-29",
        "2026-10-25",
        "2027-03-28",
    ]
    endless = shift("2026-01-10 08:00", "2027-07-10 08:00")
    assert (
        "The clocks went forward from 02:00 to 03:00 on 29 March, back from 03:00 to 02:00 on "
        "25 October and forward from 02:00 to 03:00 on 28 March during this shift"
    ) in plain_sentences(sheet_of(endless, first="2026-01-10"))[1]


def test_changes_that_cancel_each_other_out_need_no_remark() -> None:
    assert clock_changes(at("2026-01-10 08:00"), at("2026-12-10 08:00"), BERLIN) == ()


def test_a_shift_that_is_cut_says_where_the_rest_is() -> None:
    night = shift("2026-10-24 22:00", "2026-10-26 06:00")
    sheet = sheet_of(night, first="2026-10-24", days=3, rules=PayRules(split=True))
    assert plain_sentences(sheet) == [
        "In at 22:00, split at 00:00: the rest counts on 25 October",
        "From 00:00, split at 00:00: part of the shift that began at 22:00 on 24 October",
        WENT_BACK.format(show="24 h", what="part of the shift", has="25 h"),
        "From 00:00, out at 06:00: part of the shift that began at 22:00 on 24 October",
    ]
    cuts = [line for line in lines(sheet) if line.kind is LineKind.DAY_CUT]
    assert [line.seconds for line in cuts] == [2 * HOUR, 25 * HOUR, 6 * HOUR]
    assert {line.source and line.source.name for line in cuts} == {"Shifts are split at 00:00"}


def test_what_runs_says_so() -> None:
    day = shift(f"{DAY} 08:00", None, rest(f"{DAY} 12:00", None))
    sheet = sheet_of(day, first=DAY, now=at(f"{DAY} 12:20"))
    assert plain_sentences(sheet) == ["In at 08:00, still running", "Unpaid break since 12:00"]
    assert [line.end for line in lines(sheet)] == [None, None]


def test_an_out_on_a_much_later_day_names_it() -> None:
    sheet = sheet_of(shift(f"{DAY} 08:00", "2026-03-16 12:00"), first=DAY)
    assert plain_sentences(sheet)[0] == "In at 08:00, out at 12:00 on 16 March"


def test_a_deducted_meal_says_why_and_what_to_do() -> None:
    rules = PayRules(meal_after=360, meal_minutes=30)
    given = (f"{DAY} 08:00", f"{DAY} 16:00", rest(f"{DAY} 12:00", f"{DAY} 12:10"))
    assert plain_sentences(sheet_of(shift(*given), first=DAY, rules=rules))[2] == (
        "20 min deducted for a meal: 7 h 50 min of work, without the unpaid breaks, is more than "
        "6 h, so a meal break of 30 min belongs to it, and only 10 min of unpaid breaks was "
        "clocked. If you worked through, say so."
    )
    kept = sheet_of(shift(*given, worked_through=True), first=DAY, rules=rules)
    assert plain_sentences(kept)[2] == (
        "You worked through: no meal is deducted. It would have been 20 min."
    )
    whole = sheet_of(shift(*given[:2]), first=DAY, rules=rules)
    assert plain_sentences(whole)[1] == (
        "30 min deducted for a meal: 8 h of work is more than 6 h, so a meal break of 30 min "
        "belongs to it, and no unpaid break was clocked. If you worked through, say so."
    )
    assert lines(kept)[2].source == lines(sheet_of(shift(*given), first=DAY, rules=rules))[2].source


@pytest.mark.parametrize(
    ("unconfirmed", "words"),
    [
        (UnconfirmedEnd.PROPOSED, "The end was given afterwards"),
        (UnconfirmedEnd.PROVISIONAL, "the clock closed this shift"),
    ],
)
def test_an_end_that_waits_says_why_nothing_is_paid(
    unconfirmed: UnconfirmedEnd, words: str
) -> None:
    given = shift(f"{DAY} 08:00", f"{DAY} 16:00", unconfirmed=unconfirmed)
    assert words in plain_sentences(sheet_of(given, first=DAY))[-1]


def test_an_adjustment_names_the_closed_day_and_the_reason() -> None:
    adjusted = Adjusted(date(2026, 3, 2), date(2026, 2, 3), -1800, "Left early", 4)
    (line,) = lines(sheet_of(first=DAY, adjustments=[adjusted]))
    assert line.sentence.replace("\N{NO-BREAK SPACE}", " ") == (
        "Correction for 3 February 2026, a closed day: −30 min. “Left early”"
    )
    assert (line.kind, line.seconds, line.shift_id) == (LineKind.ADJUSTMENT, -1800, None)
    assert line.source
