"""Companies: opened whole, changed by owners, apart from each other."""

import pytest

from tests.fixtures.company import Company
from timeclock.company.people.queries import member
from timeclock.company.people.signing_in import sign_in
from timeclock.company.workspaces.queries import any_workspace, workspace, workspaces
from timeclock.company.workspaces.service import create_workspace, update_workspace
from timeclock.errors import Conflict, Invalid, NotAllowed
from timeclock.ledger.queries import entries, workspace_chain_id

SETTINGS = {
    "name": "Bakery",
    "zone": "Europe/Berlin",
    "location_on": False,
    "tolerance": 120,
}


def test_a_company_opens_with_its_owner(company: Company) -> None:
    opened = create_workspace(
        name=" Mill ",
        zone="UTC",
        owner_email=f"mia@{company.workspace_id}.test",
        owner_name="Mia",
        owner_password="a long password",
    )
    made, owner = workspace(opened.workspace_id), member(opened.workspace_id, opened.member_id)
    assert made is not None
    assert owner is not None
    assert (made.name, made.zone, made.location_on, made.tolerance) == ("Mill", "UTC", False, 120)
    assert (owner.role_name, owner.account_id) == ("owner", opened.account_id)
    assert any_workspace()
    assert made.id in {w.id for w in workspaces()}
    chain = workspace_chain_id(opened.workspace_id)
    assert chain is not None
    (entry,) = entries(opened.workspace_id, chain)
    assert (entry.position, entry.kind, entry.actor_pseudonym) == (
        1,
        "workspace.opened",
        "operator",
    )


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ({"name": ""}, Invalid),
        ({"zone": "Mars/Phobos"}, Invalid),
        ({"owner_email": "nobody"}, Invalid),
        ({"owner_name": " "}, Invalid),
        ({"owner_password": "short"}, Invalid),
    ],
)
def test_a_company_opens_whole_or_not_at_all(
    company: Company, wrong: dict[str, str], kind: type[Exception]
) -> None:
    before = len(workspaces())
    asked = {
        "name": "Mill",
        "zone": "UTC",
        "owner_email": f"mia@{company.workspace_id}.test",
        "owner_name": "Mia",
        "owner_password": "a long password",
    }
    with pytest.raises(kind):
        create_workspace(**asked | wrong)
    assert len(workspaces()) == before


def test_an_owner_who_exists_keeps_the_password(company: Company) -> None:
    with pytest.raises(Conflict) as refused:
        create_workspace(
            name="Mill",
            zone="UTC",
            owner_email=company.olive.email,
            owner_name="Olive",
            owner_password="another password",
        )
    assert refused.value.code == "account_exists"
    second = create_workspace(
        name="Mill", zone="UTC", owner_email=company.olive.email, owner_name="Olive"
    )
    assert second.account_id == company.olive.account_id
    sign_in(company.olive.email, "correct horse battery", address="a", device="")


def test_owners_change_the_settings(company: Company) -> None:
    new = SETTINGS | {"name": "Backstube", "tolerance": 0}
    update_workspace(company.olive.actor, **new)  # type: ignore[arg-type]
    made = workspace(company.workspace_id)
    assert made is not None
    assert (made.name, made.tolerance) == ("Backstube", 0)
    chain = workspace_chain_id(company.workspace_id)
    assert chain is not None
    entry = entries(company.workspace_id, chain, limit=1)[0]
    assert (entry.kind, entry.before, entry.after) == ("workspace.changed", SETTINGS, new)
    update_workspace(company.olive.actor, **new)  # type: ignore[arg-type]
    assert entries(company.workspace_id, chain, limit=1)[0] == entry


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("name", ["eli", "maya", "edda"])
def test_no_one_else_does(company: Company, name: str) -> None:
    with pytest.raises(NotAllowed):
        update_workspace(getattr(company, name).actor, **SETTINGS | {"name": "x"})  # type: ignore[arg-type]


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    "wrong",
    [
        {"tolerance": -1},
        {"tolerance": 3601},
        {"zone": "../../etc/passwd"},
        {"name": "x" * 201},
    ],
)
def test_settings_are_checked(company: Company, wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        update_workspace(company.olive.actor, **SETTINGS | wrong)  # type: ignore[arg-type]
