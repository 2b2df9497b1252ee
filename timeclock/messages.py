"""Sentences for people: a text of the catalogue with named values, worded for its reader."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from gettext import NullTranslations
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from babel import Locale

# Around a value in a text that is written from right to left: the value keeps its own direction.
_ISOLATE, _END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


def N_(text: str) -> str:  # noqa: N802  (the name that translators' tools know)
    """Mark a text for the catalogue. It is translated where it is shown."""
    return text


def _babel(part: str) -> ModuleType:
    """A part of Babel, loaded when it is needed: start.py words errors before it installs that."""
    return import_module(f"babel.{part}")


@dataclass(frozen=True)
class Language:
    """A catalogue, and how the readers of the language of a tag (`he`) write dates and numbers."""

    tag: str
    catalogue: NullTranslations

    @cached_property
    def locale(self) -> "Locale":
        """How that language writes dates, times and numbers."""
        found: Locale = _babel("core").Locale.parse(self.tag)
        return found

    @cached_property
    def is_from_right_to_left(self) -> bool:
        """The direction of its script."""
        return self.tag != ENGLISH.tag and self.locale.text_direction == "rtl"

    def word(self, value: object) -> object:
        """A value as it reads inside a sentence."""
        match value:
            case Verbatim():
                return self.isolated(value.in_words(self))
            case Sentence() | TimeOfDay() | DayOf() | LargeNumber() | Length() | Listed():
                return value.in_words(self)
            case datetime():
                raise TypeError("an instant has no time of day without a zone: use TimeOfDay")
            case bool():
                raise TypeError("a truth value has no words")
            case date() | time() | int():
                return self._plain(value)
        return self.isolated(str(value))

    def _plain(self, value: date | time | int) -> str:
        if isinstance(value, date):
            pattern = self.pattern(N_("yyyy-MM-dd"))
            return str(_babel("dates").format_date(value, pattern, self.locale))
        if isinstance(value, time):
            pattern = self.pattern(N_("HH:mm"))
            return str(_babel("dates").format_time(value, pattern, locale=self.locale))
        if self.tag == ENGLISH.tag:
            return str(value)
        return str(_babel("numbers").format_decimal(value, "0", self.locale))

    def isolated(self, value: object) -> object:
        """A text with a direction of its own, as a name of another script needs it."""
        if not isinstance(value, str) or not self.is_from_right_to_left:
            return value
        return type(value)(_ISOLATE) + value + type(value)(_END)

    def pattern(self, english: str) -> str:
        """A pattern of Unicode dates (`yyyy-MM-dd`) as this language writes it."""
        return self.catalogue.gettext(english)


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """What the clocks of a zone show at an instant: `08:02`."""

    at: datetime
    zone: str

    def in_words(self, language: Language) -> str:
        """The time as that language writes it."""
        pattern = language.pattern(N_("HH:mm"))
        wall = self.at.astimezone(ZoneInfo(self.zone))
        return str(
            _babel("dates").format_datetime(
                wall.replace(tzinfo=None), pattern, locale=language.locale
            )
        )


@dataclass(frozen=True, slots=True)
class DayOf:
    """A day by the name of its month; `pattern` is a text of the catalogue: `d MMMM yyyy`."""

    day: date
    pattern: str

    def in_words(self, language: Language) -> str:
        """The day as that language writes it."""
        pattern = language.pattern(self.pattern)
        return str(_babel("dates").format_date(self.day, pattern, language.locale))

    def __str__(self) -> str:
        return self.in_words(_reader())


@dataclass(frozen=True, slots=True)
class LargeNumber:
    """A whole number with its thousands apart: `12,345`."""

    number: int

    def in_words(self, language: Language) -> str:
        """The number as that language writes it."""
        return str(_babel("numbers").format_decimal(self.number, "#,##0", language.locale))


@dataclass(frozen=True, slots=True)
class Length:
    """Whole seconds or minutes: `5 minutes`."""

    number: int
    unit: Literal["second", "minute"]

    def in_words(self, language: Language) -> str:
        """The length as that language writes it."""
        unit = f"duration-{self.unit}"
        return str(_babel("units").format_unit(self.number, unit, locale=language.locale))


@dataclass(frozen=True, slots=True)
class Listed:
    """At least one value: `Monday, Tuesday and Friday`."""

    values: tuple[object, ...]

    def in_words(self, language: Language) -> str:
        """The values as that language lists them."""
        first, *others = (str(language.word(value)) for value in self.values)
        for number, each in enumerate(others, start=1):
            ends = number == len(others)
            text = N_("%(first)s and %(next)s") if ends else N_("%(first)s, %(next)s")
            first = language.catalogue.gettext(text) % {"first": first, "next": each}
        return first


class Sentence:
    """A text of the catalogue and the values of its `%(name)s`; `str()` words it for the reader.

    A value is text, a whole number, a date, a time of day (`TimeOfDay` for an instant and its
    zone), a `Length`, `Listed` values, or another whole sentence.
    """

    __slots__ = ("text", "values")

    def __init__(self, text: str, /, **values: object) -> None:
        self.text = text
        self.values: Mapping[str, object] = values

    def in_words(self, language: Language) -> str:
        """The sentence in that language."""
        found = self._text(language.catalogue)
        if not self.values:
            return found
        return found % {name: language.word(value) for name, value in self.values.items()}

    def _text(self, catalogue: NullTranslations) -> str:
        return catalogue.gettext(self.text)

    def to_json(self) -> dict[str, object]:
        """Text and values, the latter as English words unless they are whole numbers."""
        kept = {k: v if type(v) is int else ENGLISH.word(v) for k, v in self.values.items()}
        return {"text": self.text, "values": kept}

    @staticmethod
    def from_json(found: Mapping[str, Any]) -> "Sentence":
        """The sentence that `to_json` gave."""
        return Sentence(found["text"], **found["values"])

    def __str__(self) -> str:
        return self.in_words(_reader())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.text!r}, {dict(self.values)!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sentence):
            return NotImplemented
        return (self.text, self.values) == (other.text, other.values)

    def __hash__(self) -> int:
        return hash(self.text)


class CountedSentence(Sentence):
    """A sentence about `num` things, with a text for one and a text for several."""

    __slots__ = ("many", "num")

    def __init__(self, one: str, many: str, num: int, /, **values: object) -> None:
        super().__init__(one, **{"num": num, **values})
        self.many, self.num = many, num

    def _text(self, catalogue: NullTranslations) -> str:
        return catalogue.ngettext(self.text, self.many, self.num)


class Verbatim(Sentence):
    """A text that is the same in every language: the words of a contract, or of another program."""

    __slots__ = ()

    def __init__(self, text: str, /) -> None:
        super().__init__(text)

    def _text(self, catalogue: NullTranslations) -> str:
        return self.text


ENGLISH = Language("en", NullTranslations())
_find_reader: Callable[[], Language] = lambda: ENGLISH  # noqa: E731


def word_for(find_reader: Callable[[], Language]) -> None:
    """Say how the language of the present reader is found; without this call it is English."""
    global _find_reader  # noqa: PLW0603  (one program has one way to find it)
    _find_reader = find_reader


def _reader() -> Language:
    return _find_reader()


def as_sentence(text: str | Sentence, values: Mapping[str, object]) -> Sentence:
    """The sentence of a text and its values; one that is complete stays as it is."""
    if isinstance(text, Sentence):
        if values:
            raise TypeError("a complete sentence takes no more values")
        return text
    return Sentence(text, **values)
