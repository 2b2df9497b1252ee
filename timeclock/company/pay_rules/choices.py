"""What a company chooses between in its rules of pay."""

from enum import StrEnum


class PeriodKind(StrEnum):
    """How long a pay period is."""

    WEEKLY = "weekly"
    TWO_WEEKLY = "two_weekly"
    TWICE_MONTHLY = "twice_monthly"
    MONTHLY = "monthly"


class RuleSet(StrEnum):
    """Whose rules of overtime, breaks and rest apply; `own` takes the company's thresholds."""

    NONE = "none"
    US_FEDERAL = "us_federal"
    CALIFORNIA = "california"
    EU = "eu"
    GERMANY = "germany"
    SPAIN = "spain"
    OWN = "own"


class CountedOver(StrEnum):
    """What the overtime of stored rules is counted over.

    Rules stored before 0.2.0 have no word for it: they count what is booked on a day, and a change
    of rules inside a workweek counts for weeks from the next one on.
    """

    BOOKED_DAYS = "booked_days"
    WORKDAYS = "workdays"


class RoundedEnds(StrEnum):
    """Which ends the rounding of stored rules moves.

    Rules stored before 0.2.0 have no word for it: they round each shift by itself. OUTER takes
    shifts that touch as one: the point at which they touch is moved once for both.
    """

    EACH_SHIFT = "each_shift"
    OUTER = "outer"


class ShortBreaks(StrEnum):
    """Whether unpaid breaks of up to 20 minutes count as worked under the rule sets of the US.

    WORKED is the law's rule (29 CFR 785.18, IWC orders § 12). Rules stored before 0.2.0 have no
    word for it: AS_BEFORE pays what the kind of the break says, and is not offered.
    """

    WORKED = "worked"
    UNPAID = "unpaid"
    AS_BEFORE = "as_before"


class LateChanges(StrEnum):
    """What happens to a correction that would touch a closed period."""

    REFUSE = "refuse"
    ADJUST = "adjust"


class EditsCount(StrEnum):
    """When a manager's edit counts: at once, or when the person has confirmed it."""

    AT_ONCE = "at_once"
    ON_CONFIRMATION = "on_confirmation"


class ClaimedTimes(StrEnum):
    """Whether a time that a person gives afterwards for their own punch counts.

    WAIT: what is paid only because of it waits until another person confirms it. COUNT: it counts
    at once, at most 12 hours back. REFUSE: it is refused.
    """

    WAIT = "wait"
    COUNT = "count"
    REFUSE = "refuse"
