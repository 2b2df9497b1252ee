"""A code pairs one tablet within ten minutes; a revoked tablet is a kiosk no more."""

import pytest

from tests.fixtures.company import Company, CompanyMember, Watch
from timeclock.authority.actor import Actor
from timeclock.company.clocks.service import restore_clock
from timeclock.company.kiosks import queries
from timeclock.company.kiosks.archiving import archive_clock
from timeclock.company.kiosks.credentials import Device, find_device
from timeclock.company.kiosks.devices import offer_kiosk, pair, rename_kiosk, revoke_kiosk, set_ways
from timeclock.errors import Invalid, NotAllowed, NotFound, ProductError
from timeclock.operations.verifying.checking import verify
from timeclock.worktime.shifts.leaving import deactivate_member


def test_a_code_pairs_one_tablet(company: Company) -> None:
    offered = offer_kiosk(company.maya.actor, clock_id=company.shop, name="Back door")
    device = find_device(pair(offered.code))
    assert device is not None
    assert (device.clock_id, device.name, device.clock_name) == (company.shop, "Back door", "Shop")
    with pytest.raises(NotFound):
        pair(offered.code)


def test_a_code_is_read_however_it_is_typed(company: Company) -> None:
    offered = offer_kiosk(company.maya.actor, clock_id=company.shop, name="Back door")
    assert find_device(pair(f"  {offered.code.lower().replace('-', ' ')} ")) is not None


def test_a_code_is_good_for_ten_minutes(company: Company, watch: Watch) -> None:
    offered = offer_kiosk(company.maya.actor, clock_id=company.shop, name="Back door")
    watch.later(minutes=10, seconds=1)
    with pytest.raises(NotFound):
        pair(offered.code)
    assert not queries.kiosks(company.workspace_id, watch.now)


def test_a_code_ends_with_the_rights_of_its_maker(company: Company) -> None:
    offered = offer_kiosk(company.maya.actor, clock_id=company.shop, name="Back door")
    deactivate_member(company.olive.actor, member_id=company.maya.member_id)
    with pytest.raises(NotFound):
        pair(offered.code)


def test_a_revoked_kiosk_is_none_at_once(company: Company) -> None:
    offered = offer_kiosk(company.maya.actor, clock_id=company.shop, name="Back door")
    token = pair(offered.code)
    revoke_kiosk(company.edda.actor, kiosk_id=offered.kiosk_id)
    assert find_device(token) is None


def test_a_revoked_code_pairs_nothing(company: Company) -> None:
    offered = offer_kiosk(company.maya.actor, clock_id=company.shop, name="Back door")
    revoke_kiosk(company.maya.actor, kiosk_id=offered.kiosk_id)
    with pytest.raises(NotFound):
        pair(offered.code)


def test_an_archived_clock_has_no_kiosk(company: Company) -> None:
    token = pair(offer_kiosk(company.maya.actor, clock_id=company.shop, name="Door").code)
    archive_clock(company.olive.actor, clock_id=company.shop)
    assert find_device(token) is None
    with pytest.raises(Invalid):
        offer_kiosk(company.maya.actor, clock_id=company.shop, name="Door")


def test_a_restored_clock_brings_no_kiosk_and_no_code_back(company: Company) -> None:
    token = pair(offer_kiosk(company.maya.actor, clock_id=company.shop, name="Door").code)
    code = offer_kiosk(company.maya.actor, clock_id=company.shop, name="Gate").code
    archive_clock(company.olive.actor, clock_id=company.shop)
    restore_clock(company.olive.actor, clock_id=company.shop)
    assert find_device(token) is None
    with pytest.raises(NotFound):
        pair(code)
    assert verify(company.workspace_id).sentences == ()


def test_an_unknown_credential_is_no_kiosk(device: Device) -> None:
    assert device.kiosk_id
    assert find_device("x" * 43) is None


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("eli", NotAllowed),
        ("otto", NotAllowed),
        ("yann", NotFound),
        ("nora", NotFound),
        ("maya", None),
        ("edda", None),
        ("olive", None),
    ],
)
def test_managers_have_the_kiosks_of_their_clocks(
    company: Company, who: str, refusal: type[ProductError] | None
) -> None:
    offered = offer_kiosk(company.maya.actor, clock_id=company.shop, name="Back door")
    person: CompanyMember = getattr(company, who)
    actor: Actor = person.actor
    acts = (
        lambda: offer_kiosk(actor, clock_id=company.shop, name="Front door"),
        lambda: set_ways(actor, clock_id=company.shop, badges=True, numbers=False, names=False),
        lambda: rename_kiosk(actor, kiosk_id=offered.kiosk_id, name="Side door"),
        lambda: revoke_kiosk(actor, kiosk_id=offered.kiosk_id),
    )
    for act in acts:
        if refusal is None:
            act()
        else:
            with pytest.raises(refusal):
                act()


def test_one_way_has_to_stay(company: Company) -> None:
    with pytest.raises(Invalid, match="at least one way"):
        set_ways(
            company.maya.actor, clock_id=company.shop, badges=False, numbers=False, names=False
        )
