"""People are recognised by badge or PIN, at the kiosks of their clocks alone; guessing is slow."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import update

from tests.fixtures.company import MORNING, Company, Watch
from tests.fixtures.kiosks import paired
from timeclock.authority.actor import Door, Role, Scope
from timeclock.company.clocks.assigning import unassign
from timeclock.company.kiosks import pins, queries
from timeclock.company.kiosks.badges import issue_badge, revoke_badge
from timeclock.company.kiosks.credentials import Device, find_device
from timeclock.company.kiosks.devices import set_ways, unlock_kiosk
from timeclock.company.kiosks.identifying import KioskLocked, by_badge, by_name, by_number
from timeclock.company.kiosks.pins import hand_out_pin, remove_pin, set_own_pin
from timeclock.company.people.membership import reactivate, update_member
from timeclock.company.people.models import Member
from timeclock.company.people.patience import WaitLonger
from timeclock.errors import Conflict, Invalid, NotAllowed, NotFound, ProductError
from timeclock.ledger.recording import Head, lock_workspace
from timeclock.storage.transactions import Transaction, writes
from timeclock.worktime.shifts.leaving import deactivate_member

WRONG = "The number or the PIN is wrong."


def test_a_number_and_a_pin_are_a_person(company: Company, device: Device, elis_pin: str) -> None:
    found = by_number(device, " 17 ", elis_pin)
    assert (found.member_id, found.name) == (company.eli.member_id, "Eli")
    assert (found.actor.role, found.actor.door) == (Role.EMPLOYEE, Door.KIOSK)
    assert found.actor.scope is Scope.PUNCH


@pytest.mark.parametrize("typed", ["äß-7", "Äß-7", "\uff21\u0308SS-7"])
def test_a_number_has_letters_of_any_alphabet(company: Company, device: Device, typed: str) -> None:
    update_member(company.olive.actor, member_id=company.eli.member_id, employee_number="Äß-7")
    pin = hand_out_pin(company.maya.actor, member_id=company.eli.member_id)
    assert by_number(device, typed, pin).member_id == company.eli.member_id


@pytest.mark.databases("sqlite", "postgresql")
@pytest.mark.parametrize("number", ["1\x007", "\x00", "17\x00", "", "\u202e17", "9" * 5000])
def test_odd_numbers_are_wrong_as_unknown_ones(device: Device, elis_pin: str, number: str) -> None:
    with pytest.raises(NotAllowed, match=WRONG):
        by_number(device, number, elis_pin)


def test_a_try_with_another_number_does_not_count_for_the_person(
    company: Company, device: Device, elis_pin: str
) -> None:
    for _ in range(5):
        with pytest.raises(NotAllowed):
            by_number(device, f"{company.workspace_id}\0{company.eli.member_id}", "000001")
    assert by_number(device, "17", elis_pin).member_id == company.eli.member_id


def test_an_owner_at_a_kiosk_has_no_more_rights_than_an_employee(
    company: Company, device: Device
) -> None:
    badge = issue_badge(company.olive.actor, member_id=company.olive.member_id, name="Badge")
    found = by_badge(device, badge.text)
    assert (found.actor.role, found.actor.scope) == (Role.EMPLOYEE, Scope.PUNCH)


@pytest.mark.parametrize(("number", "right"), [("17", False), ("18", True), ("18", False)])
def test_unknown_and_wrong_have_the_same_words(
    device: Device, elis_pin: str, wrong_pin: Callable[[int], str], number: str, right: bool
) -> None:
    with pytest.raises(NotAllowed, match=WRONG):
        by_number(device, number, elis_pin if right else wrong_pin(0))


def test_a_name_and_a_pin_are_a_person_where_names_are_shown(
    company: Company, device: Device, elis_pin: str
) -> None:
    with pytest.raises(NotAllowed, match="this way"):
        by_name(device, company.eli.member_id, elis_pin)
    set_ways(company.maya.actor, clock_id=company.shop, badges=True, numbers=True, names=True)
    shown = replace(device, names=True)
    assert by_name(shown, company.eli.member_id, elis_pin).name == "Eli"
    assert [each.name for each in queries.people_at(shown)] == ["Edda", "Eli", "Maya", "Olive"]
    with pytest.raises(NotAllowed, match=WRONG):
        by_name(shown, company.otto.member_id, elis_pin)


def test_a_badge_is_a_person_until_it_is_revoked(company: Company, device: Device) -> None:
    badge = issue_badge(company.maya.actor, member_id=company.eli.member_id, name="Badge")
    assert by_badge(device, f" {badge.text.lower()}\n").member_id == company.eli.member_id
    revoke_badge(company.maya.actor, badge_id=badge.badge_id)
    with pytest.raises(NotAllowed, match="not known"):
        by_badge(device, badge.text)


@pytest.mark.parametrize("text", ["TCB1", " tcb1", "\x01TCB1", "\u202eTCB1", "T\x00CB1"])
def test_a_card_is_not_taken_for_a_printed_badge(company: Company, text: str) -> None:
    # Its hash would have no key, and a tablet gets a verifier of it.
    with pytest.raises(Invalid) as refusal:
        issue_badge(company.maya.actor, member_id=company.eli.member_id, name="Card", text=text)
    assert refusal.value.code == "printed_badge"


def test_a_card_belongs_to_one_person(company: Company, device: Device) -> None:
    for_eli = issue_badge(
        company.maya.actor, member_id=company.eli.member_id, name="Card", text="04A2B7"
    )
    with pytest.raises(Conflict, match="belongs to a person"):
        issue_badge(
            company.olive.actor, member_id=company.edda.member_id, name="Card", text="04a2b7"
        )
    revoke_badge(company.maya.actor, badge_id=for_eli.badge_id)
    issue_badge(company.olive.actor, member_id=company.edda.member_id, name="Card", text="04a2b7")
    assert by_badge(device, "04A2B7").member_id == company.edda.member_id


def test_a_badge_of_another_company_is_not_known(company: Company, device: Device) -> None:
    badge = issue_badge(company.nora.actor, member_id=company.nora.member_id, name="Badge")
    with pytest.raises(NotAllowed, match="not known"):
        by_badge(device, badge.text)


def test_a_person_of_another_clock_is_not_known(
    company: Company, device: Device, elis_pin: str
) -> None:
    badge = issue_badge(company.maya.actor, member_id=company.eli.member_id, name="Badge")
    unassign(company.olive.actor, clock_id=company.shop, member_id=company.eli.member_id)
    with pytest.raises(NotAllowed, match="not known"):
        by_badge(device, badge.text)
    with pytest.raises(NotAllowed, match=WRONG):
        by_number(device, "17", elis_pin)


def test_leaving_ends_pin_and_badges_and_coming_back_revives_none(
    company: Company, device: Device, elis_pin: str
) -> None:
    badge = issue_badge(company.maya.actor, member_id=company.eli.member_id, name="Badge")
    deactivate_member(company.olive.actor, member_id=company.eli.member_id)
    reactivate(company.olive.actor, member_id=company.eli.member_id)
    with pytest.raises(NotAllowed):
        by_badge(device, badge.text)
    with pytest.raises(NotAllowed):
        by_number(device, "17", elis_pin)
    assert company.eli.member_id not in queries.members_with_pin(company.workspace_id)


def test_after_five_wrong_pins_a_person_waits_at_every_kiosk(
    company: Company,
    device: Device,
    elis_pin: str,
    wrong_pin: Callable[[int], str],
    watch: Watch,
) -> None:
    for number in range(5):
        with pytest.raises(NotAllowed, match=WRONG):
            by_number(device, "17", wrong_pin(number))
    other = find_device(paired(company, "Front door"))
    assert other is not None
    for each in (device, other):
        with pytest.raises(WaitLonger):
            by_number(each, "17", elis_pin)
    watch.later(seconds=61)
    assert by_number(other, "17", elis_pin).name == "Eli"


def test_twenty_wrong_pins_lock_the_kiosk_and_badges_go_on(
    company: Company, device: Device, elis_pin: str
) -> None:
    badge = issue_badge(company.maya.actor, member_id=company.eli.member_id, name="Badge")
    for number in range(20):
        with pytest.raises(NotAllowed, match=WRONG):
            by_number(device, str(1000 + number), "135790")
    with pytest.raises(KioskLocked):
        by_number(device, "17", elis_pin)
    locked = replace(device, locked=True)
    assert by_badge(locked, badge.text).name == "Eli"
    kiosk = queries.kiosk(company.workspace_id, device.kiosk_id)
    assert kiosk is not None
    assert kiosk.locked_at is not None


def test_a_manager_unlocks_a_kiosk(company: Company, device: Device, elis_pin: str) -> None:
    for number in range(21):
        with pytest.raises(NotAllowed):
            by_number(device, str(1000 + number), "135790")
    unlock_kiosk(company.maya.actor, kiosk_id=device.kiosk_id)
    assert by_number(device, "17", elis_pin).name == "Eli"


def test_a_morning_of_right_pins_locks_nothing(device: Device, elis_pin: str) -> None:
    for _ in range(40):
        by_number(device, "17", elis_pin)


@pytest.mark.parametrize(
    "pin", ["", "123", "1234567890123", "12a4", "1111", "123456", "987654", "٤٥٦٧", "12 45"]
)
def test_a_pin_is_4_to_12_digits_and_not_easy(company: Company, pin: str) -> None:
    with pytest.raises(Invalid):
        set_own_pin(company.eli.actor, pin=pin)


def test_a_pin_is_not_the_employee_number(company: Company, elis_pin: str) -> None:
    assert elis_pin
    update_member(company.olive.actor, member_id=company.eli.member_id, employee_number="8305")
    with pytest.raises(Invalid, match="easy to guess"):
        set_own_pin(company.eli.actor, pin="8305")


def test_a_pin_that_a_person_sets_takes_the_place_of_the_one_before(
    company: Company, device: Device, elis_pin: str
) -> None:
    set_own_pin(company.eli.actor, pin="8305")
    assert by_number(device, "17", "8305").name == "Eli"
    with pytest.raises(NotAllowed):
        by_number(device, "17", elis_pin)
    remove_pin(company.eli.actor, member_id=company.eli.member_id)
    with pytest.raises(NotAllowed):
        by_number(device, "17", "8305")


@pytest.mark.parametrize(
    ("who", "whom", "refusal"),
    [
        ("eli", "eli", NotAllowed),
        ("maya", "eli", None),
        ("maya", "maya", NotAllowed),
        ("maya", "edda", NotAllowed),
        ("maya", "otto", NotFound),
        ("yann", "eli", NotFound),
        ("edda", "eli", None),
        ("edda", "edda", None),
        ("edda", "olive", NotAllowed),
        ("olive", "edda", None),
        ("nora", "eli", NotFound),
    ],
)
def test_managers_give_pins_and_badges_to_their_people(
    company: Company, who: str, whom: str, refusal: type[Exception] | None
) -> None:
    actor, member_id = getattr(company, who).actor, getattr(company, whom).member_id
    for act in (
        lambda: hand_out_pin(actor, member_id=member_id),
        lambda: issue_badge(actor, member_id=member_id, name="Badge"),
    ):
        if refusal is None:
            act()
        else:
            with pytest.raises(refusal):
                act()


@pytest.mark.parametrize(
    ("who", "refusal"), [("otto", NotAllowed), ("yann", NotFound), ("nora", NotFound)]
)
def test_a_badge_out_of_reach_is_refused_as_a_missing_one(
    company: Company, who: str, refusal: type[ProductError]
) -> None:
    actor = getattr(company, who).actor
    there = issue_badge(company.maya.actor, member_id=company.eli.member_id, name="Badge").badge_id
    said = []
    for badge_id in (there, there + 999):
        with pytest.raises(refusal) as refused:
            revoke_badge(actor, badge_id=badge_id)
        said.append((refused.value.code, refused.value.field))
    assert said[0] == said[1]


@pytest.mark.parametrize("by", ["themselves", "their manager"])
def test_a_person_who_leaves_meanwhile_gets_no_pin(
    company: Company, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    """Another one may have held the lock and deactivated them."""

    def late(tx: Transaction, workspace_id: int) -> Head:
        left = update(Member).where(Member.id == company.eli.member_id)
        tx.connection.execute(left.values(deactivated_at=MORNING))
        return lock_workspace(tx, workspace_id)

    monkeypatch.setattr(pins, "lock_workspace", late)
    give: dict[str, Callable[[], object]] = {
        "themselves": lambda: set_own_pin(company.eli.actor, pin="8305"),
        "their manager": lambda: hand_out_pin(company.maya.actor, member_id=company.eli.member_id),
    }
    with pytest.raises(Invalid, match="deactivated"):
        give[by]()


def test_too_many_wrong_pins_are_refused_while_the_server_is_read_only(
    company: Company, device: Device, wrong_pin: Callable[[int], str]
) -> None:
    """The lock cannot be kept then; the count refuses all the same, and in the same words."""
    writes().refusal = "lost entries"
    try:
        for number in range(40):
            with pytest.raises((NotAllowed, WaitLonger)) as refusal:
                by_number(device, str(number), wrong_pin(number))
        assert refusal.value.code == "kiosk_locked"
    finally:
        writes().refusal = None
