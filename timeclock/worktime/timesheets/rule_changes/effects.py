"""What other rules would do to hours that are still open, in figures and in words; pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from timeclock.company.pay_rules.versions import RuleBook
from timeclock.messages import N_, CountedSentence, Sentence
from timeclock.worktime.hours.explaining import dated, length_text, signed_text
from timeclock.worktime.hours.sheet import FigureSource, Sheet
from timeclock.worktime.hours.totals import Totals
from timeclock.worktime.hours.weeks import Period, period_of

# For one person, and for several.
_WORKED = (
    N_("%(length)s worked time for %(num)s person."),
    N_("%(length)s worked time for %(num)s people."),
)
_ROUNDING = (
    N_("%(length)s rounding for %(num)s person."),
    N_("%(length)s rounding for %(num)s people."),
)
_OVERTIME = (
    N_("%(length)s overtime for %(num)s person."),
    N_("%(length)s overtime for %(num)s people."),
)
_OVERTIME_AT = (
    N_("%(length)s overtime at %(percent)s\N{NO-BREAK SPACE}%% for %(num)s person."),
    N_("%(length)s overtime at %(percent)s\N{NO-BREAK SPACE}%% for %(num)s people."),
)
_UNCONFIRMED = (
    N_("%(length)s unconfirmed time for %(num)s person."),
    N_("%(length)s unconfirmed time for %(num)s people."),
)
_MOVED = (
    N_("%(length)s on another day than before for %(num)s person."),
    N_("%(length)s on another day than before for %(num)s people."),
)
_PEOPLE = (N_("%(num)s person"), N_("%(num)s people"))
_MORE = (
    N_("%(num)s more thing to look at for %(people)s."),
    N_("%(num)s more things to look at for %(people)s."),
)
_FEWER = (
    N_("%(num)s fewer thing to look at for %(people)s."),
    N_("%(num)s fewer things to look at for %(people)s."),
)


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

    `members` are those for whom something would be different, `messages` say it for people.
    `cautions` are what to know of the rules that would hold on the first day of the change.
    """

    first: date
    after: date
    members: tuple[MemberEffect, ...]
    messages: tuple[Sentence, ...]
    cautions: tuple[FigureSource, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """The messages in the language of their reader."""
        return tuple(map(str, self.messages))


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


def _period_told(old: RuleBook, new: RuleBook, first_day: date) -> Iterator[Sentence]:
    was, will = period_of(first_day, old), period_of(first_day, new)
    if was != will:
        yield Sentence(
            "The pay period that holds %(day)s is %(new)s then, not %(old)s.",
            day=dated(first_day),
            new=_span(will),
            old=_span(was),
        )


def _span(span: Period) -> Sentence:
    return Sentence("%(first)s to %(last)s", first=dated(span.first), last=dated(span.last))


def _sentences(each: Sequence[MemberEffect], span: Period, first_day: date) -> Iterator[Sentence]:
    if first_day >= span.after:
        yield Sentence(
            "These rules begin on %(day)s: nothing worked so far changes.", day=dated(first_day)
        )
    elif not each:
        yield Sentence(
            "Nothing changes for what was worked from %(day)s on.", day=dated(span.first)
        )
    yield from _sums(_WORKED, [m.after.worked - m.before.worked for m in each])
    yield from _sums(_ROUNDING, [m.after.balance - m.before.balance for m in each])
    percents = sorted({p for m in each for t in (m.before, m.after) for p in t.premiums})
    for percent in percents:
        yield from _sums(
            _OVERTIME if len(percents) == 1 else _OVERTIME_AT,
            [m.after.premiums.get(percent, 0) - m.before.premiums.get(percent, 0) for m in each],
            percent=percent,
        )
    yield from _sums(_UNCONFIRMED, [m.after.unconfirmed - m.before.unconfirmed for m in each])
    moved = [m.moved for m in each if m.moved]
    if moved:
        yield CountedSentence(*_MOVED, len(moved), length=length_text(sum(moved)))
    yield from _flags([m.flags_after - m.flags_before for m in each])


def _sums(
    texts: tuple[str, str], differences: Iterable[int], **values: object
) -> Iterator[Sentence]:
    """“+3 h 20 min overtime for 6 people.”, gains and losses apart."""
    sums, people = Counter[bool](), Counter[bool]()
    for difference in differences:
        if difference:
            sums[difference > 0] += difference
            people[difference > 0] += 1
    for gain in (True, False):
        if people[gain]:
            yield CountedSentence(*texts, people[gain], length=signed_text(sums[gain]), **values)


def _flags(differences: Iterable[int]) -> Iterator[Sentence]:
    for sign, texts in ((1, _MORE), (-1, _FEWER)):
        chosen = [abs(each) for each in differences if each * sign > 0]
        if chosen:
            people = CountedSentence(*_PEOPLE, len(chosen))
            yield CountedSentence(*texts, sum(chosen), people=people)
