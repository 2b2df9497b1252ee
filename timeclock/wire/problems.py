"""What is wrong with a request's values, precise enough for each door to say it in its words."""

from dataclasses import dataclass
from enum import StrEnum

from timeclock.errors import Invalid
from timeclock.messages import Sentence, as_sentence


class RequestPart(StrEnum):
    """The part of a request that a value came in."""

    BODY = "body"
    HEADER = "header"
    PATH = "path"
    QUERY = "query"


class Fault(StrEnum):
    """What kind of wrong it is."""

    UNREADABLE = "unreadable"
    MISSING = "missing"
    NULL = "null"
    WHOLE = "whole_number"
    NUMBER = "number"
    TEXT = "text"
    FLAG = "boolean"
    OBJECT = "object"
    LIST = "list"
    TIME = "time"
    DAY = "day"
    RANGE = "range"
    ZONE = "zone"
    UNKNOWN = "unknown_field"
    UNACCEPTABLE = "unacceptable"


@dataclass(frozen=True, slots=True)
class Problem:
    """One value at fault: where it came in, its path there, and a text about it."""

    fault: Fault
    path: tuple[str | int, ...]
    text: str | Sentence
    place: RequestPart = RequestPart.BODY

    @property
    def sentence(self) -> str:
        """What is wrong, in the language of its reader."""
        return str(as_sentence(self.text, {}))

    @property
    def field(self) -> str:
        """The path as one text, `location.latitude`."""
        return ".".join(str(step) for step in self.path)


class BadRequest(Invalid):
    """One or more values of a request cannot be read."""

    def __init__(self, *problems: Problem) -> None:
        first = problems[0]
        super().__init__(
            f"invalid_{first.place}", first.text, field=first.field if first.path else None
        )
        self.problems = problems
