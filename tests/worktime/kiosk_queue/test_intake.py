"""What a kiosk kept is taken in once, in order, at its own moment, and marked for ever."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.fixtures.company import Company, Watch
from tests.fixtures.kiosks import paired
from tests.fixtures.offline_tablet import OfflineTablet
from timeclock.authority.actor import Door, Source
from timeclock.company.clocks.assigning import unassign
from timeclock.company.kiosks.archiving import archive_clock
from timeclock.company.kiosks.badges import issue_badge
from timeclock.company.kiosks.devices import revoke_kiosk
from timeclock.company.kiosks.pins import hand_out_pin
from timeclock.company.pay_rules.choices import ClaimedTimes
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.company.people.membership import update_member
from timeclock.errors import Conflict
from timeclock.ledger.queries import EntryView, entries
from timeclock.operations.verifying.checking import verify
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.punching import clock_in, clock_out
from timeclock.worktime.shifts.queries import every_shift, open_shift
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

DATABASES = pytest.mark.databases("sqlite", "postgresql")


def at(time: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-02T{time}+00:00").astimezone(UTC)


def shifts_of_eli(company: Company) -> list[ShiftRecord]:
    eli = company.eli.member_id
    return list(every_shift(db.session.connection(), company.workspace_id, eli))


def entries_of_eli(company: Company) -> list[EntryView]:
    return list(entries(company.workspace_id, company.eli.chain_id))


def a_morning(offline: OfflineTablet, watch: Watch, badge: str) -> None:
    """Eli comes, has lunch and leaves while there is no network."""
    company = offline.company
    watch.at("08:10")
    offline.press("clock_in", badge=badge, job=company.baking)
    watch.at("10:00")
    offline.press("pause", badge=badge, kind=company.lunch)
    watch.at("10:30")
    offline.press("resume", badge=badge)
    watch.at("12:00")
    offline.press("clock_out", badge=badge)


@DATABASES
def test_a_morning_without_a_network_counts_as_it_was(
    offline: OfflineTablet, watch: Watch, badge: str, company: Company
) -> None:
    a_morning(offline, watch, badge)
    watch.at("12:40")
    assert offline.contact().taken == 0
    taken = offline.send()
    assert (taken.taken, taken.held, offline.held) == (4, 0, [])
    (shift,) = shifts_of_eli(company)
    line = shift.timeline
    assert (line.started_at, line.ended_at, line.job_id) == (
        at("08:10"),
        at("12:00"),
        company.baking,
    )
    (pause,) = line.pauses
    assert (pause.started_at, pause.ended_at, pause.kind_id) == (
        at("10:00"),
        at("10:30"),
        company.lunch,
    )
    assert shift.unconfirmed is None
    assert (shift.start_source, shift.start_edited, shift.end_edited) == (Source.KIOSK, True, True)
    assert [(each.at, each.offline) for each in shift.claims.given] == [
        (at(time), True) for time in ("08:10", "10:00", "10:30", "12:00")
    ]
    assert verify(company.workspace_id).sentences == ()


@pytest.mark.parametrize("split", [1, 2, 3])
def test_a_batch_sent_again_changes_nothing(
    offline: OfflineTablet, watch: Watch, badge: str, company: Company, split: int
) -> None:
    a_morning(offline, watch, badge)
    items = tuple(offline.queue)
    offline.send(*items[:split])
    offline.send(*items)
    offline.send(*reversed(items))
    assert len(shifts_of_eli(company)) == 1
    assert offline.held == []
    kinds = [each.kind for each in entries_of_eli(company)]
    assert sorted(kinds) == sorted(set(kinds))


RULES = [
    # rule, signed, whether it counts at once, why it is held
    (ClaimedTimes.WAIT, True, True, None),
    (ClaimedTimes.WAIT, False, False, None),
    (ClaimedTimes.COUNT, True, True, None),
    (ClaimedTimes.COUNT, False, True, None),
    (ClaimedTimes.REFUSE, True, True, None),
    (ClaimedTimes.REFUSE, False, False, "claims_refused"),
]


@pytest.mark.parametrize(("rule", "signed", "counts", "reason"), RULES)
def test_a_signed_punch_counts_under_each_rule(
    offline: OfflineTablet,
    watch: Watch,
    badge: str,
    company: Company,
    *,
    rule: ClaimedTimes,
    signed: bool,
    counts: bool,
    reason: str | None,
) -> None:
    if rule is not PayRules().claimed_times:
        change_rules(company.olive.actor, first_day=ALWAYS, rules=PayRules(claimed_times=rule))
    watch.at("08:10")
    offline.press("clock_in", badge=badge, signed=signed)
    watch.at("09:00")
    offline.send()
    shift = open_shift(company.workspace_id, company.eli.member_id)
    if reason is not None:
        assert shift is None
        assert offline.held == [(1, reason)]
        return
    assert shift is not None
    assert shift.timeline.started_at == at("08:10")
    assert shift.unconfirmed == (None if counts else UnconfirmedEnd.CLAIMED)
    assert shift.claims.given[0].offline


@dataclass(frozen=True)
class Outage:
    """What a trouble can change."""

    offline: OfflineTablet
    watch: Watch
    company: Company
    badge: str

    def press(self, act: str = "clock_in") -> None:
        self.watch.at("08:10")
        self.offline.press(act, badge=self.badge)


def already_in(scene: Outage) -> None:
    scene.press()
    scene.watch.at("08:05")
    clock_in(scene.company.eli.actor, clock_id=scene.company.shop)


def a_shift_since(scene: Outage) -> None:
    scene.press()
    scene.watch.at("08:20")
    clock_in(scene.company.eli.actor, clock_id=scene.company.shop)
    scene.watch.at("08:25")
    clock_out(scene.company.eli.actor)


def out_again(scene: Outage) -> None:
    scene.press("clock_out")


def no_break(scene: Outage) -> None:
    scene.watch.at("08:01")
    clock_in(scene.company.eli.actor, clock_id=scene.company.shop)
    scene.press("resume")


def deactivated(scene: Outage) -> None:
    scene.press()
    deactivate_member(scene.company.olive.actor, member_id=scene.company.eli.member_id)


def not_assigned(scene: Outage) -> None:
    scene.press()
    company = scene.company
    unassign(company.olive.actor, clock_id=company.shop, member_id=company.eli.member_id)


def clock_archived(scene: Outage) -> None:
    scene.press()
    archive_clock(scene.company.olive.actor, clock_id=scene.company.shop)


def revoked(scene: Outage) -> None:
    scene.press()
    kiosk_id = scene.offline.sender.device.kiosk_id
    revoke_kiosk(scene.company.maya.actor, kiosk_id=kiosk_id)


def key_replaced(scene: Outage) -> None:
    """Another tablet with the same credential."""
    scene.press()
    OfflineTablet(scene.company, scene.watch, scene.offline.token).contact()


def another_badge(scene: Outage) -> None:
    scene.watch.at("08:10")
    scene.offline.press("clock_in", badge="TCBAAAAAAAAAAAAAAAAAAAAA")


def badge_of_nora(scene: Outage) -> None:
    nora = scene.company.nora
    text = issue_badge(nora.actor, member_id=nora.member_id, name="Badge").text
    scene.watch.at("08:10")
    scene.offline.press("clock_in", badge=text)


def a_wrong_pin(scene: Outage) -> None:
    company = scene.company
    update_member(company.olive.actor, member_id=company.eli.member_id, employee_number="17")
    pin = hand_out_pin(company.maya.actor, member_id=company.eli.member_id)
    scene.watch.at("08:10")
    scene.offline.press("clock_in", number="17", pin=f"{(int(pin) + 1) % 1_000_000:06}")


def edited(scene: Outage) -> None:
    scene.press()
    offline = scene.offline
    offline.queue = [offline.edited(offline.queue[0], at=0)]


def signed_by_another(scene: Outage) -> None:
    scene.press()
    offline = scene.offline
    other = OfflineTablet(scene.company, scene.watch, offline.token)
    text = offline.queue[0].text
    offline.queue = [replace(offline.queue[0], signature=other.signature(text))]


def of_another_kiosk(scene: Outage) -> None:
    scene.press()
    offline = scene.offline
    offline.queue = [offline.edited(offline.queue[0], sign=True, kiosk=99)]


def nonsense(scene: Outage) -> None:
    scene.press()
    offline = scene.offline
    text = "[1, 2"
    offline.queue = [replace(offline.queue[0], text=text, signature=offline.signature(text))]


def clock_ahead(scene: Outage) -> None:
    scene.offline.off = timedelta(days=1)
    scene.press()


def clock_behind(scene: Outage) -> None:
    scene.offline.off = timedelta(days=-1)
    scene.press()


def before_the_last_contact(scene: Outage) -> None:
    """The storage was edited by a person who has the key, too."""
    scene.press()
    offline, early = scene.offline, int(at("07:00").timestamp() * 1000)
    offline.queue = [offline.edited(offline.queue[0], sign=True, at=early)]


def after_the_receipt(scene: Outage) -> None:
    scene.press()
    offline, late = scene.offline, int(at("09:30").timestamp() * 1000)
    offline.queue = [offline.edited(offline.queue[0], sign=True, at=late)]


TROUBLES: list[tuple[Callable[[Outage], None], str]] = [
    (already_in, "already_clocked_in"),
    (a_shift_since, "overlaps"),
    (out_again, "not_clocked_in"),
    (no_break, "no_change"),
    (deactivated, "deactivated"),
    (not_assigned, "not_assigned"),
    (clock_archived, "revoked"),
    (revoked, "revoked"),
    (key_replaced, "key_replaced"),
    (another_badge, "unknown_badge"),
    (badge_of_nora, "unknown_badge"),
    (a_wrong_pin, "wrong_pin"),
    (edited, "bad_signature"),
    (signed_by_another, "bad_signature"),
    (of_another_kiosk, "unreadable"),
    (nonsense, "unreadable"),
    (clock_ahead, "clock_moved"),
    (clock_behind, "clock_moved"),
    (before_the_last_contact, "clock_moved"),
    (after_the_receipt, "clock_moved"),
]


@DATABASES
@pytest.mark.parametrize(
    ("trouble", "reason"), [pytest.param(*each, id=each[0].__name__) for each in TROUBLES]
)
def test_what_contradicts_is_held_with_its_reason(
    offline: OfflineTablet,
    watch: Watch,
    badge: str,
    company: Company,
    trouble: Callable[[Outage], None],
    reason: str,
) -> None:
    trouble(Outage(offline, watch, company, badge))
    before = shifts_of_eli(company)
    items = tuple(offline.queue)
    watch.at("09:00")
    taken = offline.send()
    assert (taken.taken, taken.held) == (1, 1)
    assert offline.held == [(1, reason)]
    assert shifts_of_eli(company) == before
    # Sent again, it is held once.
    offline.send(*items)
    assert offline.held == [(1, reason)]
    assert verify(company.workspace_id).sentences == ()


def test_a_step_back_of_the_clock_puts_the_whole_batch_in_doubt(
    offline: OfflineTablet, watch: Watch, badge: str
) -> None:
    watch.at("08:30")
    offline.off = timedelta(hours=1)
    offline.press("clock_in", badge=badge)
    offline.off = timedelta(0)
    watch.at("09:00")
    offline.press("clock_out", badge=badge)
    watch.at("12:00")
    offline.send()
    assert offline.held == [(1, "clock_moved"), (2, "clock_moved")]


def test_a_clock_that_was_always_wrong_is_no_trouble(
    offline: OfflineTablet, watch: Watch, badge: str, company: Company
) -> None:
    offline.off = timedelta(days=400)
    offline.contact()
    a_morning(offline, watch, badge)
    offline.send()
    (shift,) = shifts_of_eli(company)
    assert (shift.timeline.started_at, shift.timeline.ended_at) == (at("08:10"), at("12:00"))


def test_a_lost_punch_is_reported_and_taken_when_it_comes_late(
    offline: OfflineTablet, watch: Watch, badge: str
) -> None:
    a_morning(offline, watch, badge)
    lost, *rest = offline.queue
    offline.send(*rest)
    assert offline.held[0] == (1, "missing")
    offline.send(lost)
    assert (1, "late") in offline.held


def test_a_cleared_tablet_is_noticed_by_its_counter(
    offline: OfflineTablet, watch: Watch, badge: str, company: Company
) -> None:
    a_morning(offline, watch, badge)
    cleared = OfflineTablet(company, watch, offline.token)
    cleared.contact(former=offline)
    assert offline.held == [(1, "missing")]
    # It goes on with its new key.
    cleared.press("clock_in", badge=badge)
    assert cleared.send().held == 0


def test_punches_that_were_deleted_on_the_tablet_are_noticed(
    offline: OfflineTablet, watch: Watch, badge: str
) -> None:
    a_morning(offline, watch, badge)
    offline.queue.clear()
    offline.contact()
    assert offline.held == [(1, "missing")]
    assert offline.contact().taken == 4


@DATABASES
def test_a_tablet_that_is_set_up_again_has_lost_nothing(
    offline: OfflineTablet, watch: Watch, badge: str, company: Company
) -> None:
    a_morning(offline, watch, badge)
    offline.send()
    offline.token = paired(company, "Front door")
    watch.at("13:00")
    assert (offline.contact().taken, offline.held) == (4, [])
    offline.press("clock_in", badge=badge)
    assert (offline.send().taken, offline.held) == (5, [])
    offline.used += 1
    offline.contact()
    assert offline.held == [(6, "missing")]
    assert verify(company.workspace_id).sentences == ()


def test_a_key_that_no_contact_told_of_is_refused(
    company: Company, watch: Watch, badge: str
) -> None:
    tablet = OfflineTablet(company, watch, paired(company))
    tablet.press("clock_in", badge=badge)
    with pytest.raises(Conflict) as refusal:
        tablet.send()
    assert refusal.value.code == "unknown_key"


def test_a_clock_out_of_a_forgotten_shift_is_not_taken_for_its_end(
    offline: OfflineTablet, watch: Watch, badge: str, company: Company
) -> None:
    watch.at("08:10")
    offline.press("clock_in", badge=badge)
    watch.at(at("08:00") + timedelta(days=1, hours=2))
    offline.press("clock_out", badge=badge)
    watch.later(minutes=5)
    offline.send()
    (shift,) = shifts_of_eli(company)
    assert shift.unconfirmed is UnconfirmedEnd.FORGOTTEN


def test_a_long_outage_does_not_make_a_shift_a_forgotten_one(
    offline: OfflineTablet, watch: Watch, badge: str, company: Company
) -> None:
    a_morning(offline, watch, badge)
    watch.at(at("08:00") + timedelta(days=3))
    offline.send()
    (shift,) = shifts_of_eli(company)
    assert (shift.unconfirmed, shift.timeline.ended_at) == (None, at("12:00"))


def test_people_with_a_pin_are_checked_on_return(
    offline: OfflineTablet, watch: Watch, company: Company
) -> None:
    update_member(company.olive.actor, member_id=company.eli.member_id, employee_number="17")
    pin = hand_out_pin(company.maya.actor, member_id=company.eli.member_id)
    watch.at("08:10")
    offline.press("clock_in", number="17", pin=pin)
    assert pin not in offline.queue[0].text
    watch.at("09:00")
    assert offline.send().held == 0
    (entry,) = [each for each in entries_of_eli(company) if each.kind == "shift.clocked_in"]
    assert entry.door == Door.KIOSK_OFFLINE


def test_what_is_missing_before_a_batch_is_one_report(
    offline: OfflineTablet, watch: Watch, badge: str
) -> None:
    watch.at("08:10")
    offline.used = 10_000
    offline.press("clock_in", badge=badge)
    assert offline.send().taken == 10_001
    assert offline.held == [(1, "missing")]
