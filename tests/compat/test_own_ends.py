"""An end of one's own, out of the reach of the rule, or of a person who decides for themselves."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.compat.forgotten_doors import (
    EARLIER,
    FRIDAY,
    ForgottenShiftDoors,
    left_shift,
    state_of,
    status,
)
from timeclock.authority.actor import Role
from timeclock.company.pay_rules.choices import ClaimedTimes
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.company.people.membership import set_role
from timeclock.operations.verifying.checking import verify
from timeclock.timekeeping import utc_text
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

FAR_BACK = FRIDAY + timedelta(hours=8)

Gives = Callable[[ForgottenShiftDoors, datetime], int]
GIVES: dict[str, Gives] = {
    "API clock-out": lambda d, at: status(
        d.native("clock-out", d.bakery.eli, at=utc_text(at)),
    ),
    "API end": lambda d, at: status(
        d.native(f"shifts/{d.shift_id}/propose-end", d.bakery.eli, at=utc_text(at)),
    ),
    "Clockify stop": lambda d, at: status(
        d.clockify("PATCH", d.of_eli(), d.bakery.eli, end=utc_text(at)),
    ),
    "the page": lambda d, at: status(
        d.page(d.cast.eli, "/punch/left", shift=d.shift_id, at=utc_text(at)),
    ),
}
CONFIRMS: dict[str, Callable[[ForgottenShiftDoors], int]] = {
    "API": lambda d: status(d.native(f"shifts/{d.shift_id}/confirm-end", d.bakery.eli)),
    "the clock page": lambda d: status(
        d.page(d.cast.eli, "/punch/left/confirm", shift=d.shift_id),
    ),
    "the day's page": lambda d: status(
        d.page(d.cast.eli, f"/my/day/{FRIDAY.date()}/confirm-end", shift=d.shift_id),
    ),
}


def use(doors: ForgottenShiftDoors, rule: ClaimedTimes) -> None:
    rules = PayRules(claimed_times=rule)
    with doors.app.app_context():
        if rule is not PayRules().claimed_times:
            change_rules(doors.bakery.operator, first_day=ALWAYS, rules=rules)


def found(doors: ForgottenShiftDoors) -> str | None:
    with doors.app.app_context():
        assert verify(doors.bakery.workspace_id).problems == ()
        return state_of(left_shift(doors))


@pytest.mark.parametrize("way", CONFIRMS)
def test_to_confirm_an_end_out_of_reach_waits(doors: ForgottenShiftDoors, way: str) -> None:
    use(doors, ClaimedTimes.COUNT)
    doors.background()
    assert CONFIRMS[way](doors) < 400
    assert found(doors) == "proposed"


@pytest.mark.parametrize("rule", ClaimedTimes)
@pytest.mark.parametrize("way", [*GIVES, *CONFIRMS])
def test_a_person_who_decides_for_themselves_is_not_affected(
    doors: ForgottenShiftDoors, way: str, rule: ClaimedTimes
) -> None:
    use(doors, rule)
    with doors.app.app_context():
        operator, cast = doors.bakery.operator, doors.cast
        set_role(operator, member_id=cast.eli.member_id, role=Role.OWNER, revoke=False)
        for person in (cast.maya, cast.edda, cast.olive):
            deactivate_member(operator, member_id=person.member_id)
    if way in GIVES:
        assert GIVES[way](doors, EARLIER) < 400
    else:
        doors.background()
        assert CONFIRMS[way](doors) < 400
    assert found(doors) is None
