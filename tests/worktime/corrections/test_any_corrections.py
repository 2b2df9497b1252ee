"""Whatever is added, changed, split, removed and taken back, before days are closed or after: what
is paid is what was said last, the ledger tells of it, and no two shifts overlap each other.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.fixtures.company import Company, Watch, found
from tests.worktime.corrections.scenes import assert_true, close_week, reopen_week, set_rules
from timeclock.company.pay_rules.choices import LateChanges
from timeclock.company.pay_rules.rules import PayRules
from timeclock.errors import Conflict, Invalid
from timeclock.storage.transactions import db
from timeclock.timekeeping import Interval
from timeclock.worktime.corrections.approval.asking import ask, propose
from timeclock.worktime.corrections.approval.deciding import approve, dispute, settle
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.corrections.reading.adjustments import adjustments
from timeclock.worktime.corrections.reading.queries import CorrectionView
from timeclock.worktime.shifts.queries import shifts_between

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
WEEK = timedelta(days=7)
spans = st.tuples(st.sampled_from([0, 1, 7, 8]), st.integers(6, 20), st.integers(1, 4))


@dataclass
class ExpectedParts:
    """What counts, kept by hand: the parts of each shift, and of each that was added late."""

    shifts: dict[int, tuple[Draft, ...]] = field(default_factory=dict)
    added: dict[int, tuple[Draft, ...]] = field(default_factory=dict)

    @property
    def parts(self) -> list[Interval]:
        every = [*self.shifts.values(), *self.added.values()]
        return sorted((d.interval for each in every for d in each), key=lambda span: span.start)

    @property
    def seconds(self) -> int:
        return sum(int(span.length(MONDAY).total_seconds()) for span in self.parts)


class AnyCorrections(RuleBasedStateMachine):
    """Two weeks of Eli's at the shop; each may be closed and opened again."""

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self.watch = watch
        self.watch.at(MONDAY + 2 * WEEK)
        self.company: Company = found()
        set_rules(self.company, PayRules(late_changes=LateChanges.ADJUST))
        self.eli, self.maya = self.company.eli.actor, self.company.maya.actor
        self.paper = ExpectedParts()
        self.closed: dict[int, dict[int, int]] = {}
        self.edits: list[tuple[CorrectionView, ExpectedParts]] = []
        for day in (0, 1, 7, 8):
            self.corrects(None, (self.draft((day, 8, 4)),), asks=day > 5)

    def teardown(self) -> None:
        assert_true(self.company)

    @rule(span=spans, asks=st.booleans())
    def adds(self, span: tuple[int, int, int], asks: bool) -> None:
        self.corrects(None, (self.draft(span),), asks)

    @precondition(lambda self: self.rows())
    @rule(pick=st.integers(0, 9), parts=st.lists(spans, max_size=2), asks=st.booleans())
    def changes(self, pick: int, parts: list[tuple[int, int, int]], asks: bool) -> None:
        rows = self.rows()
        shift_id = list(rows)[pick % len(rows)]
        self.corrects(shift_id, tuple(map(self.draft, parts)), asks)

    @precondition(lambda self: self.edits)
    @rule(pick=st.integers(0, 9))
    def takes_back(self, pick: int) -> None:
        edit, before = self.edits.pop(pick % len(self.edits))
        self.watch.later(minutes=1)
        dispute(self.eli, correction_id=edit.id, reason="No")
        try:
            settle(self.maya, correction_id=edit.id, keep=False, reason="Right")
        except Conflict as refused:
            if refused.code not in {"changed_since", "overlaps", "period_closed"}:
                raise
            return
        touched = {each for each in (edit.shift_id, *edit.shift_ids) if each is not None}
        for shift_id in touched:
            self.paper.shifts[shift_id] = before.shifts.get(shift_id, ())
        self.paper.added.pop(edit.id, None)

    @rule(week=st.integers(0, 1))
    def closes_or_opens(self, week: int) -> None:
        first, after = MONDAY + week * WEEK, MONDAY + (week + 1) * WEEK
        if week in self.closed:
            del self.closed[week]
            reopen_week(self.company, first.date())
        else:
            close_week(self.company, first.date(), after.date())
            self.closed[week] = self.rows(first, after)

    @invariant()
    def what_is_paid_is_what_was_said_last(self) -> None:
        rows = sum(self.rows().values())
        connection = db.session.connection()
        days = (MONDAY - WEEK).date(), (MONDAY + 9 * WEEK).date()
        booked = adjustments(connection, self.company.workspace_id, None, *days)
        late = sum(each.seconds for each in booked.get(self.company.eli.member_id, []))
        db.session.rollback()
        assert rows + late == self.paper.seconds
        for earlier, later in pairwise(self.paper.parts):
            assert earlier.end is not None
            assert earlier.end <= later.start

    @invariant()
    def nothing_of_a_closed_week_has_changed(self) -> None:
        for week, rows in self.closed.items():
            assert self.rows(MONDAY + week * WEEK, MONDAY + (week + 1) * WEEK) == rows

    def corrects(self, shift_id: int | None, drafts: tuple[Draft, ...], asks: bool) -> None:
        self.watch.later(minutes=1)
        try:
            if asks:
                done = ask(self.eli, shift_id=shift_id, drafts=drafts, reason="x")
                done = approve(self.maya, correction_id=done.id)
            else:
                done = propose(
                    self.maya,
                    member_id=self.company.eli.member_id,
                    shift_id=shift_id,
                    drafts=drafts,
                    reason="x",
                )
        except (Conflict, Invalid) as refused:
            if refused.code not in {"overlaps", "period_closed", "parts_overlap", "no_change"}:
                raise
            return
        if not asks:
            earlier = ExpectedParts(dict(self.paper.shifts), dict(self.paper.added))
            self.edits.append((done, earlier))
        self.write_down(done)

    def write_down(self, done: CorrectionView) -> None:
        if done.shift_ids and done.drafts:
            for shift_id, draft in zip(done.shift_ids, done.drafts, strict=True):
                self.paper.shifts[shift_id] = (draft,)
        elif done.shift_id is not None:
            self.paper.shifts[done.shift_id] = done.drafts
        else:
            self.paper.added[done.id] = done.drafts

    def rows(self, first: datetime = MONDAY, after: datetime = MONDAY + 2 * WEEK) -> dict[int, int]:
        """The seconds of each shift in the tables."""
        eli = self.company.eli.member_id
        every = shifts_between(self.company.workspace_id, eli, first, after)
        db.session.rollback()
        return {s.id: int(s.timeline.worked(MONDAY).total_seconds()) for s in every}

    def draft(self, span: tuple[int, int, int]) -> Draft:
        day, hour, length = span
        start = MONDAY + timedelta(days=day, hours=hour)
        end = min(start + timedelta(hours=length), MONDAY + timedelta(days=day, hours=22))
        return Draft(self.company.shop, start, end)


@pytest.mark.databases("sqlite")
@pytest.mark.usefixtures("company")
def test_any_corrections_come_out_as_on_paper(watch: Watch, thorough: bool) -> None:
    run_state_machine_as_test(
        lambda: AnyCorrections(watch),
        settings=settings(
            max_examples=400 if thorough else 15, stateful_step_count=30, deadline=None
        ),
    )
