"""The rules of pay of the API: lengths are in minutes, as they are set. Pure."""

from datetime import timedelta

from timeclock.api.bodies.rules import NAMES, OWN_NAMES, WEEKDAYS
from timeclock.api.shapes.people import Shape, Users, user, utc
from timeclock.api.shapes.timesheets import totals
from timeclock.timesheets.effects import Effect
from timeclock.timesheets.rule_versions import SetRules
from timeclock.workspaces.pay_rules import PayRules


def version(found: SetRules, users: Users) -> Shape:
    """Rules as somebody set them."""
    return {
        "id": found.id,
        "first_day": found.first_day.isoformat(),
        "rules": rules(found.rules),
        "set_by_user_id": user(users, found.set_by_id),
        "created_at": utc(found.created_at),
        "withdrawn_at": utc(found.withdrawn_at),
        "in_force": found.in_force,
        "may_be_withdrawn": found.may_be_withdrawn,
    }


def rules(found: PayRules) -> Shape:
    """Every rule, in the form in which it can be sent back."""
    facts = found.to_json()
    shape: Shape = {sent: facts[name] for name, sent in NAMES.items()}
    shape["first_weekday"] = WEEKDAYS[found.first_weekday].value
    shape["own"] = {sent: getattr(found.own, name) for name, sent in OWN_NAMES.items()}
    return shape


def effect(found: Effect, users: Users) -> Shape:
    """What other rules would do to the open days."""
    return {
        "first_day": found.first.isoformat(),
        "last_day": (found.after - timedelta(days=1)).isoformat(),
        "sentences": list(found.sentences),
        "people": [
            {
                "user_id": users[each.member_id],
                "before": totals(each.before),
                "after": totals(each.after),
                "moved_seconds": each.moved,
                "flags_before": each.flags_before,
                "flags_after": each.flags_after,
            }
            for each in found.members
        ],
    }
