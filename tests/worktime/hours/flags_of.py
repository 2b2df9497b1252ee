"""The flags of some of Eli's shifts, and how they read."""

from datetime import date, datetime, timedelta

from tests.worktime.hours.shifts_of import BERLIN, LATER, book_of
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.timekeeping import local_date
from timeclock.worktime.hours.duties import BREAK_LIMIT
from timeclock.worktime.hours.sheet import CaseKind, Flag
from timeclock.worktime.hours.warnings import Watched, flags
from timeclock.worktime.shifts.record import ShiftRecord


def raised(
    rules: RuleSet | PayRules | RuleBook,
    *shifts: ShiftRecord,
    now: datetime = LATER,
    days: dict[date, int] | None = None,
    zone: str = BERLIN,
    limit: timedelta = timedelta(hours=14),
    job_wanted: datetime | None = None,
    break_limit: timedelta = BREAK_LIMIT,
) -> tuple[Flag, ...]:
    if isinstance(rules, RuleSet):
        rules = PayRules(overtime=rules)
    book = rules if isinstance(rules, RuleBook) else book_of(rules)
    watched = [
        Watched(
            each,
            local_date(each.timeline.started_at, zone),
            zone,
            limit,
            job_wanted,
            break_limit,
        )
        for each in shifts
    ]
    return flags(watched, days or {}, book, now)


def facts(found: tuple[Flag, ...]) -> list[tuple[str, str]]:
    return [(each.kind.value, each.sentence.replace("\N{NO-BREAK SPACE}", " ")) for each in found]


def kinds(found: tuple[Flag, ...]) -> list[CaseKind]:
    return [each.kind for each in found]
