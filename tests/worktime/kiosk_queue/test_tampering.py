"""What a person who holds a tablet, or its storage, makes it send."""

import json
from dataclasses import replace

import pytest

from tests.fixtures.company import Company, Watch
from tests.fixtures.offline_tablet import OfflineTablet
from timeclock.company.kiosks.badges import issue_badge
from timeclock.company.kiosks.devices import revoke_kiosk, set_ways
from timeclock.company.kiosks.holding import held_punches
from timeclock.errors import Busy
from timeclock.storage.transactions import db
from timeclock.worktime.kiosk_queue.deciding import dismiss_held
from timeclock.worktime.kiosk_queue.intake import QueueItem
from timeclock.worktime.shifts.queries import every_shift

DATABASES = pytest.mark.databases("sqlite", "postgresql")


def shifts_of_eli(company: Company) -> int:
    found = every_shift(db.session.connection(), company.workspace_id, company.eli.member_id)
    return len(list(found))


@pytest.mark.parametrize("signed", [True, False])
def test_a_seal_that_is_copied_into_another_punch_says_nothing(
    offline: OfflineTablet, watch: Watch, badge: str, company: Company, signed: bool
) -> None:
    watch.at("08:10")
    punch = offline.press("clock_in", badge=badge)
    sealed = json.loads(punch.text)["sealed"]
    watch.at("09:00")
    forged = offline.edited(offline.press("clock_out", badge="x"), sign=True, sealed=sealed)
    offline.queue[-1] = forged if signed else replace(forged, signature=None)
    watch.at("09:10")
    offline.send()
    assert offline.held == [(2, "unreadable")]
    assert shifts_of_eli(company) == 1


@pytest.mark.parametrize("change", [{"act": "pause"}, {"job": None}, {"kind": 1}])
def test_a_seal_holds_for_what_was_pressed(
    offline: OfflineTablet,
    watch: Watch,
    badge: str,
    company: Company,
    change: dict[str, object],
) -> None:
    watch.at("08:10")
    punch = offline.press("clock_in", badge=badge, job=company.baking)
    offline.queue = [offline.edited(punch, sign=True, **change)]
    offline.send()
    assert (offline.held, shifts_of_eli(company)) == ([(1, "unreadable")], 0)


@DATABASES
@pytest.mark.parametrize(
    "said",
    [
        {"badge": "\ud800"},
        {"number": "\ud800", "pin": "1"},
        {"number": "1", "pin": "\ud800"},
        {"member": 2**53, "pin": "1"},
        {"member": True, "pin": "1"},
        {"badge": ["x"]},
        {},
    ],
)
def test_what_no_page_makes_is_held_and_lets_the_next_punch_through(
    offline: OfflineTablet, watch: Watch, badge: str, company: Company, said: dict[str, object]
) -> None:
    set_ways(company.maya.actor, clock_id=company.shop, badges=True, numbers=True, names=True)
    watch.at("08:10")
    offline.press("clock_in", **said)
    offline.press("clock_in", badge=badge)
    assert offline.send().held == 1
    assert offline.held == [(1, "unreadable")]
    assert shifts_of_eli(company) == 1


def test_the_numbers_of_cards_cannot_be_tried_one_after_another(
    offline: OfflineTablet, watch: Watch, company: Company
) -> None:
    issue_badge(company.maya.actor, member_id=company.eli.member_id, name="Card", text="1239")
    watch.at("08:10")
    for number in range(1200, 1240):
        offline.press("clock_in", badge=str(number))
    with pytest.raises(Busy):
        offline.send()
    assert 20 <= len(offline.held) < 39
    assert shifts_of_eli(company) == 0


def test_many_badges_that_are_known_make_no_one_wait(
    offline: OfflineTablet, watch: Watch, badge: str
) -> None:
    for hour in range(9, 24):
        for minute, act in ((0, "clock_in"), (20, "clock_out")):
            watch.at(f"{hour:02}:{minute:02}")
            offline.press(act, badge=badge)
    watch.at("23:50")
    taken = offline.send()
    assert (taken.taken, taken.held) == (30, 0)


def test_a_revoked_tablet_cannot_fill_the_inbox(
    offline: OfflineTablet, watch: Watch, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    revoke_kiosk(company.maya.actor, kiosk_id=offline.sender.device.kiosk_id)
    monkeypatch.setattr("timeclock.worktime.kiosk_queue.intake.MOST_IN_DOUBT", 3)
    items = [QueueItem(number, "nonsense", None) for number in range(1, 6)]
    offline.send(*items[:3])
    with pytest.raises(Busy):
        offline.send(*items[3:])
    assert [number for number, _ in offline.held] == [1, 2, 3]
    # Those that are known may come again; one is decided, so another one is taken.
    dismiss_held(company.edda.actor, punch_id=held_punches(company.edda.actor)[0].id)
    assert offline.send(items[3]).taken == 4


def test_a_revoked_tablet_stays_with_executives_whatever_it_sends_first(
    offline: OfflineTablet, watch: Watch, badge: str, company: Company
) -> None:
    watch.at("08:10")
    first = offline.press("clock_in", badge=badge)
    second = offline.press("clock_out", badge=badge)
    revoke_kiosk(company.maya.actor, kiosk_id=offline.sender.device.kiosk_id)
    offline.send(second)
    offline.send(first)
    assert offline.held == [(1, "missing"), (2, "revoked"), (1, "revoked")]
    assert [each.reason for each in held_punches(company.maya.actor)] == ["missing"]
