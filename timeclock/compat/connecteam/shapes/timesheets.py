"""Timesheet totals as Connecteam shows them: decimal hours by person and day. Pure."""

from collections.abc import Iterable
from datetime import date

from typing_extensions import TypedDict

from timeclock.compat.connecteam.shapes.shifts import ConnecteamPunch
from timeclock.wire.formats import DayText
from timeclock.worktime.hours.paid_parts import Category, PaidPart

_HOUR = 3600


class PayRuleOfItem(TypedDict):
    """By which rule hours are paid: plainly, or as overtime of a percent of the wage."""

    id: str
    code: str
    type: str


class PayItem(TypedDict):
    """Hours that are paid by one rule. There are no pay rates here."""

    hours: float
    payRule: PayRuleOfItem


class DailyActivity(TypedDict, total=False):
    """A part of a shift that begins on the day; one that runs has no end."""

    timeActivityId: str
    start: ConnecteamPunch
    end: ConnecteamPunch


class DailyRecord(TypedDict):
    """What a person has on a day at the clock; total hours are work and paid breaks."""

    date: DayText
    dailyTotalHours: float
    dailyTotalWorkHours: float
    dailyTotalPaidBreakHours: float
    dailyTotalUnpaidBreakHours: float
    isApproved: bool
    isSubmitted: bool
    isLocked: bool
    payItems: list[PayItem]
    records: list[DailyActivity]


class UserTimesheet(TypedDict):
    """A person's days, in order."""

    userId: int
    dailyRecords: list[DailyRecord]


class ConnecteamTimesheet(TypedDict):
    """The totals of a clock."""

    startDate: DayText
    endDate: DayText
    users: list[UserTimesheet]


class SheetFlags(TypedDict):
    """How far the timesheet of a day has come."""

    isApproved: bool
    isSubmitted: bool
    isLocked: bool


def daily(
    day: date,
    parts: Iterable[PaidPart],
    standing: SheetFlags,
    records: list[DailyActivity],
) -> DailyRecord:
    """A day of parts at one clock."""
    rests = {Category.PAID_BREAK: 0, Category.UNPAID_BREAK: 0}
    items: dict[int, int] = {}
    for part in parts:
        if part.category in rests:
            rests[part.category] += part.seconds
        elif part.rounded is not None:
            percent = part.percent or 100
            items[percent] = items.get(percent, 0) + part.seconds
    total, paid_rest = sum(items.values()), rests[Category.PAID_BREAK]
    return {
        "date": day.isoformat(),
        "dailyTotalHours": hours(total),
        "dailyTotalWorkHours": hours(total - paid_rest),
        "dailyTotalPaidBreakHours": hours(paid_rest),
        "dailyTotalUnpaidBreakHours": hours(rests[Category.UNPAID_BREAK]),
        **standing,
        "payItems": [_item(percent, items[percent]) for percent in sorted(items)],
        "records": records,
    }


def hours(seconds: int) -> float:
    """Decimal hours with four places."""
    return round(seconds / _HOUR, 4)


def _item(percent: int, seconds: int) -> PayItem:
    if percent == 100:
        rule: PayRuleOfItem = {"id": "regular", "code": "REG", "type": "regular"}
    else:
        rule = {"id": f"overtime-{percent}", "code": f"OT{percent}", "type": "overtime"}
    return {"hours": hours(seconds), "payRule": rule}
