"""Bounds on how much of a list one answer holds."""

from dataclasses import dataclass

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a list: `number` counts from 1, `size` is at most MOST_ROWS."""

    number: int = 1
    size: int = 50

    @classmethod
    def clamped(cls, number: int, size: int) -> "Page":
        """The nearest page that may be asked for."""
        return cls(min(max(number, 1), 1_000_000), min(max(size, 1), MOST_ROWS))

    @property
    def offset(self) -> int:
        """How many rows come before it."""
        return (self.number - 1) * self.size
