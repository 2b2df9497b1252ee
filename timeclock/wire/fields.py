"""Readers of single values, for the models of bodies: lenient for vendors, strict for our own API.

A reader takes what JSON gave and returns the value, or raises with the kind of fault; `Maybe…` also
takes null. Numbers that are too large for an id stay readable: they are unknown, not malformed.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, TypeVar

from timeclock.errors import Invalid
from timeclock.messages import Sentence
from timeclock.timekeeping import FIRST_YEAR, LAST_YEAR, from_unix, parse_instant
from timeclock.timekeeping import zone as known_zone
from timeclock.wire.bounded_texts import address, reference
from timeclock.wire.problems import Fault
from timeclock.wire.readers import Reader, described, may_be_null, needed, wrong

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

ID_LIMIT = 2**53  # JSON clients read numbers as doubles
_DECIMAL_TEXT = re.compile(r"-?[0-9]{1,19}")
_DAY_TEXT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FRACTION_TEXT = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,18})?")
_FLAGS = {"true": True, "false": False}
_LENIENT_FLAGS = {**_FLAGS, "1": True, "0": False}


def known_id(number: int) -> int:
    """The number, or 0, which no row has, in place of one that cannot be an id."""
    return number if 0 < number < ID_LIMIT else 0


def id_in(text: str) -> int:
    """The id that an address or a query names; 0 when it is none."""
    return known_id(int(text)) if _DECIMAL_TEXT.fullmatch(text) else 0


@described(type="integer")
def strict_whole(value: object) -> int:
    """A whole number and nothing that merely looks like one."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise wrong(Fault.WHOLE, "Give a whole number.")


@described(type="integer", minimum=1, maximum=ID_LIMIT - 1)
def strict_id(value: object) -> int:
    """A whole number that can be an id."""
    number = strict_whole(value)
    if known_id(number):
        return number
    raise wrong(Fault.RANGE, "Give a whole number from 1 to 9007199254740991.")


@described(anyOf=[{"type": "integer", "minimum": 1, "maximum": ID_LIMIT - 1}, {"const": "all"}])
def user_or_all(value: object) -> int | str:
    """A user's id as a query has it, or `all`."""
    if value == "all":
        return "all"
    return strict_id(whole(value))


@described(type="integer", minimum=1, maximum=ID_LIMIT - 1)
def id_text(value: object) -> int:
    """A whole number that can be an id, also as decimal text: queries have nothing else."""
    return strict_id(whole(value))


@described(type="string")
def strict_text(value: object) -> str:
    """Text."""
    if isinstance(value, str):
        return value
    raise wrong(Fault.TEXT, "Give text.")


@described(type="boolean")
def strict_flag(value: object) -> bool:
    """True or false."""
    if isinstance(value, bool):
        return value
    raise wrong(Fault.FLAG, "Give true or false.")


@described(anyOf=[{"type": "integer"}, {"type": "string", "pattern": "^-?[0-9]{1,19}$"}])
def whole(value: object) -> int:
    """A whole number, also as decimal text; `true` is none, and neither is 1.0."""
    if isinstance(value, str) and _DECIMAL_TEXT.fullmatch(value):
        return int(value)
    return strict_whole(value)


