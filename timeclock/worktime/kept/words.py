"""Sentences as JSON that keeps their parts, so that they can be read in every language; pure.

Times of day are kept as the clocks showed them then.
"""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from timeclock.messages import (
    CountedSentence,
    DayOf,
    LargeNumber,
    Length,
    Listed,
    Sentence,
    TimeOfDay,
    Verbatim,
)


def word_to_json(value: Any) -> Any:
    """A value of a sentence, or a sentence. Raises TypeError for one that has no form here."""
    if type(value) in (int, str):
        return value
    write = _WRITERS.get(type(value))
    if write is None:
        raise TypeError(f"no form for {value!r}")
    return write(value)


def word_from_json(found: Any) -> Any:
    """The value that `word_to_json` gave. Raises ValueError for anything else."""
    if not isinstance(found, dict):
        return found
    for name, read in _READERS.items():
        if name in found:
            return read(found)
    raise ValueError("this part of a sentence cannot be read")


def _sentence(sentence: Sentence) -> dict[str, Any]:
    values = {name: word_to_json(each) for name, each in sentence.values.items()}
    return {"text": sentence.text} | ({"values": values} if values else {})


def _counted(sentence: CountedSentence) -> dict[str, Any]:
    return _sentence(sentence) | {"many": sentence.many, "num": sentence.num}


def _shown(moment: TimeOfDay) -> dict[str, Any]:
    return _time(moment.at.astimezone(ZoneInfo(moment.zone)).time())


def _time(shown: time) -> dict[str, Any]:
    return {"time": f"{shown:%H:%M}"}


_WRITERS: Mapping[type, Callable[[Any], dict[str, Any]]] = {
    Sentence: _sentence,
    CountedSentence: _counted,
    Verbatim: lambda each: {"verbatim": each.text},
    TimeOfDay: _shown,
    time: _time,
    DayOf: lambda each: {"day": each.day.isoformat(), "pattern": each.pattern},
    date: lambda each: {"date": each.isoformat()},
    LargeNumber: lambda each: {"large": each.number},
    Length: lambda each: {"length": each.number, "unit": each.unit},
    Listed: lambda each: {"listed": [word_to_json(value) for value in each.values]},
}


def _values(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: word_from_json(each) for name, each in found.get("values", {}).items()}


def _counted_from(found: Mapping[str, Any]) -> CountedSentence:
    values = {name: each for name, each in _values(found).items() if name != "num"}
    return CountedSentence(found["text"], found["many"], found["num"], **values)


# A counted sentence has a text as well: it comes first.
_READERS: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "many": _counted_from,
    "text": lambda found: Sentence(found["text"], **_values(found)),
    "verbatim": lambda found: Verbatim(found["verbatim"]),
    "time": lambda found: time.fromisoformat(found["time"]),
    "day": lambda found: DayOf(date.fromisoformat(found["day"]), found["pattern"]),
    "date": lambda found: date.fromisoformat(found["date"]),
    "large": lambda found: LargeNumber(found["large"]),
    "length": lambda found: Length(found["length"], found["unit"]),
    "listed": lambda found: Listed(tuple(word_from_json(each) for each in found["listed"])),
}
