"""A time that a person gives afterwards is paid only as the company's rule says.

tests/worktime/paid_time has the table of every channel, role and rule.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.fixtures.company import Company, CompanyMember, Watch
from tests.worktime.corrections.scenes import assert_true, close_week
from timeclock.authority.actor import Actor, Door
from timeclock.company.clocks.assigning import assign
from timeclock.company.clocks.break_kinds import add_break_kind
from timeclock.company.pay_rules.choices import ClaimedTimes
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.errors import Outdated, ProductError
from timeclock.ledger.entry import Once
from timeclock.worktime.corrections.approval.asking import ask
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.hours.sheet import CaseKind, LineKind
from timeclock.worktime.shifts.answering import Punched
from timeclock.worktime.shifts.backdating import tell_rest, tell_worked
from timeclock.worktime.shifts.forgetting import confirm_end
from timeclock.worktime.shifts.punching import (
    clock_in,
    clock_out,
    pause,
    resume,
    start_next_shift,
)
from timeclock.worktime.shifts.queries import open_shift, shift
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd
from timeclock.worktime.shifts.stopping import leave_from_break, stop
from timeclock.worktime.shifts.undoing import undo
from timeclock.worktime.timesheets.approval.approving import approve
from timeclock.worktime.timesheets.inbox.listing import cases
from timeclock.worktime.timesheets.inbox.waiting import waiting_count
from timeclock.worktime.timesheets.reading.sheets import sheet_of
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

DAY = date(2026, 3, 2)
HOUR = 3600
OUT_AT = "17:00"


def at(time: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-02T{time}+00:00").astimezone(UTC)


def use(company: Company, rule: ClaimedTimes) -> None:
    if rule is not PayRules().claimed_times:
        change_rules(company.olive.actor, first_day=ALWAYS, rules=PayRules(claimed_times=rule))


def paid(company: Company, who: CompanyMember, now: datetime, day: date = DAY) -> tuple[int, int]:
    """Seconds worked and seconds unconfirmed of a day."""
    totals = sheet_of(company.workspace_id, who.member_id, day, day + timedelta(days=1), now).totals
    assert totals.rounded == totals.worked
    return totals.worked, totals.unconfirmed


def shift_of(punched: Punched) -> ShiftRecord:
    assert punched.shift is not None
    return punched.shift


def fresh(company: Company, record: ShiftRecord) -> ShiftRecord:
    found = shift(company.workspace_id, record.id)
    assert found is not None
    return found


@dataclass(frozen=True)
class Way:
    """A way to give a time afterwards: what comes before, the act, and what it gives to pay.

    `vouched` hours are paid in any case at 17:00, `claimed` hours only because of the claim.
    """

    before: Callable[[Company, Watch, CompanyMember], object]
    act: Callable[[Company, Actor, CompanyMember], Punched]
    vouched: float
    claimed: float


def nothing(company: Company, watch: Watch, who: CompanyMember) -> None:
    watch.at("12:00")


def in_since_eight(company: Company, watch: Watch, who: CompanyMember) -> None:
    watch.at("08:00")
    clock_in(who.actor, clock_id=company.shop)
    watch.at("12:00")


def at_lunch_since_nine(company: Company, watch: Watch, who: CompanyMember) -> None:
    watch.at("08:00")
    clock_in(who.actor, clock_id=company.shop)
    watch.at("09:00")
    pause(who.actor, kind_id=company.lunch)
    watch.at("12:00")


WAYS: dict[str, Way] = {
    "clocks in from 09:00": Way(
        nothing,
        lambda c, a, w: clock_in(a, member_id=w.member_id, clock_id=c.shop, claimed=at("09:00")),
        5,
        3,
    ),
    "starts the next shift from 09:00 while off": Way(
        nothing,
        lambda c, a, w: start_next_shift(
            a, member_id=w.member_id, clock_id=c.shop, claimed=at("09:00")
        ),
        5,
        3,
    ),
    "starts the next shift from 10:00 while working": Way(
        in_since_eight,
        lambda c, a, w: start_next_shift(
            a, member_id=w.member_id, clock_id=c.shop, claimed=at("10:00")
        ),
        9,
        0,
    ),
    "starts the next shift from 10:00 on an unpaid break": Way(
        at_lunch_since_nine,
        lambda c, a, w: start_next_shift(
            a, member_id=w.member_id, clock_id=c.shop, claimed=at("10:00")
        ),
        6,
        2,
    ),
    "pauses from 11:00": Way(
        in_since_eight,
        lambda c, a, w: pause(a, member_id=w.member_id, kind_id=c.lunch, claimed=at("11:00")),
        3,
        0,
    ),
    "resumes from 10:00": Way(
        at_lunch_since_nine,
        lambda c, a, w: resume(a, member_id=w.member_id, claimed=at("10:00")),
        6,
        2,
    ),
    "clocks out from 10:00": Way(
        in_since_eight,
        lambda c, a, w: clock_out(a, member_id=w.member_id, end=at("10:00")),
        2,
        0,
    ),
    "clocks out from 10:00 on an unpaid break": Way(
        at_lunch_since_nine,
        lambda c, a, w: clock_out(a, member_id=w.member_id, end=at("10:00")),
        1,
        0,
    ),
    "leaves from a break at 10:00": Way(
        at_lunch_since_nine,
        lambda c, a, w: leave_from_break(a, member_id=w.member_id, claimed=at("10:00")),
        1,
        0,
    ),
    "tells of work from 08:00 to 11:00": Way(
        nothing,
        lambda c, a, w: tell_worked(a, member_id=w.member_id, start=at("08:00"), end=at("11:00")),
        0,
        3,
    ),
    "tells of a break from 10:00 to 10:30": Way(
        in_since_eight,
        lambda c, a, w: tell_rest(a, member_id=w.member_id, start=at("10:00"), end=at("10:30")),
        8.5,
        0,
    ),
}


def finish(company: Company, watch: Watch, who: CompanyMember) -> datetime:
    """Out at 17:00, if still in; a break under way lasts until then."""
    now = watch.at(OUT_AT)
    if open_shift(company.workspace_id, who.member_id) is not None:
        clock_out(who.actor)
    return now


@pytest.mark.parametrize("way", WAYS)
class TestOnesOwn:
    def test_is_paid_once_it_is_confirmed(self, company: Company, watch: Watch, way: str) -> None:
        how, eli = WAYS[way], company.eli
        how.before(company, watch, eli)
        told = shift_of(how.act(company, eli.actor, eli))
        now = finish(company, watch, eli)
        if how.claimed:
            confirmed = shift_of(confirm_end(company.maya.actor, shift_id=told.id))
            assert (confirmed.unconfirmed, confirmed.claims.waits) == (None, ())
            assert confirmed.claims.given == fresh(company, told).claims.given
        assert paid(company, eli, now) == ((how.vouched + how.claimed) * HOUR, 0)
        assert CaseKind.CLAIMED_TIME not in [each.kind for each in cases(company.maya.actor, now)]
        assert waiting_count(company.maya.actor, now) == 0
        assert_true(company)

    def test_of_an_owner_waits_for_another_person(
        self, company: Company, watch: Watch, way: str
    ) -> None:
        how, olive = WAYS[way], company.olive
        how.before(company, watch, olive)
        how.act(company, olive.actor, olive)
        now = finish(company, watch, olive)
        assert paid(company, olive, now) == (how.vouched * HOUR, how.claimed * HOUR)

    def test_counts_where_no_other_person_decides(
        self, company: Company, watch: Watch, way: str
    ) -> None:
        how, nora, operator = WAYS[way], company.nora, Actor.operator(company.nora.workspace_id)
        assign(operator, clock_id=company.furnace, member_id=nora.member_id)
        foundry = replace(
            company,
            workspace_id=nora.workspace_id,
            shop=company.furnace,
            lunch=add_break_kind(
                operator, clock_id=company.furnace, name="Lunch", paid=False, minutes=30
            ),
        )
        how.before(foundry, watch, nora)
        told = shift_of(how.act(foundry, nora.actor, nora))
        now = finish(foundry, watch, nora)
        assert paid(foundry, nora, now) == ((how.vouched + how.claimed) * HOUR, 0)
        assert fresh(foundry, told).claims.given


def claimed_shift(company: Company, watch: Watch) -> ShiftRecord:
    """Eli clocks in at noon and says that he began at nine."""
    watch.at("12:00")
    return shift_of(clock_in(company.eli.actor, clock_id=company.shop, claimed=at("09:00")))


def refusal_of(act: Callable[[], object]) -> str:
    with pytest.raises(ProductError) as refused:
        act()
    return refused.value.code


class TestConfirming:
    def test_the_shift_may_still_be_open(self, company: Company, watch: Watch) -> None:
        begun = claimed_shift(company, watch)
        watch.at("12:30")
        confirmed = shift_of(confirm_end(company.maya.actor, shift_id=begun.id))
        assert confirmed.timeline == begun.timeline
        assert paid(company, company.eli, watch.at("13:00")) == (4 * HOUR, 0)
        assert_true(company)

    @pytest.mark.parametrize(
        ("who", "code"),
        [
            ("eli", "own_decision"),
            ("otto", "shift_not_found"),
            ("yann", "shift_not_found"),
            ("nora", "shift_not_found"),
        ],
    )
    def test_others_may_not(self, company: Company, watch: Watch, who: str, code: str) -> None:
        begun = claimed_shift(company, watch)
        actor = getattr(company, who).actor
        assert refusal_of(lambda: confirm_end(actor, shift_id=begun.id)) == code

    @pytest.mark.parametrize("who", ["maya", "edda", "olive"])
    def test_managers_may(self, company: Company, watch: Watch, who: str) -> None:
        begun = claimed_shift(company, watch)
        confirm_end(getattr(company, who).actor, shift_id=begun.id)
        again = refusal_of(lambda: confirm_end(company.maya.actor, shift_id=begun.id))
        assert again == "nothing_to_confirm"

    def test_only_what_was_seen(self, company: Company, watch: Watch) -> None:
        begun = claimed_shift(company, watch)
        watch.at("13:00")
        pause(company.eli.actor, kind_id=company.lunch)
        watch.at("15:00")
        resume(company.eli.actor, claimed=at("13:30"))
        with pytest.raises(Outdated):
            confirm_end(company.maya.actor, shift_id=begun.id, expected=(begun.version,))
        assert paid(company, company.eli, watch.at("15:00")) == (1 * HOUR, 4.5 * HOUR)
        found = fresh(company, begun)
        confirm_end(company.maya.actor, shift_id=begun.id, expected=(found.version,))
        assert paid(company, company.eli, watch.at("15:00")) == (5.5 * HOUR, 0)

    def test_a_sheet_is_not_approved_before(self, company: Company, watch: Watch) -> None:
        begun = claimed_shift(company, watch)
        clock_out(company.eli.actor)
        watch.at(datetime(2026, 3, 9, 8, tzinfo=UTC))
        who = company.eli.member_id
        refused = refusal_of(lambda: approve(company.maya.actor, member_id=who, first_day=DAY))
        assert refused == "in_the_way"
        confirm_end(company.maya.actor, shift_id=begun.id)
        approve(company.maya.actor, member_id=who, first_day=DAY)


class TestWhatFollows:
    def test_an_earlier_clock_out_leaves_only_what_is_before(
        self, company: Company, watch: Watch
    ) -> None:
        claimed_shift(company, watch)
        watch.at("12:10")
        clock_out(company.eli.actor, end=at("11:00"))
        assert paid(company, company.eli, watch.now) == (0, 2 * HOUR)
        assert_true(company)

    def test_an_undone_claim_is_gone(self, company: Company, watch: Watch) -> None:
        at_lunch_since_nine(company, watch, company.eli)
        resume(company.eli.actor, claimed=at("10:00"))
        restored = shift_of(undo(company.eli.actor))
        assert (restored.claims.given, restored.claims.waits, restored.unconfirmed) == (
            (),
            (),
            None,
        )
        assert_true(company)

    def test_a_forgotten_shift_says_nothing_of_the_next_one(
        self, company: Company, watch: Watch
    ) -> None:
        eli, tuesday = company.eli, date(2026, 3, 3)
        watch.at("08:00")
        clock_in(eli.actor, clock_id=company.shop)
        watch.at(datetime(2026, 3, 3, 12, tzinfo=UTC))
        began = datetime(2026, 3, 3, 2, tzinfo=UTC)
        start_next_shift(eli.through(Door.CLOCKIFY), member_id=eli.member_id, claimed=began)
        now = watch.later(hours=1)
        assert paid(company, eli, now) == (0, 18 * HOUR)
        assert paid(company, eli, now, tuesday) == (1 * HOUR, 10 * HOUR)
        assert_true(company)

    def test_a_forgotten_end_confirms_both_at_once(self, company: Company, watch: Watch) -> None:
        begun = claimed_shift(company, watch)
        now = watch.at(datetime(2026, 3, 4, 8, tzinfo=UTC))
        stop(company.maya.actor, member_id=company.eli.member_id, reason="Left", end=at("17:00"))
        assert paid(company, company.eli, now) == (5 * HOUR, 3 * HOUR)
        confirm_end(company.edda.actor, shift_id=begun.id)
        assert paid(company, company.eli, now) == (8 * HOUR, 0)
        assert_true(company)

    def test_a_correction_of_its_times_confirms_it(self, company: Company, watch: Watch) -> None:
        begun = claimed_shift(company, watch)
        watch.at("17:00")
        clock_out(company.eli.actor)
        record = fresh(company, begun)
        drafts = (replace(Draft.of(record), started_at=at("10:00")),)
        ask(company.eli.actor, shift_id=begun.id, drafts=drafts, reason="It was ten")
        assert paid(company, company.eli, watch.now) == (5 * HOUR, 3 * HOUR)

    def test_a_line_of_the_day_says_what_waits(self, company: Company, watch: Watch) -> None:
        claimed_shift(company, watch)
        now = watch.at("13:00")
        day = sheet_of(
            company.workspace_id, company.eli.member_id, DAY, DAY + timedelta(days=1), now
        ).day(DAY)
        assert day.grows
        assert [(line.kind, line.seconds) for line in day.lines] == [
            (LineKind.SHIFT, 4 * HOUR),
            (LineKind.GIVEN_AFTERWARDS, 0),
            (LineKind.CLAIMED, -3 * HOUR),
        ]
        given, waits = day.lines[1:]
        assert str(given.sentence) == "10:00 was given afterwards, at 13:00 on 2 March."
        assert str(waits.sentence) == (
            "10:00 to 13:00 depends on a time given afterwards and is not confirmed yet. Until "
            "then it is not paid."
        )


class TestHowFarBack:
    LAST_WEEK = datetime(2026, 2, 24, 8, tzinfo=UTC)

    def tell(self, company: Company, who: CompanyMember, actor: Actor | None = None) -> Punched:
        end = self.LAST_WEEK + timedelta(hours=3)
        return tell_worked(
            actor or who.actor, member_id=who.member_id, start=self.LAST_WEEK, end=end
        )

    def test_any_open_day_where_claims_wait(self, company: Company, watch: Watch) -> None:
        now = watch.at("12:00")
        self.tell(company, company.eli)
        assert paid(company, company.eli, now, date(2026, 2, 24)) == (0, 3 * HOUR)
        assert_true(company)

    def test_twelve_hours_where_they_count(self, company: Company, watch: Watch) -> None:
        use(company, ClaimedTimes.COUNT)
        watch.at("12:00")
        assert refusal_of(lambda: self.tell(company, company.eli)) == "claim_too_old"

    def test_no_closed_day(self, company: Company, watch: Watch) -> None:
        close_week(company, date(2026, 2, 23), DAY)
        watch.at("12:00")
        assert refusal_of(lambda: self.tell(company, company.eli)) == "period_closed"

    @pytest.mark.parametrize("rule", ClaimedTimes)
    def test_the_future_never(self, company: Company, watch: Watch, rule: ClaimedTimes) -> None:
        use(company, rule)
        now = watch.at("12:00")
        ahead = now + timedelta(minutes=5)
        act = lambda: clock_in(company.eli.actor, clock_id=company.shop, claimed=ahead)  # noqa: E731
        assert refusal_of(act) == "end_in_future"

    @pytest.mark.parametrize("rule", ClaimedTimes)
    def test_within_the_tolerance_it_is_a_punch(
        self, company: Company, watch: Watch, rule: ClaimedTimes
    ) -> None:
        use(company, rule)
        now = watch.at("12:00")
        claimed = now - timedelta(seconds=119)
        begun = shift_of(clock_in(company.eli.actor, clock_id=company.shop, claimed=claimed))
        assert (begun.timeline.started_at, begun.unconfirmed) == (claimed, None)
        assert not begun.claims

    @pytest.mark.parametrize("rule", [ClaimedTimes.WAIT, ClaimedTimes.COUNT])
    def test_the_end_of_a_forgotten_shift_may_be_on_any_day_and_waits_there(
        self, company: Company, watch: Watch, rule: ClaimedTimes
    ) -> None:
        use(company, rule)
        watch.at("08:00")
        clock_in(company.eli.actor, clock_id=company.shop)
        watch.at(datetime(2026, 3, 4, 8, tzinfo=UTC))
        ended = shift_of(clock_out(company.eli.actor, end=at("16:00")))
        assert ended.unconfirmed is UnconfirmedEnd.PROPOSED


def test_a_repeated_claim_is_answered_as_before(company: Company, watch: Watch) -> None:
    watch.at("12:00")
    once = Once("punch 1", b"the same")
    acts = [
        clock_in(company.eli.actor, clock_id=company.shop, claimed=at("09:00"), once=once)
        for _ in range(2)
    ]
    assert [each.replayed for each in acts] == [False, True]
    assert shift_of(acts[1]).claims == shift_of(acts[0]).claims


class TestNoteOfOnesOwn:
    def test_of_ones_own_shift_changes_at_once(self, company: Company, watch: Watch) -> None:
        in_since_eight(company, watch, company.eli)
        ended = shift_of(clock_out(company.eli.actor))
        draft = replace(Draft.of(ended), note="Rolls", job_id=company.baking)
        found = ask(company.eli.actor, shift_id=ended.id, drafts=(draft,), reason="Wrong job")
        assert found.state is CorrectionState.APPROVED
        changed = fresh(company, ended)
        assert (changed.note, changed.timeline.job_id) == ("Rolls", company.baking)
        assert_true(company)

    def test_does_not_confirm_a_time(self, company: Company, watch: Watch) -> None:
        begun = claimed_shift(company, watch)
        watch.at("17:00")
        ended = shift_of(clock_out(company.eli.actor))
        draft = replace(Draft.of(ended), note="Rolls")
        ask(company.eli.actor, shift_id=begun.id, drafts=(draft,), reason="A note")
        assert fresh(company, begun).note == "Rolls"
        assert paid(company, company.eli, watch.now) == (5 * HOUR, 3 * HOUR)
        assert_true(company)

    def test_not_on_a_closed_day(self, company: Company, watch: Watch) -> None:
        in_since_eight(company, watch, company.eli)
        ended = shift_of(clock_out(company.eli.actor))
        close_week(company)
        draft = replace(Draft.of(ended), note="Rolls")
        act = lambda: ask(  # noqa: E731
            company.eli.actor, shift_id=ended.id, drafts=(draft,), reason="A note"
        )
        assert refusal_of(act) == "period_closed"

    def test_with_a_time_it_waits(self, company: Company, watch: Watch) -> None:
        in_since_eight(company, watch, company.eli)
        ended = shift_of(clock_out(company.eli.actor))
        draft = replace(Draft.of(ended), note="Rolls", started_at=at("07:00"))
        found = ask(company.eli.actor, shift_id=ended.id, drafts=(draft,), reason="Earlier")
        assert found.state is CorrectionState.ASKED


class TestBounds:
    def test_no_told_shift_is_longer_than_a_week(self, company: Company, watch: Watch) -> None:
        now = watch.at("12:00")
        long_ago = now - timedelta(days=7, seconds=1)
        act = lambda: tell_worked(company.eli.actor, start=long_ago, end=now)  # noqa: E731
        assert refusal_of(act) == "too_long_shift"

    def test_a_start_of_any_day_is_forgotten_at_once(self, company: Company, watch: Watch) -> None:
        now = watch.at("12:00")
        long_ago = now - timedelta(days=30)
        begun = shift_of(clock_in(company.eli.actor, clock_id=company.shop, claimed=long_ago))
        ended = shift_of(clock_out(company.eli.actor))
        assert ended.unconfirmed is UnconfirmedEnd.FORGOTTEN
        assert paid(company, company.eli, now, begun.timeline.started_at.date())[0] == 0

    @pytest.mark.parametrize("year", [1, 1970, 1999])
    def test_no_time_is_from_before_the_first_year(
        self, company: Company, watch: Watch, year: int
    ) -> None:
        watch.at("12:00")
        early = datetime(year, 6, 1, tzinfo=UTC)
        for actor in (company.eli.actor, company.maya.actor):
            act = lambda actor=actor: clock_in(  # noqa: E731
                actor, member_id=company.eli.member_id, clock_id=company.shop, claimed=early
            )
            assert refusal_of(act) == "invalid_time"

    def test_a_told_break_is_not_undone_by_half(self, company: Company, watch: Watch) -> None:
        in_since_eight(company, watch, company.eli)
        told = shift_of(tell_rest(company.eli.actor, start=at("10:00"), end=at("10:30")))
        assert refusal_of(lambda: undo(company.eli.actor)) == "nothing_to_undo"
        assert fresh(company, told) == told
