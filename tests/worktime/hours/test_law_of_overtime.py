"""Random weeks of work beside the text of the law."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.examples import examples
from tests.worktime.hours.law_of_overtime import DAY, Law, Work, premiums_of
from tests.worktime.hours.shifts_of import record, sheet_of
from tests.worktime.kept.kept_of import kept_again
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS, RuleBook, Version
from timeclock.worktime.hours.kept_days import Kept
from timeclock.worktime.hours.sheet import Sheet
from timeclock.worktime.shifts.timeline import Timeline

MINUTE = 60
BEGIN = datetime(2026, 11, 2, tzinfo=UTC)
FIRST = int(BEGIN.timestamp()) // 60
TURNS = st.lists(
    st.tuples(st.integers(1, 30 * 60), st.integers(1, 18 * 60)), min_size=1, max_size=20
)


def works_of(turns: Sequence[tuple[int, int]]) -> list[Work]:
    moment, found = FIRST, []
    for off, length in turns:
        found.append(Work(moment + off, moment + off + length))
        moment += off + length
    return found


def instant(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)


@examples(60)
@given(
    TURNS,
    st.sampled_from([RuleSet.US_FEDERAL, RuleSet.CALIFORNIA]),
    st.booleans(),
    st.sampled_from([0, 240]),
    st.sampled_from([None, 0, 90, 1080]),
    st.integers(0, 6),
    st.none() | st.tuples(st.integers(0, 20), st.integers(0, 6)),
)
def test_any_weeks_pay_what_the_text_of_the_law_says(
    turns: list[tuple[int, int]],
    rule_set: RuleSet,
    split: bool,
    day_begins: int,
    workday_begins: int | None,
    weekday: int,
    change: tuple[int, int] | None,
) -> None:
    work = works_of(turns)
    begins = day_begins if workday_begins is None else workday_begins
    law = Law(rule_set is RuleSet.CALIFORNIA, begins, weekday)
    rules = PayRules(
        first_weekday=weekday,
        split=split,
        day_begins=day_begins,
        overtime=rule_set,
        workday_begins=workday_begins,
    )
    book = RuleBook((Version(ALWAYS, rules),))
    if change is not None and change[1] != weekday:
        day = date(2026, 11, 2) + timedelta(days=change[0])
        book = book.with_version(Version(day, replace(rules, first_weekday=change[1])))
        law = replace(law, changes_on=FIRST // DAY + change[0], other_weekday=change[1])

    def shown_on(one: Work, minute: int) -> int:
        return ((minute if split else one.start) - day_begins) // DAY

    sheet = sheet_of(
        *(record(Timeline(instant(one.start), None, instant(one.end)), zone="UTC") for one in work),
        first="2026-10-26",
        days=60,
        book=book,
        zone="UTC",
    )
    assert minutes_of(sheet) == {
        day: dict(sums) for day, sums in premiums_of(work, law, shown_on).items()
    }


def minutes_of(sheet: Sheet) -> dict[int, dict[int, int]]:
    """Minutes at each percent by day, as the law tells them."""
    found = {}
    for each in sheet.days:
        sums: dict[int, int] = {}
        for premium in each.premiums:
            sums[premium.percent] = sums.get(premium.percent, 0) + premium.seconds // MINUTE
        if sums:
            found[(each.day - date(1970, 1, 1)).days] = sums
    return found


@examples(60)
@given(
    TURNS,
    st.sampled_from([RuleSet.US_FEDERAL, RuleSet.CALIFORNIA]),
    st.booleans(),
    st.sampled_from([None, 90, 1080]),
    st.integers(0, 6),
    st.lists(st.integers(1, 31), min_size=1, max_size=8),
)
def test_any_closed_periods_keep_what_the_text_of_the_law_says(
    turns: list[tuple[int, int]],
    rule_set: RuleSet,
    split: bool,
    workday_begins: int | None,
    weekday: int,
    lengths: list[int],
) -> None:
    """Each period is closed before the next one is added up, which reads only what was kept."""
    work, begins = works_of(turns), workday_begins or 0
    law = Law(rule_set is RuleSet.CALIFORNIA, begins, weekday)
    rules = PayRules(
        first_weekday=weekday, split=split, overtime=rule_set, workday_begins=workday_begins
    )
    book = RuleBook((Version(ALWAYS, rules),))
    shifts = [
        record(Timeline(instant(one.start), None, instant(one.end)), zone="UTC") for one in work
    ]

    def shown_on(one: Work, minute: int) -> int:
        return (minute if split else one.start) // DAY

    first, found, kept = date(2026, 10, 26), {}, Kept()
    for days in (*lengths, 60):
        sheet = sheet_of(
            *shifts, first=first.isoformat(), days=days, book=book, zone="UTC", kept=kept
        )
        found |= minutes_of(sheet)
        kept = Kept((*kept.sheets, kept_again(sheet, book, "UTC", kept.line)))
        first = sheet.after
    told = premiums_of(work, law, shown_on)
    assert found == {day: dict(sums) for day, sums in told.items()}
