"""What a company should know of rules that it has chosen: what courts have refused; pure."""

from collections.abc import Iterator

from timeclock.company.pay_rules.choices import RuleSet, ShortBreaks
from timeclock.company.pay_rules.rules import US_RULES, PayRules
from timeclock.messages import Sentence, Verbatim
from timeclock.worktime.hours.sheet import FigureSource

_ROUNDING = {
    RuleSet.CALIFORNIA: FigureSource(
        Sentence("Rounding in California"),
        Sentence(
            "Courts have refused it where the exact time is recorded, as it is here: Camp v. Home "
            "Depot (2022) 84 Cal.App.5th 638, under review by the California Supreme Court "
            "(S277518) since 2023. See's Candy Shops v. Superior Court (2012) 210 Cal.App.4th 889 "
            "had allowed rounding that is neutral over time."
        ),
    ),
    RuleSet.GERMANY: FigureSource(
        Sentence("Rounding in Germany"),
        Sentence(
            "Work that was done has to be paid (§ 611a(2) BGB), and the record proves how long it "
            "was: a court can refuse rounding that takes time from a person."
        ),
    ),
}
_SHORT_BREAKS = FigureSource(
    Verbatim("29 CFR 785.18"),
    Sentence(
        "Breaks of up to 20 min are hours worked in the United States, whatever the company says. "
        "These rules leave them unpaid."
    ),
)


def cautions(rules: PayRules) -> tuple[FigureSource, ...]:
    """What to know of these rules before they hold; none for most."""
    return tuple(_cautions(rules))


def _cautions(rules: PayRules) -> Iterator[FigureSource]:
    if rules.rounding and rules.overtime in _ROUNDING:
        yield _ROUNDING[rules.overtime]
    if rules.overtime in US_RULES and rules.short_breaks is not ShortBreaks.WORKED:
        yield _SHORT_BREAKS
