"""What other rules would do to hours that are still open, in figures and in words; pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from timeclock.company.pay_rules.rules import RuleBook
from timeclock.worktime.hours.explaining import day_text, length_text, signed_text
from timeclock.worktime.hours.sheet import Sheet, Totals
from timeclock.worktime.hours.weeks import Period, period_of


@dataclass(frozen=True, slots=True)
class MemberEffect:
    """One person's open days with the rules as they are and as they would be.

    `moved` is how many seconds would count on another day, `flags` how many things to look at.
    """

    member_id: int
    before: Totals
    after: Totals
    moved: int
    flags_before: int
    flags_after: int

    @property
    def changes(self) -> bool:
        """Whether anything would be different."""
        same = self.before == self.after and self.flags_before == self.flags_after
        return not same or self.moved != 0


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of rules would do to the days from `first` to before `after`.

    `members` are those for whom something would be different, `sentences` say it for people.
    """

    first: date
    after: date
    members: tuple[MemberEffect, ...]
    sentences: tuple[str, ...]


def compare(
    before: Mapping[int, Sheet],
    after: Mapping[int, Sheet],
    span: Period,
    first_day: date,
    books: tuple[RuleBook, RuleBook],
    is_open: Callable[[int, date], bool],
) -> Effect:
    """The effect of rules from `first_day` on, by sheets and books as they are and would be.

    Of `span` only open days count; sheets may begin before it, with days that the rules may touch
    as well.
    """
    none = Sheet(span.first, span.after, ())
    members = []
    for member_id in sorted({*before, *after}):
        old, new = (
            _open_days(sheets.get(member_id, none), member_id, is_open)
            for sheets in (before, after)
        )
        effect = MemberEffect(
            member_id, old.totals, new.totals, _moved(old, new), len(old.flags), len(new.flags)
        )
        if effect.changes:
            members.append(effect)
    told = [*_sentences(members, span, first_day), *_period_told(*books, first_day)]
    return Effect(span.first, span.after, tuple(members), tuple(told))


def _open_days(sheet: Sheet, member_id: int, is_open: Callable[[int, date], bool]) -> Sheet:
    return replace(sheet, days=tuple(day for day in sheet.days if is_open(member_id, day.day)))


def _moved(old: Sheet, new: Sheet) -> int:
    """How many seconds left one day and came to another."""
    apart = Counter({day.day: day.worked for day in new.days})
    apart.subtract({day.day: day.worked for day in old.days})
    gained, lost = (sum(max(sign * each, 0) for each in apart.values()) for sign in (1, -1))
    return min(gained, lost)


def _period_told(old: RuleBook, new: RuleBook, first_day: date) -> Iterator[str]:
    was, will = period_of(first_day, old), period_of(first_day, new)
    if was != will:
        told = f"The pay period that holds {dated(first_day)} is {_span_text(will)}"
        yield f"{told} then, not {_span_text(was)}."


def dated(day: date) -> str:
    """`2 March 2026`."""
    return f"{day_text(day)} {day.year}"


def _sentences(each: Sequence[MemberEffect], span: Period, first_day: date) -> Iterator[str]:
    if first_day >= span.after:
        yield f"These rules begin on {dated(first_day)}: nothing worked so far changes."
    elif not each:
        yield f"Nothing changes for what was worked from {dated(span.first)} on."
    yield from _told("worked time", [m.after.worked - m.before.worked for m in each])
    yield from _told("rounding", [m.after.balance - m.before.balance for m in each])
    percents = sorted({p for m in each for t in (m.before, m.after) for p in t.premiums})
    for percent in percents:
        what = "overtime" if len(percents) == 1 else f"overtime at {percent}\N{NO-BREAK SPACE}%"
        yield from _told(
            what,
            [m.after.premiums.get(percent, 0) - m.before.premiums.get(percent, 0) for m in each],
        )
    yield from _told("unconfirmed time", [m.after.unconfirmed - m.before.unconfirmed for m in each])
    moved = [m.moved for m in each if m.moved]
    if moved:
        yield f"{length_text(sum(moved))} on another day than before for {_people(len(moved))}."
    yield from _flags_told([m.flags_after - m.flags_before for m in each])


def _told(what: str, differences: Iterable[int]) -> Iterator[str]:
    """“+3 h 20 min overtime for 6 people.”, gains and losses apart."""
    sums, people = Counter[bool](), Counter[bool]()
    for difference in differences:
        if difference:
            sums[difference > 0] += difference
            people[difference > 0] += 1
    for gain in (True, False):
        if people[gain]:
            yield f"{signed_text(sums[gain])} {what} for {_people(people[gain])}."


def _flags_told(differences: Iterable[int]) -> Iterator[str]:
    for sign, word in ((1, "more"), (-1, "fewer")):
        chosen = [abs(each) for each in differences if each * sign > 0]
        if chosen:
            things = "thing" if sum(chosen) == 1 else "things"
            yield f"{sum(chosen)} {word} {things} to look at for {_people(len(chosen))}."


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def _span_text(span: Period) -> str:
    return f"{dated(span.first)} to {dated(span.last)}"
