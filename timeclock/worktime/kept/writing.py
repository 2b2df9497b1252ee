"""A kept sheet as the text that is stored; pure.

The form is JSON. Texts that come back, as the sentences of the rules do, are in lists and named by
their place there; zeros and what is absent are left out. `texts` reads every form that was ever
written: a change of the form gets a number and a reader of its own.
"""

import json
from datetime import date, datetime
from itertools import groupby, pairwise
from typing import Any

from timeclock.company.pay_rules.day_line import KeptSpan
from timeclock.messages import Sentence
from timeclock.worktime.hours.kept_days import Versions
from timeclock.worktime.hours.sheet import DayTotal, FigureSource, Flag, Line, Premium, Sheet
from timeclock.worktime.hours.stints import Stint
from timeclock.worktime.kept.words import word_to_json

FORM = 1


def kept_text(sheet: Sheet, versions: Versions) -> str:
    """The text of an approved sheet: the same for the same sheet."""
    return json.dumps(
        _TextWriter().sheet(sheet, versions), separators=(",", ":"), ensure_ascii=False
    )


class _TextWriter:
    def __init__(self) -> None:
        self._lists: dict[str, dict[str, int]] = {}

    def sheet(self, sheet: Sheet, versions: Versions) -> dict[str, Any]:
        """All of it; the lists come last, when everything is in them."""
        days = [self._day(day) for day in sheet.days]
        stints = [self._stint(stint) for stint in sheet.stints]
        lists = {name: [json.loads(text) for text in its] for name, its in self._lists.items()}
        return {
            "form": FORM,
            "first": sheet.first.isoformat(),
            "after": sheet.after.isoformat(),
            "tz": versions.tz,
            "arithmetic": versions.arithmetic,
            "rules": [
                [each.first_day.isoformat(), each.version_id, each.facts] for each in versions.rules
            ],
            "days": days,
            "stints": stints,
        } | lists

    def _place(self, name: str, value: Any) -> int:
        """The place of a value in one of the lists."""
        its = self._lists.setdefault(name, {})
        return its.setdefault(json.dumps(value, ensure_ascii=False), len(its))

    def _sentence(self, sentence: Sentence) -> Any:
        found = word_to_json(sentence)
        text = found.pop("text", None)
        return found if text is None else {"t": self._place("texts", text)} | found

    def _source(self, source: FigureSource | None) -> int | None:
        if source is None:
            return None
        both = [word_to_json(source.title), word_to_json(source.message)]
        return self._place("sources", both)

    def _day(self, day: DayTotal) -> dict[str, Any]:
        return _without_nothing(
            {
                "worked": day.worked,
                "rounded": day.rounded,
                "paid": day.paid_breaks,
                "unpaid": day.unpaid_breaks,
                "waits": day.unconfirmed,
                "running": int(day.running),
                "lines": [self._line(line) for line in day.lines],
                "places": [[each.clock_id, each.job_id, each.seconds] for each in day.places],
                "premiums": [self._premium(each) for each in day.premiums],
                "rounded_premiums": [self._premium(each) for each in day.rounded_premiums],
                "flags": [self._flag(flag) for flag in day.flags],
                "rounding": [self._line(line) for line in day.rounding],
            }
        )

    def _line(self, line: Line) -> dict[str, Any]:
        seconds = _without_nothing({"s": line.seconds, "n": line.length})
        facts = {
            "a": _epoch(line.start),
            "b": _epoch(line.end),
            "i": line.shift_id,
            "c": line.clock_id,
            "o": self._source(line.source),
        }
        named = {"k": line.kind.value, "m": self._sentence(line.message)}
        return named | {"z": self._place("zones", line.zone)} | seconds | _without_none(facts)

    def _premium(self, premium: Premium) -> list[Any]:
        words = self._source(premium.source), self._sentence(premium.message)
        places = ([each.clock_id, each.job_id, each.seconds] for each in premium.places)
        return [premium.seconds, premium.percent, *words, *places]

    def _flag(self, flag: Flag) -> list[Any]:
        words = self._source(flag.source), self._sentence(flag.message)
        return [flag.kind.value, flag.shift_id, flag.measured, flag.limit, *words]

    def _stint(self, stint: Stint) -> list[Any]:
        rules = self._place("stint_rules", stint.rules.to_json())
        days = _number(stint.day), _number(stint.workday)
        return [*days, _epoch(stint.start), stint.seconds, stint.rounded, rules]


def begins_to_json(span: KeptSpan) -> list[list[Any]]:
    """Where days begin, by place: the first instant, and lengths with how often each comes."""
    found: list[list[Any]] = []
    for (zone, minutes), instants in sorted(span.begins.items()):
        epochs = [int(each.timestamp()) for each in instants]
        lengths = [after - start for start, after in pairwise(epochs)]
        runs = [[length, len(list(its))] for length, its in groupby(lengths)]
        found.append([zone, minutes, epochs[0], runs])
    return found


def _epoch(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def _number(day: date) -> int:
    return day.toordinal()


def _without_nothing(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in facts.items() if each not in (None, 0, [])}


def _without_none(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in facts.items() if each is not None}
