"""The text of a kept sheet as values; pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from timeclock.company.pay_rules.rules import PayRules
from timeclock.messages import Sentence
from timeclock.worktime.hours.kept_days import RulesKept, Versions
from timeclock.worktime.hours.sheet import (
    CaseKind,
    DayTotal,
    FigureSource,
    Flag,
    Line,
    LineKind,
    PlaceTotal,
    Premium,
    Sheet,
)
from timeclock.worktime.hours.stints import Stint
from timeclock.worktime.kept.words import word_from_json


def read_kept_text(text: str) -> tuple[Sheet, Versions]:
    """The sheet and the versions that `kept_text` wrote, in this or an earlier form.

    Raises ValueError for a form that this version does not know.
    """
    facts = json.loads(text)
    if facts.get("form") != 1:
        raise ValueError("this form of a kept timesheet is not known")
    return _TextReader(facts).sheet()


@dataclass(frozen=True)
class _TextReader:
    facts: Mapping[str, Any]

    def sheet(self) -> tuple[Sheet, Versions]:
        """All of it."""
        facts = self.facts
        first, after = (date.fromisoformat(facts[name]) for name in ("first", "after"))
        rules = (RulesKept(date.fromisoformat(d), v, its) for d, v, its in facts["rules"])
        number = first.toordinal()
        days = tuple(
            self._day(date.fromordinal(number + place), each)
            for place, each in enumerate(facts["days"])
        )
        stints = tuple(self._stint(each) for each in facts["stints"])
        versions = Versions(facts["tz"], facts["arithmetic"], tuple(rules))
        return Sheet(first, after, days, stints), versions

    @cached_property
    def _sources(self) -> tuple[FigureSource, ...]:
        found = self.facts.get("sources", ())
        return tuple(FigureSource(*(word_from_json(each) for each in both)) for both in found)

    @cached_property
    def _rules(self) -> tuple[PayRules, ...]:
        return tuple(PayRules.from_json(facts) for facts in self.facts.get("stint_rules", ()))

    def _day(self, day: date, facts: Mapping[str, Any]) -> DayTotal:
        return DayTotal(
            day,
            facts.get("worked", 0),
            facts.get("rounded", 0),
            facts.get("paid", 0),
            facts.get("unpaid", 0),
            facts.get("waits", 0),
            bool(facts.get("running")),
            tuple(self._line(day, each) for each in facts.get("lines", ())),
            tuple(PlaceTotal(*each) for each in facts.get("places", ())),
            tuple(self._premium(day, each) for each in facts.get("premiums", ())),
            tuple(self._premium(day, each) for each in facts.get("rounded_premiums", ())),
            tuple(self._flag(day, each) for each in facts.get("flags", ())),
            tuple(self._line(day, each) for each in facts.get("rounding", ())),
        )

    def _line(self, day: date, facts: Mapping[str, Any]) -> Line:
        source = facts.get("o")
        return Line(
            LineKind(facts["k"]),
            day,
            facts.get("s", 0),
            facts.get("n", 0),
            self._sentence(facts["m"]),
            self.facts["zones"][facts["z"]],
            _instant(facts.get("a")),
            _instant(facts.get("b")),
            facts.get("i"),
            facts.get("c"),
            None if source is None else self._sources[source],
        )

    def _premium(self, day: date, facts: Sequence[Any]) -> Premium:
        seconds, percent, source, message, *places = facts
        words = self._sources[source], self._sentence(message)
        return Premium(day, seconds, percent, *words, tuple(PlaceTotal(*each) for each in places))

    def _flag(self, day: date, facts: Sequence[Any]) -> Flag:
        kind, shift_id, measured, limit, source, message = facts
        known = None if source is None else self._sources[source]
        return Flag(CaseKind(kind), day, shift_id, measured, limit, self._sentence(message), known)

    def _stint(self, facts: Sequence[Any]) -> Stint:
        day, workday, start, seconds, rounded, rules = facts
        return Stint(
            date.fromordinal(workday),
            date.fromordinal(day),
            datetime.fromtimestamp(start, UTC),
            seconds,
            rounded,
            self._rules[rules],
        )

    def _sentence(self, facts: Mapping[str, Any]) -> Sentence:
        place = facts.get("t")
        found = facts if place is None else {"text": self.facts["texts"][place], **facts}
        sentence: Sentence = word_from_json(found)
        return sentence


def _instant(epoch: int | None) -> datetime | None:
    return None if epoch is None else datetime.fromtimestamp(epoch, UTC)