@described(type=["string", "integer"])
def text(value: object) -> str:
    """Text, or a whole number as its digits."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return strict_text(value)


@described(anyOf=[{"type": "boolean"}, {"enum": ["true", "false"]}])
def flag(value: object) -> bool:
    """True or false, also as text."""
    if isinstance(value, str) and value.lower() in _FLAGS:
        return _FLAGS[value.lower()]
    return strict_flag(value)


@described(anyOf=[{"type": "boolean"}, {"enum": ["true", "false", "all"]}])
def flag_or_all(value: object) -> bool | None:
    """True or false, also as text, or `all`, which is neither."""
    return None if value == "all" else flag(value)


@described(anyOf=[{"type": "boolean"}, {"enum": ["true", "false", "1", "0", 1, 0]}])
def lenient_flag(value: object) -> bool:
    """True or false, also as text or as 1 and 0, in which scripts for the vendors write them."""
    word = str(value).lower() if isinstance(value, str | int) else ""
    if word in _LENIENT_FLAGS:
        return _LENIENT_FLAGS[word]
    return strict_flag(value)


@described(
    anyOf=[{"type": "number"}, {"type": "string", "pattern": "^-?[0-9]{1,9}([.][0-9]{1,18})?$"}]
)
def fraction(value: object) -> Decimal:
    """A number, also as decimal text."""
    if isinstance(value, str) and _FRACTION_TEXT.fullmatch(value):
        return Decimal(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    raise wrong(Fault.NUMBER, "Give a number.")


@described(type="number")
def strict_fraction(value: object) -> Decimal:
    """A number."""
    if isinstance(value, str):
        raise wrong(Fault.NUMBER, "Give a number.")
    return fraction(value)


def degrees(most: int, read: Reader[Decimal]) -> Reader[Decimal]:
    """A reader of degrees from -most to most, kept to the ninth decimal."""

    @described(type="number", minimum=-most, maximum=most)
    def within(value: object) -> Decimal:
        number = read(value)
        if not -most <= number <= most:
            raise wrong(
                Fault.RANGE, Sentence("Give a number from -%(most)s to %(most)s.", most=most)
            )
        return round(number, 9)

    return within


@described(type="string", format="date-time")
def moment(value: object) -> datetime:
    """An RFC 3339 time with its offset."""
    try:
        return parse_instant(strict_text(value))
    except Invalid as error:
        raise wrong(Fault.TIME, error.message) from None


@described(type="string", format="date")
def day(value: object) -> date:
    """A calendar day such as 2026-11-09."""
    name = strict_text(value)
    try:
        found = date.fromisoformat(name) if _DAY_TEXT.fullmatch(name) else None
    except ValueError:
        found = None
    if found is None:
        raise wrong(Fault.DAY, "Give a day such as 2026-11-09.")
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise wrong(
            Fault.DAY,
            Sentence(
                "Give a day in the years %(first_year)s to %(last_year)s.",
                first_year=FIRST_YEAR,
                last_year=LAST_YEAR,
            ),
        )
    return found


def choice(words: type[E]) -> Reader[E]:
    """A reader of one of a few words."""
    known = ", ".join(word.value for word in words)

    @described(type="string", enum=[word.value for word in words])
    def chosen(value: object) -> E:
        word = strict_text(value)
        try:
            return words(word)
        except ValueError:
            raise wrong(
                Fault.UNACCEPTABLE, Sentence("Give one of: %(known)s.", known=known)
            ) from None

    return chosen


def one_of(words: Sequence[str]) -> Reader[str]:
    """A reader of one of many words, which a refusal does not list."""
    known = frozenset(words)

    @described(type="string", enum=list(words))
    def chosen(value: object) -> str:
        word = strict_text(value)
        if word not in known:
            raise wrong(Fault.UNACCEPTABLE, "Give one of the words that the document has.")
        return word

    return chosen


def whole_within(least: int, most: int) -> Reader[int]:
    """A reader of a whole number in a range, also as decimal text."""

    @described(type="integer", minimum=least, maximum=most)
    def within(value: object) -> int:
        number = whole(value)
        if not least <= number <= most:
            raise wrong(
                Fault.RANGE,
                Sentence("Give a whole number from %(least)s to %(most)s.", least=least, most=most),
            )
        return number

    return within


@described(type=["integer", "string"], description="Whole Unix seconds.")
def unix(value: object) -> datetime:
    """Whole Unix seconds."""
    try:
        return from_unix(whole(value))
    except Invalid as error:
        raise wrong(Fault.TIME, error.message) from None


@described(type="string", description="A zone of the tz database, `Europe/Berlin`.")
def zone(value: object) -> str:
    """The name of a zone that the tz database lists."""
    name = strict_text(value)
    try:
        known_zone(name)
    except Invalid as error:
        raise wrong(Fault.ZONE, error.message) from None
    return name


Whole = Annotated[int, needed(whole)]
Text = Annotated[str, needed(text)]
Moment = Annotated[datetime, needed(moment)]
Zone = Annotated[str, needed(zone)]
MaybeText = Annotated[str | None, may_be_null(text)]
MaybeAddress = Annotated[str | None, may_be_null(address(text))]
MaybeReference = Annotated[str | None, may_be_null(reference(text))]
MaybeFlag = Annotated[bool | None, may_be_null(lenient_flag)]
MaybeLatitude = Annotated[Decimal | None, may_be_null(degrees(90, fraction))]
MaybeLongitude = Annotated[Decimal | None, may_be_null(degrees(180, fraction))]
MaybeMoment = Annotated[datetime | None, may_be_null(moment)]
MaybeUnix = Annotated[datetime | None, may_be_null(unix)]
MaybeZone = Annotated[str | None, may_be_null(zone)]

StrictId = Annotated[int, needed(strict_id)]
StrictText = Annotated[str, needed(strict_text)]
StrictFlag = Annotated[bool, needed(strict_flag)]
StrictMaybeFlag = Annotated[bool | None, may_be_null(strict_flag)]
StrictMaybeId = Annotated[int | None, may_be_null(strict_id)]
StrictMaybeWhole = Annotated[int | None, may_be_null(strict_whole)]
StrictMaybeText = Annotated[str | None, may_be_null(strict_text)]
StrictMaybeAddress = Annotated[str | None, may_be_null(address(strict_text))]
StrictMaybeReference = Annotated[str | None, may_be_null(reference(strict_text))]
StrictMaybeLatitude = Annotated[Decimal | None, may_be_null(degrees(90, strict_fraction))]
StrictMaybeLongitude = Annotated[Decimal | None, may_be_null(degrees(180, strict_fraction))]
UserOrAll = Annotated[int | str | None, may_be_null(user_or_all)]
MaybeIdText = Annotated[int | None, may_be_null(id_text)]
MaybeDay = Annotated[date | None, may_be_null(day)]
StrictDay = Annotated[date, needed(day)]
