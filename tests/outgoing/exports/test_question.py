"""A question reads the same however it was put, and has no answer where none can be."""

from datetime import date

import pytest

from timeclock.errors import Invalid
from timeclock.ledger.entry import canonical
from timeclock.outgoing.exports.question import ExportQuestion, FileFormat, What
from timeclock.outgoing.exports.styles import DecimalMark, FigureStyle, HourFormat


def query(first: date, last: date, **ids: tuple[int, ...]) -> ExportQuestion:
    return ExportQuestion(What.PUNCHES, first, last, FileFormat.CSV, **ids)


def test_ids_are_sorted_and_named_once() -> None:
    one = query(date(2026, 3, 1), date(2026, 3, 31), member_ids=(3, 1, 3))
    assert one == query(date(2026, 3, 1), date(2026, 3, 31), member_ids=(1, 3))


def test_it_comes_back_from_what_the_ledger_keeps() -> None:
    one = query(date(2026, 3, 1), date(2026, 3, 31), member_ids=(1,), clock_ids=(2,), job_ids=(3,))
    assert ExportQuestion.from_json(one.to_json()) == one
    assert canonical(one.to_json())


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (date(2026, 3, 2), date(2026, 3, 1), "invalid_span"),
        (date(2025, 1, 1), date(2026, 1, 2), "span_too_long"),
        (date(1999, 12, 31), date(2000, 1, 1), "invalid_day"),
        (date(2100, 12, 31), date(2101, 1, 1), "invalid_day"),
    ],
)
def test_days_that_have_no_answer(first: date, last: date, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        query(first, last)
    assert refused.value.code == code


def test_a_leap_year_is_a_year() -> None:
    assert query(date(2024, 1, 1), date(2024, 12, 31)).after == date(2025, 1, 1)


def test_a_question_from_before_there_was_a_choice_has_the_defaults() -> None:
    facts = query(date(2026, 3, 1), date(2026, 3, 31)).to_json()
    for name in ("hours", "separator", "decimal_mark"):
        del facts[name]
    assert ExportQuestion.from_json(facts).style == FigureStyle()


@pytest.mark.parametrize(
    ("hours", "seconds", "text"),
    [
        (HourFormat.FOUR_PLACES, 27_732, "7,7033"),
        (HourFormat.TWO_PLACES, 27_732, "7,70"),
        (HourFormat.TWO_PLACES, 18, "0,01"),
        (HourFormat.TWO_PLACES, -17, "0,00"),
        (HourFormat.MINUTES, 27_732, "7:42"),
        (HourFormat.MINUTES, -5400, "-1:30"),
        (HourFormat.MINUTES, 3599, "1:00"),
    ],
)
def test_lengths(hours: HourFormat, seconds: int, text: str) -> None:
    style = FigureStyle(hours, decimal_mark=DecimalMark.COMMA)
    assert style.text(style.steps(seconds)) == text
