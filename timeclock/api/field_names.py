"""Fields that callers know by another name than the product does, by noun. Pure."""

from collections.abc import Mapping

from timeclock.company.pay_rules.fields import fields_of
from timeclock.company.pay_rules.rules import OwnRules, PayRules

# A stated time has one name, whichever act it is for.
OF_PUNCHES: Mapping[str, str] = {
    "end": "at",
    "start": "at",
    "timestamp": "at",
    "zone": "timezone",
}
_OF_PERIODS = {"first_day": "first"}
BELOW: Mapping[str, Mapping[str, str]] = {
    "corrections": {"start": "started_at", "end": "ended_at"},
    "timesheets/lines": {"first_day": "period"},
    "timesheets": _OF_PERIODS,
    "periods": _OF_PERIODS,
    "clocks": {"zone": "timezone"},
    "workspace": {"zone": "timezone", "tolerance": "tolerance_seconds"},
    "keys": {"member": "user_id"},
    "kiosks": {"clock": "clock_id"},
    "badges": {"member": "user_id", "badge": "text"},
    "exports": {"first": "first_day", "last": "last_day"},
    "rules": {each.name: f"rules.{each.sent_name}" for each in fields_of(PayRules)}
    | {f"own_{each.name}": f"rules.own.{each.sent_name}" for each in fields_of(OwnRules)},
}
