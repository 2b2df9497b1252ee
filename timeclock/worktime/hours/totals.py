"""The sums of a timesheet, in seconds, and how an approval stores them; pure values."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of a sheet, in seconds; `premiums` by percent of the wage.

    `balance` is rounded less exact: what rounding has given (or, negative, taken) so far.
    """

    worked: int
    rounded: int
    paid_breaks: int
    unpaid_breaks: int
    unconfirmed: int
    premiums: Mapping[int, int]
    rounded_premiums: Mapping[int, int]

    @property
    def overtime(self) -> int:
        """Seconds that earn a premium, whatever its percent."""
        return sum(self.premiums.values())

    @property
    def balance(self) -> int:
        """Rounded less exact."""
        return self.rounded - self.worked

    def to_json(self) -> dict[str, int]:
        """As an approval keeps it."""
        facts = {
            "worked": self.worked,
            "rounded": self.rounded,
            "paid_breaks": self.paid_breaks,
            "unpaid_breaks": self.unpaid_breaks,
            "unconfirmed": self.unconfirmed,
        }
        facts |= {f"premium_{percent}": each for percent, each in sorted(self.premiums.items())}
        rounded = sorted(self.rounded_premiums.items())
        return facts | {f"rounded_premium_{percent}": each for percent, each in rounded}

    @classmethod
    def from_json(cls, facts: Mapping[str, int]) -> "Totals":
        """From what `to_json` gave."""
        return cls(
            facts["worked"],
            facts["rounded"],
            facts["paid_breaks"],
            facts["unpaid_breaks"],
            facts["unconfirmed"],
            by_percent(facts, "premium_"),
            by_percent(facts, "rounded_premium_"),
        )


def by_percent(facts: Mapping[str, int], start: str) -> dict[int, int]:
    """The facts that begin with a name and end with a percent of the wage, by percent."""
    return {int(n.removeprefix(start)): each for n, each in facts.items() if n.startswith(start)}
