"""Shifts at a time clock whose rules are others than those of the person's home clock; pure."""

from collections.abc import Iterator, Sequence

from timeclock.company.pay_rules.fields import RuleScope, fields_of
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.messages import N_, Listed, Sentence
from timeclock.worktime.hours.duties import Watched
from timeclock.worktime.hours.sheet import CaseKind, FigureSource, Flag

_OF_CLOCKS = tuple(each for each in fields_of(PayRules) if each.scope is RuleScope.CLOCK)
_OVERTIME = N_("Overtime, breaks and rest")
_SOURCE = FigureSource(
    Sentence("Rules of the home clock"),
    Sentence("A person's hours go by the rules of their home clock, wherever they work."),
)


def other_rules_flags(watched: Sequence[Watched], book: RuleBook) -> Iterator[Flag]:
    """A flag for each shift whose clock has other rules: which of the two apply is for a person.

    The law of the place of work can bind as well as that of the home clock; no figure mixes them.
    """
    if book.clocks is None:
        return
    for each in watched:
        home = book.at(each.start, each.zone)
        there = book.clocks.at_clock(each.shift.clock_id).at(each.start, each.zone)
        titles = _titles_that_differ(home, there)
        if titles:
            text = Sentence(
                "This time clock has other rules than the person's home clock: %(rules)s."
                " The home clock's rules count.",
                rules=Listed(tuple(map(Sentence, titles))),
            )
            yield Flag(CaseKind.OTHER_RULES, each.day, each.shift.id, 0, 0, text, _SOURCE)


def _titles_that_differ(home: PayRules, there: PayRules) -> tuple[str, ...]:
    titles = [
        each.title for each in _OF_CLOCKS if getattr(home, each.name) != getattr(there, each.name)
    ]
    if home.own != there.own and _OVERTIME not in titles:
        titles.append(_OVERTIME)
    return tuple(titles)
