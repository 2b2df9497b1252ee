"""Any sequence of punches, corrections of the machine's clock and repeats, against plain paper."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.fixtures.company import Company, CompanyMember, Watch, hire
from tests.worktime.shifts.plain_model import ExpectedShifts, seconds
from tests.worktime.shifts.two_tellings import held_by_the_tables, told_by_the_ledger
from timeclock.authority.actor import Role
from timeclock.company.clocks.assigning import assign
from timeclock.errors import Conflict, Invalid
from timeclock.ledger.entry import Once
from timeclock.operations.verifying.checking import verify
from timeclock.storage.transactions import db
from timeclock.timekeeping import whole_second
from timeclock.worktime.shifts.answering import Punched
from timeclock.worktime.shifts.punching import (
    clock_in,
    clock_out,
    pause,
    resume,
    start_next_shift,
    switch_job,
)
from timeclock.worktime.shifts.queries import every_shift, open_shift
from timeclock.worktime.shifts.stopping import stop
from timeclock.worktime.shifts.timeline import PartKind
from timeclock.worktime.shifts.undoing import undo

MINUTE = timedelta(seconds=60)
jobs = st.sampled_from([0, 1, 2])
_names = iter(range(10**9))


class AnyDay(RuleBasedStateMachine):
    """Eli and his manager at one clock; what is refused on paper has to be refused by the clock."""

    def __init__(self, company: Company, watch: Watch) -> None:
        super().__init__()
        self.company, self.watch = company, watch
        self.paper = ExpectedShifts()
        self.before: tuple[ExpectedShifts, CompanyMember, datetime] | None = None
        self.last_at: datetime | None = None
        self.sent: tuple[Callable[[], Punched], Punched] | None = None

    @initialize()
    def begin(self) -> None:
        name = f"Eli{next(_names)}"
        at = f"@{self.company.workspace_id}.test"
        self.eli = hire(self.company.operator, name, Role.EMPLOYEE, at)
        assign(self.company.operator, clock_id=self.company.shop, member_id=self.eli.member_id)
        self.jobs = [None, self.company.baking, self.company.delivering]
        self.actors = {p: p.actor for p in (self.eli, self.company.maya)}
        self.watch.at("06:00")

    # Time

    @rule(by=st.integers(0, 900))
    def time_goes_on(self, by: int) -> None:
        self.watch.later(seconds=by, microseconds=7)

    @rule(by=st.integers(1, 300))
    def the_machines_clock_steps_back(self, by: int) -> None:
        self.watch.later(seconds=-by)

    # Punches

    @rule(job=jobs)
    def clocks_in(self, job: int) -> None:
        def act(once: Once) -> Punched:
            return clock_in(
                self.actors[self.eli],
                clock_id=self.company.shop,
                job_id=self.jobs[job],
                once=once,
            )

        if self.paper.open:
            self.refused(act, Conflict)
        else:
            self.recorded(act, self.eli, lambda t: self._in(t, job))

    @rule(job=jobs)
    def clocks_in_ending_what_runs(self, job: int) -> None:
        def act(once: Once) -> Punched:
            return start_next_shift(self.actors[self.eli], job_id=self.jobs[job], once=once)

        moment = self.moment
        if self.paper.open is not None:
            self.paper.open.append((moment, "out", None))
        self.recorded(act, self.eli, lambda t: self._in(t, job))

    @rule(paid=st.booleans())
    def pauses(self, paid: bool) -> None:
        def act(once: Once) -> Punched:
            kind = self.company.rest if paid else self.company.lunch
            return pause(self.actors[self.eli], kind_id=kind, once=once)

        if not self.paper.open:
            self.refused(act, Conflict)
        elif self.paper.on_break:
            self.nothing(act)
        else:
            self.recorded(act, self.eli, lambda t: self._say(t, "pause", paid))

    @rule()
    def resumes(self) -> None:
        def act(once: Once) -> Punched:
            return resume(self.actors[self.eli], once=once)

        if self.paper.open and self.paper.on_break:
            self.recorded(act, self.eli, lambda t: self._say(t, "resume"))
        else:
            self.nothing(act)

    @rule(job=jobs)
    def switches(self, job: int) -> None:
        def act(once: Once) -> Punched:
            return switch_job(self.actors[self.eli], job_id=self.jobs[job], once=once)

        if not self.paper.open:
            self.refused(act, Conflict)
        elif self.paper.job == self.jobs[job]:
            self.nothing(act)
        else:
            self.recorded(act, self.eli, lambda t: self._say(t, "job", self.jobs[job]))

    @rule(by_manager=st.booleans())
    def clocks_out(self, by_manager: bool) -> None:
        who = self.company.maya if by_manager else self.eli

        def act(once: Once) -> Punched:
            return clock_out(self.actors[who], member_id=self.eli.member_id, once=once)

        if not self.paper.open:
            self.refused(act, Conflict)
        else:
            self.recorded(act, who, lambda t: self._say(t, "out"))

    @rule(back=st.integers(-90, 3600), by_manager=st.booleans())
    def is_stopped_at_another_instant(self, back: int, by_manager: bool) -> None:
        who = self.company.maya if by_manager else self.eli
        end = whole_second(self.watch.now) - timedelta(seconds=back)

        def act(once: Once) -> Punched:
            return stop(
                self.actors[who], member_id=self.eli.member_id, reason="", end=end, once=once
            )

        if not self.paper.open:
            self.refused(act, Conflict)
        elif end < min(self.paper.starts[-1], self.moment) or end > self.moment + MINUTE:
            self.refused(act, Invalid)
        elif end >= self.moment:
            self.recorded(act, who, lambda t: self._say(t, "out"))
        else:
            self.recorded(act, who, lambda _: self.paper.end(end), at=end)

    @rule(by_manager=st.booleans())
    def undoes(self, by_manager: bool) -> None:
        who = self.company.maya if by_manager else self.eli

        def act(once: Once) -> Punched:
            return undo(self.actors[who], member_id=self.eli.member_id, once=once)

        earlier, whose, when = self.before or (None, None, self.watch.now)
        if whose != who or abs(self.watch.now - when) > MINUTE or self.contradicted:
            self.refused(act, Conflict)
        else:
            self.recorded(act, who, lambda _: setattr(self, "paper", earlier))
            self.before = None

    @rule()
    def sends_the_last_punch_again(self) -> None:
        if self.sent is not None:
            act, first = self.sent
            again = act()
            assert again.replayed
            assert (again.shift, again.position, again.kind) == (
                first.shift,
                first.position,
                first.kind,
            )

    # What every act has in common

    @property
    def moment(self) -> datetime:
        """When a punch counts from: now, but not before a last one that is nearly now."""
        return whole_second(self.watch.now) if self.contradicted else self.latest

    @property
    def latest(self) -> datetime:
        said = [event[0] for event in self.paper.open or ()]
        return max([whole_second(self.watch.now), *filter(None, [self.last_at]), *said])

    @property
    def contradicted(self) -> bool:
        """Whether the last punch is so far in the future that its clock was wrong."""
        return self.latest > whole_second(self.watch.now) + 2 * MINUTE

    def recorded(
        self,
        act: Callable[[Once], Punched],
        who: CompanyMember,
        write: Callable[[datetime], object],
        at: datetime | None = None,
    ) -> None:
        once = Once.of(f"{self.eli.member_id}-{next(_names)}", {})
        moment = self.moment
        if self.contradicted:
            self.paper.draw_back(moment)
        self.before = (self.paper.copy(), who, self.watch.now)
        write(moment)
        first = act(once)
        assert (first.changed, first.replayed) == (True, False)
        assert first.at == (at or moment)
        self.last_at = first.at
        self.sent = (lambda: act(once), first)

    def refused(self, act: Callable[[Once], Punched], kind: type[Exception]) -> None:
        with pytest.raises(kind):
            act(Once.of(f"{self.eli.member_id}-{next(_names)}", {}))

    def nothing(self, act: Callable[[Once], Punched]) -> None:
        punched = act(Once.of(f"{self.eli.member_id}-{next(_names)}", {}))
        assert (punched.changed, punched.position) == (False, None)

    def _in(self, moment: datetime, job: int) -> None:
        self.paper.shifts.append([(moment, "in", self.jobs[job])])

    def _say(self, moment: datetime, kind: str, what: int | bool | None = None) -> None:
        assert self.paper.open is not None
        self.paper.open.append((moment, kind, what))

    # What has to hold

    @invariant()
    def the_clock_shows_what_the_paper_says(self) -> None:
        if not hasattr(self, "eli"):
            return
        found = open_shift(self.company.workspace_id, self.eli.member_id)
        if self.paper.open is None:
            assert found is None
            return
        assert found is not None
        line = found.timeline
        assert line.started_at == self.paper.open[0][0]
        assert line.current_job_id == self.paper.job
        resting = self.paper.on_break
        assert (line.open_pause.started_at if line.open_pause else None) == (
            resting[0] if resting else None
        )
        assert (line.open_pause.paid if line.open_pause else None) == (
            resting[2] if resting else None
        )

    def teardown(self) -> None:
        if not hasattr(self, "eli"):
            return
        now = self.moment
        kept = [s for s in self._stored() if not s.voided]
        assert [s.timeline.started_at for s in kept] == self.paper.starts
        for shift, events in zip(kept, self.paper.shifts, strict=True):
            spent: Counter[str] = Counter()
            for part in shift.timeline.parts():
                rest = part.pause and ("paid rest" if part.pause.paid else "unpaid rest")
                length = int(part.interval.length(now).total_seconds())
                assert (part.kind is PartKind.BREAK) == (rest is not None)
                spent[rest or f"job {part.job_id}"] += length
            on_paper = seconds(events, now)
            assert +spent == on_paper
            worked = sum(on_paper.values()) - on_paper["unpaid rest"]
            assert shift.timeline.worked(now) == timedelta(seconds=worked)
        assert verify(self.company.workspace_id).problems == ()
        assert told_by_the_ledger(self.eli) == held_by_the_tables(self.eli)

    def _stored(self) -> Any:
        with db.engine.connect() as connection:
            return every_shift(connection, self.company.workspace_id, self.eli.member_id)


@pytest.mark.databases("sqlite")
def test_any_day_comes_out_as_on_paper(company: Company, watch: Watch, thorough: bool) -> None:
    run_state_machine_as_test(
        lambda: AnyDay(company, watch),
        settings=settings(
            max_examples=400 if thorough else 40, stateful_step_count=40, deadline=None
        ),
    )
