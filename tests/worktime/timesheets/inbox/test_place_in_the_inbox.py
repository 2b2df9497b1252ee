"""A case keeps its place in the inbox, whatever happens to its shift meanwhile."""

from datetime import timedelta

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.timesheets.at_work import wall, work
from timeclock.worktime.shifts.forgetting import confirm_end, propose_end, undo_confirmation
from timeclock.worktime.shifts.punching import clock_out
from timeclock.worktime.timesheets.inbox.listing import cases


@pytest.mark.parametrize("is_said", [True, False])
def test_a_confirmation_that_is_undone_comes_back_at_its_place(
    company: Company, watch: Watch, *, is_said: bool
) -> None:
    edda, eli = company.edda.actor, company.eli
    forgotten = work(watch, eli, company.shop, "2026-03-02 08:00", None)
    watch.at(wall("2026-03-03 07:00"))
    if is_said:
        propose_end(eli.actor, shift_id=forgotten, end=wall("2026-03-02 16:00"))
    else:
        clock_out(eli.actor)
    (first,) = cases(edda, watch.now)
    assert first.since == watch.now
    newer = work(watch, company.otto, company.yard, "2026-03-03 08:00", None)
    watch.at(wall("2026-03-05 07:00"))
    assert [case.shift_id for case in cases(edda, watch.now)] == [forgotten, newer]
    confirm_end(edda, shift_id=forgotten)
    watch.later(seconds=30)
    undo_confirmation(edda, shift_id=forgotten)
    back, _newer = cases(edda, watch.now + timedelta(seconds=1))
    assert (back.key, back.since) == (first.key, first.since)
