"""A manager counts or dismisses what was held; tablets in doubt are for executive managers."""

from datetime import UTC, date, datetime

import pytest

from tests.fixtures.company import Company, CompanyMember, Watch
from tests.fixtures.offline_tablet import OfflineTablet, badge_of
from tests.worktime.timesheets.two_months import approves, in_the_way
from timeclock.company.kiosks.devices import revoke_kiosk
from timeclock.company.kiosks.holding import held_count, held_punches
from timeclock.errors import Conflict, NotAllowed, NotFound, ProductError
from timeclock.ledger.entry import Once
from timeclock.operations.verifying.checking import verify
from timeclock.storage.transactions import db
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.kiosk_queue.deciding import count_held, dismiss_held
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause
from timeclock.worktime.shifts.queries import open_shift
from timeclock.worktime.timesheets.approval.obstacles import ObstacleKind, read_obstacles
from timeclock.worktime.timesheets.inbox.waiting import waiting_count
from timeclock.worktime.timesheets.reading.basis import read_basis


@pytest.fixture
def revoked(offline: OfflineTablet, watch: Watch, badge: str, company: Company) -> int:
    """Eli's clock-in at 08:10, from a tablet that was revoked before it sent it."""
    watch.at("08:10")
    offline.press("clock_in", badge=badge)
    watch.at("08:30")
    revoke_kiosk(company.maya.actor, kiosk_id=offline.sender.device.kiosk_id)
    offline.send()
    (held,) = held_punches(company.edda.actor)
    return held.id


@pytest.fixture
def contradicting(offline: OfflineTablet, watch: Watch, badge: str, company: Company) -> int:
    """A clock-in of Eli's at 08:10, who had been clocked in since 08:05 on the phone."""
    watch.at("08:10")
    offline.press("clock_in", badge=badge)
    watch.at("08:05")
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.at("08:30")
    offline.send()
    (held,) = held_punches(company.maya.actor)
    return held.id


@pytest.mark.databases("sqlite", "postgresql")
def test_a_held_punch_counts_once_at_its_moment(
    company: Company, revoked: int, watch: Watch
) -> None:
    for _ in range(2):
        count_held(company.edda.actor, punch_id=revoked, once=Once.of("k", {}))
    shift = open_shift(company.workspace_id, company.eli.member_id)
    assert shift is not None
    assert f"{shift.timeline.started_at:%H:%M}" == "08:10"
    assert held_punches(company.edda.actor) == []
    with pytest.raises(Conflict):
        dismiss_held(company.edda.actor, punch_id=revoked)
    assert verify(company.workspace_id).sentences == ()


def test_a_revoked_tablet_is_not_for_managers(company: Company, revoked: int) -> None:
    assert held_punches(company.maya.actor) == []
    for decide in (count_held, dismiss_held):
        with pytest.raises(NotFound):
            decide(company.maya.actor, punch_id=revoked)
        with pytest.raises(NotAllowed):
            decide(company.eli.actor, punch_id=revoked)
        with pytest.raises(NotFound):
            decide(company.nora.actor, punch_id=revoked)


def test_what_contradicts_the_shifts_is_refused_and_still_waits(
    company: Company, contradicting: int
) -> None:
    with pytest.raises(ProductError) as refusal:
        count_held(company.maya.actor, punch_id=contradicting)
    assert refusal.value.code == "already_clocked_in"
    assert [each.id for each in held_punches(company.maya.actor)] == [contradicting]
    dismiss_held(company.maya.actor, punch_id=contradicting)
    assert held_punches(company.maya.actor) == []
    assert verify(company.workspace_id).sentences == ()


def test_the_inbox_counts_it(company: Company, contradicting: int, watch: Watch) -> None:
    found = {
        name: waiting_count(getattr(company, name).actor, watch.now)
        for name in ("maya", "edda", "yann")
    }
    assert found == {"maya": 1, "edda": 1, "yann": 0}
    assert held_count(company.edda.actor, None) == 1


def test_a_manager_does_not_decide_about_their_own(
    offline: OfflineTablet, company: Company, watch: Watch
) -> None:
    def hold(who: CompanyMember) -> int:
        text = badge_of(company, who)
        watch.at("08:10")
        offline.press("clock_out", badge=text)
        watch.at("08:30")
        offline.send()
        return held_punches(company.edda.actor)[-1].id

    with pytest.raises(NotAllowed):
        dismiss_held(company.maya.actor, punch_id=hold(company.maya))


def test_a_punch_whose_person_is_unknown_is_not_counted(
    offline: OfflineTablet, company: Company, watch: Watch
) -> None:
    watch.at("08:10")
    offline.press("clock_in", badge="TCBAAAAAAAAAAAAAAAAAAAAA")
    watch.at("08:30")
    offline.send()
    (held,) = held_punches(company.maya.actor)
    with pytest.raises(Conflict) as refusal:
        count_held(company.maya.actor, punch_id=held.id)
    assert refusal.value.code == "nothing_to_count"


@pytest.mark.databases("sqlite", "postgresql")
def test_a_timesheet_is_approved_after_its_held_punches_are_decided(
    company: Company, contradicting: int, watch: Watch
) -> None:
    """A punch that is counted after the approval would not be paid: its day is locked then."""
    watch.at("16:05")
    clock_out(company.eli.actor)
    watch.at(datetime(2026, 3, 10, 8, tzinfo=UTC))
    week, later = (
        Period(date(2026, 3, 2), date(2026, 3, 9)),
        Period(date(2026, 3, 9), date(2026, 3, 16)),
    )
    with pytest.raises(Conflict) as refused:
        approves(company, company.eli, week)
    (found,) = in_the_way(refused.value)
    assert (found.kind, found.member_id, found.day) == (
        ObstacleKind.HELD_PUNCH,
        company.eli.member_id,
        date(2026, 3, 2),
    )
    assert "that a kiosk kept waits for a decision" in found.sentence
    connection, who = db.session.connection(), (company.otto.member_id, company.eli.member_id)
    basis = read_basis(connection, company.workspace_id)
    for members, period in ((who[:1], week), (who, later)):
        others = read_obstacles(connection, company.workspace_id, members, period, watch.now, basis)
        assert ObstacleKind.HELD_PUNCH not in {each.kind for each in others}
    dismiss_held(company.maya.actor, punch_id=contradicting)
    approves(company, company.eli, week)


def test_a_pause_that_changes_nothing_still_waits(
    offline: OfflineTablet, watch: Watch, badge: str, company: Company
) -> None:
    """Eli has been on a break since 10:05: the one at 10:00 is for a correction."""
    watch.at("08:00")
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.at("10:00")
    offline.press("pause", badge=badge, kind=company.lunch)
    watch.at("10:05")
    pause(company.eli.actor, kind_id=company.lunch)
    watch.at("10:10")
    offline.send()
    (held,) = held_punches(company.maya.actor)
    with pytest.raises(Conflict) as refusal:
        count_held(company.maya.actor, punch_id=held.id)
    assert refusal.value.code == "already_on_break"
    assert [each.id for each in held_punches(company.maya.actor)] == [held.id]
