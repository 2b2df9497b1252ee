"""A shift of one's own, as a form or an address names it."""

from timeclock.web.clock.forms import number_or_none
from timeclock.web.clock.panel import Person
from timeclock.worktime.shifts.forgetting import shift_not_found
from timeclock.worktime.shifts.queries import shift
from timeclock.worktime.shifts.record import ShiftRecord


def own_shift(person: Person, number: str | None) -> ShiftRecord:
    """The person's shift of that id. Raises NotFound for somebody else's as for none."""
    found = shift(person.workspace_id, number_or_none(number) or 0)
    if found is None or found.member_id != person.member_id or found.voided:
        raise shift_not_found()
    return found
