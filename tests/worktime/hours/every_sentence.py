"""Every sentence that rules can produce, from shifts under each rule set, as one page to read.

`python -m tests.worktime.hours.every_sentence` writes `docs/explanations.md`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from tests.worktime.hours.scenes_of_sentences import WAYS, scenes
from timeclock.company.pay_rules.choices import ShortBreaks
from timeclock.config import ROOT
from timeclock.messages import DayOf, Listed, Sentence
from timeclock.worktime.hours.cautions import cautions
from timeclock.worktime.hours.rule_sets import terms_of
from timeclock.worktime.hours.sheet import FigureSource, Sheet

PAGE = ROOT / "docs" / "explanations.md"
_HEAD = """# Explanations

Every sentence with which Timeclock explains hours, with made-up examples. The page is written by
the tests from the code that serves, so it is complete: a test fails if a sentence is missing here.

Each is shown once, where it is first met: under the rule sets in their order, for shifts that are
booked on the day on which they began, then for shifts that are split between days.
"""
_WHAT = {
    "lines": "What is added and deducted",
    "rounding": "Rounding",
    "premiums": "Overtime",
    "flags": "What to look at",
    "sources": "Rules and their sources",
}
Shape = tuple[object, ...]


def texts_of(value: object) -> Iterator[str]:
    """The texts of the catalogue that a sentence is made of."""
    if isinstance(value, Sentence):
        yield value.text
        for each in value.values.values():
            yield from texts_of(each)
    elif isinstance(value, Listed):
        for each in value.values:
            yield from texts_of(each)
    elif isinstance(value, DayOf):
        yield value.pattern


def shape(value: object) -> Shape:
    """What two sentences share that differ in their values only."""
    if isinstance(value, Sentence):
        return (value.text, *(shape(each) for each in value.values.values()))
    if isinstance(value, Listed):
        return (type(value), min(len(value.values), 3), shape(value.values[0]))
    return (type(value),)


def produced() -> Iterator[tuple[str, str, Sentence]]:
    """Each kind of sentence, under which rules it is met, and the sentence."""
    for title, rules in WAYS:
        for sheet in scenes(rules):
            yield from _of_sheet(title, sheet)
        unpaid = replace(rules, rounding=15, short_breaks=ShortBreaks.UNPAID)
        for source in (*terms_of(rules).sources, *cautions(unpaid)):
            yield from _of_source(title, source)


def _of_sheet(title: str, sheet: Sheet) -> Iterator[tuple[str, str, Sentence]]:
    for day in sheet.days:
        yield from (("lines", title, line.message) for line in day.lines)
        yield from (("rounding", title, line.message) for line in day.rounding)
        premiums = (*day.premiums, *day.rounded_premiums)
        yield from (("premiums", title, each.message) for each in premiums)
        yield from (("flags", title, flag.message) for flag in day.flags)
        for each in (*day.lines, *day.rounding, *premiums, *day.flags):
            if each.source is not None:
                yield from _of_source(title, each.source)


def _of_source(title: str, source: FigureSource) -> Iterator[tuple[str, str, Sentence]]:
    both = Sentence("%(title)s: %(message)s", title=source.title, message=source.message)
    yield "sources", title, both


def page() -> str:
    """The page in English."""
    met: dict[str, dict[Shape, tuple[str, str]]] = {kind: {} for kind in _WHAT}
    for kind, title, sentence in produced():
        text = str(sentence).replace("\N{NO-BREAK SPACE}", " ")
        met[kind].setdefault(shape(sentence), (title, text))
    parts = [_HEAD]
    for kind, heading in _WHAT.items():
        parts.append(f"\n## {heading}\n")
        parts += _by_title(met[kind])
    return "".join(parts)


def _by_title(met: Mapping[Shape, tuple[str, str]]) -> Iterator[str]:
    for title, _ in WAYS:
        texts = dict.fromkeys(text for where, text in met.values() if where == title)
        if texts:
            yield f"\n### {title}\n\n"
            yield from (f"- {text}\n" for text in texts)


def write(to: Path = PAGE) -> None:
    """Write the page where it is kept."""
    to.write_text(page(), "utf-8")


if __name__ == "__main__":
    write()
