"""How figures are written in a file; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from timeclock.ledger.entry import Json


class HourFormat(StrEnum):
    """How lengths are written: hours with four places or with two, or hours and minutes."""

    FOUR_PLACES = "decimal_4"
    TWO_PLACES = "decimal_2"
    MINUTES = "h_mm"


class Separator(StrEnum):
    """What is between the values of a line of a CSV file."""

    COMMA = "comma"
    SEMICOLON = "semicolon"
    TAB = "tab"

    @property
    def character(self) -> str:
        """The character itself."""
        return {Separator.COMMA: ",", Separator.SEMICOLON: ";", Separator.TAB: "\t"}[self]


class DecimalMark(StrEnum):
    """What is before the decimal places of a CSV or PDF file."""

    POINT = "point"
    COMMA = "comma"

    @property
    def character(self) -> str:
        """The character itself."""
        return "," if self is DecimalMark.COMMA else "."


@dataclass(frozen=True, slots=True)
class FigureStyle:
    """The choices for one file.

    In a workbook cells hold numbers, so only `hours` says how they are shown. The separator is for
    CSV files.
    """

    hours: HourFormat = HourFormat.FOUR_PLACES
    separator: Separator = Separator.COMMA
    decimal_mark: DecimalMark = DecimalMark.POINT

    @property
    def is_coarse(self) -> bool:
        """Whether two lengths that differ by a second can be written alike."""
        return self.hours is not HourFormat.FOUR_PLACES

    def steps(self, seconds: int) -> int:
        """A length in whole steps of the last figure that is written, the nearest one."""
        a_step, by = _STEPS[self.hours]
        nearest = (2 * abs(seconds) * by + a_step) // (2 * a_step)
        return -nearest if seconds < 0 else nearest

    def text(self, steps: int) -> str:
        """So many steps as they are written: `7.7033`, `7.70` or `7:42`."""
        sign = "-" if steps < 0 else ""
        if self.hours is HourFormat.MINUTES:
            whole, minutes = divmod(abs(steps), 60)
            return f"{sign}{whole}:{minutes:02}"
        places = _PLACES[self.hours]
        whole, part = divmod(abs(steps), 10**places)
        return f"{sign}{whole}{self.decimal_mark.character}{part:0{places}}"

    def to_json(self) -> dict[str, Json]:
        """As the table and the ledger keep it."""
        return {
            "hours": self.hours.value,
            "separator": self.separator.value,
            "decimal_mark": self.decimal_mark.value,
        }

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> "FigureStyle":
        """From what `to_json` gave; exports from before there was a choice have the defaults."""
        return cls(
            HourFormat(facts.get("hours", HourFormat.FOUR_PLACES)),
            Separator(facts.get("separator", Separator.COMMA)),
            DecimalMark(facts.get("decimal_mark", DecimalMark.POINT)),
        )


# Seconds of so many steps.
_STEPS = {
    HourFormat.FOUR_PLACES: (9, 25),
    HourFormat.TWO_PLACES: (36, 1),
    HourFormat.MINUTES: (60, 1),
}
_PLACES = {HourFormat.FOUR_PLACES: 4, HourFormat.TWO_PLACES: 2}
