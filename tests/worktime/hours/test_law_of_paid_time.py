"""Random weeks with rounding, meals in steps, short breaks and new rules beside the text of law."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.examples import examples
from tests.worktime.hours import law_of_paid_time as law
from tests.worktime.hours.law_of_paid_time import PaidTimeLaw, WorkedTurn
from tests.worktime.hours.shifts_of import record, sheet_of
from tests.worktime.kept.kept_of import kept_again
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import OwnRules, PayRules
from timeclock.company.pay_rules.versions import ALWAYS, RuleBook, Version
from timeclock.worktime.hours.kept_days import Kept
from timeclock.worktime.hours.sheet import DayTotal, Premium
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import BreakInterval, Timeline

BEGIN = datetime(2026, 11, 2, tzinfo=UTC)
FIRST = int(BEGIN.timestamp()) // 60
OWN = OwnRules(
    daily_after=420,
    daily_percent=125,
    daily_again_after=600,
    daily_again_percent=175,
    weekly_after=2100,
    weekly_percent=150,
)
# Time off before a shift (none where work goes on in it), its length, breaks as (work, break).
SHIFT = st.tuples(
    st.integers(0, 30 * 60) | st.just(0),
    st.integers(1, 18 * 60),
    st.lists(st.tuples(st.integers(0, 300), st.integers(1, 70)), max_size=4),
)
STEPS = st.sampled_from([(), ((360, 30),), ((360, 30), (540, 45)), ((300, 20), (361, 50))])
RULES = st.builds(
    PayRules,
    first_weekday=st.integers(0, 6),
    split=st.booleans(),
    rounding=st.sampled_from([0, 5, 6, 10, 15]),
    overtime=st.sampled_from(list(RuleSet)),
    own=st.just(OWN),
    workday_begins=st.sampled_from([None, 90, 1080]),
    meal_gradual=st.booleans(),
)


def works_of(turns: list[tuple[int, int, list[tuple[int, int]]]]) -> list[WorkedTurn]:
    moment, found = FIRST, []
    for off, length, pauses in turns:
        start = moment + off
        moment, at, rests = start + length, start, []
        for worked, paused in pauses:
            if at + worked + paused <= moment:
                rests.append((at + worked, at + worked + paused))
                at += worked + paused
        found.append(WorkedTurn(start, moment, tuple(rests)))
    return found


def instant(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)


def shift_of(work: WorkedTurn) -> ShiftRecord:
    """A break that ends with the shift was ended by it."""
    pauses = tuple(
        BreakInterval(
            number, None, False, instant(start), instant(end), cut=end == work.end, plan=None
        )
        for number, (start, end) in enumerate(work.rests, 1)
    )
    return record(Timeline(instant(work.start), None, instant(work.end), pauses), zone="UTC")


def with_meal(rules: PayRules, steps: tuple[tuple[int, int], ...]) -> PayRules:
    names = (("meal_after", "meal_minutes"), ("meal_again_after", "meal_again_minutes"))
    facts = {
        name: value
        for fields, step in zip(names, steps, strict=False)
        for name, value in zip(fields, step, strict=True)
    }
    return replace(rules, **facts)


def law_of(rules: PayRules, steps: tuple[tuple[int, int], ...]) -> PaidTimeLaw:
    return PaidTimeLaw(
        rules.overtime.value,
        rules.workday_begins or 0,
        rules.first_weekday,
        rules.split,
        rules.rounding,
        steps,
        rules.meal_gradual,
        (420, 600, 2100),
    )


def earned(day: DayTotal, *, rounded: bool) -> dict[int, int]:
    sums: dict[int, int] = {}
    premiums: tuple[Premium, ...] = day.rounded_premiums if rounded else day.premiums
    for each in premiums:
        sums[each.percent] = sums.get(each.percent, 0) + each.seconds
    assert not [each for each in sums.values() if each % 60]
    return {percent: seconds // 60 for percent, seconds in sums.items() if seconds}


def assert_paid(days: tuple[DayTotal, ...], parts: list[law.PartOfDay]) -> None:
    for rounded in (False, True):
        expected = law.premiums_of(parts, rounded=rounded)
        found = {
            (day.day - date(1970, 1, 1)).days: sums
            for day in days
            if (sums := earned(day, rounded=rounded))
        }
        assert found == expected
    for day in days:
        number = (day.day - date(1970, 1, 1)).days
        its = [part for part in parts if part.shown == number]
        assert day.worked == 60 * sum(part.exact for part in its)
        assert day.rounded == 60 * sum(part.rounded for part in its)
        assert day.balance == sum(line.seconds for line in day.rounding)


@examples(120)
@given(st.lists(SHIFT, min_size=1, max_size=16), RULES, STEPS)
def test_any_weeks_are_paid_as_the_text_of_the_law_says(
    turns: list[tuple[int, int, list[tuple[int, int]]]],
    rules: PayRules,
    steps: tuple[tuple[int, int], ...],
) -> None:
    works, rules = works_of(turns), with_meal(rules, steps)
    shifts = [shift_of(work) for work in works]
    sheet = sheet_of(*shifts, first="2026-10-26", days=60, rules=rules, zone="UTC")
    assert_paid(sheet.days, law.parts_of(works, [law_of(rules, steps)] * len(works)))


PAYING = st.sampled_from([RuleSet.US_FEDERAL, RuleSet.CALIFORNIA, RuleSet.OWN])


@examples(80)
@given(
    st.lists(SHIFT, min_size=1, max_size=16),
    RULES,
    STEPS,
    st.tuples(PAYING, PAYING),
    st.integers(0, 20),
)
def test_rules_that_begin_inside_a_workweek_count_all_of_it_and_pay_from_their_first_day(
    turns: list[tuple[int, int, list[tuple[int, int]]]],
    rules: PayRules,
    steps: tuple[tuple[int, int], ...],
    sets: tuple[RuleSet, RuleSet],
    change: int,
) -> None:
    works, (old, new) = works_of(turns), sets
    before = with_meal(replace(rules, overtime=old), steps)
    after = with_meal(replace(rules, overtime=new, rounding=15 if rules.rounding else 0), steps)
    day = BEGIN.date() + timedelta(days=change)
    book = RuleBook((Version(ALWAYS, before), Version(day, after)))
    laws = [
        law_of(after if work.start >= FIRST + change * law.DAY else before, steps) for work in works
    ]
    shifts = [shift_of(work) for work in works]
    sheet = sheet_of(*shifts, first="2026-10-26", days=60, book=book, zone="UTC")
    assert_paid(sheet.days, law.parts_of(works, laws))


@examples(60)
@given(
    st.lists(SHIFT, min_size=1, max_size=16),
    RULES,
    STEPS,
    st.lists(st.integers(1, 31), min_size=1, max_size=8),
)
def test_any_closed_periods_keep_it(
    turns: list[tuple[int, int, list[tuple[int, int]]]],
    rules: PayRules,
    steps: tuple[tuple[int, int], ...],
    lengths: list[int],
) -> None:
    """Each period is closed before the next one is added up, which reads only what was kept."""
    works, rules = works_of(turns), with_meal(rules, steps)
    book = RuleBook((Version(ALWAYS, rules),))
    first, kept = date(2026, 10, 26), Kept()
    found: list[DayTotal] = []
    for days in (*lengths, 60):
        shifts = [shift_of(work) for work in works]
        sheet = sheet_of(
            *shifts, first=first.isoformat(), days=days, book=book, zone="UTC", kept=kept
        )
        found += sheet.days
        kept = Kept((*kept.sheets, kept_again(sheet, book, "UTC", kept.line)))
        first = sheet.after
    assert_paid(tuple(found), law.parts_of(works, [law_of(rules, steps)] * len(works)))
