"""Invitations: one use, some days, and never a way to an account that is someone's already."""

import pytest

from tests.fixtures.company import PASSWORD, Company, Watch
from timeclock.authority.actor import Actor, Role
from timeclock.company.people.invitations import accept_invitation, accept_invitation_as, invite
from timeclock.company.people.links import LinkUse, find_link
from timeclock.company.people.membership import AddedMember, add_member
from timeclock.company.people.password_resets import reset_password
from timeclock.company.people.queries import account, member
from timeclock.company.people.signing_in import sign_in
from timeclock.errors import Conflict, Invalid, NotAllowed, NotFound
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import entries, workspace_chain_id
from timeclock.worktime.shifts.leaving import deactivate_member

NEW = "a long password"


@pytest.fixture
def nils(company: Company) -> AddedMember:
    """Added on Olive's page, with an account that has no password yet."""
    return add_member(company.olive.actor, email=f"nils@{company.workspace_id}.test", name="Nils")


def accepted(company: Company, added: AddedMember) -> bool:
    found = member(company.workspace_id, added.member_id)
    return found is not None and found.accepted_at is not None


def has_password(added: AddedMember, password: str) -> bool:
    found = account(added.account_id)
    assert found is not None
    try:
        sign_in(found.email, password, address=found.email, device="")
    except NotAllowed:
        return False
    return True


def test_a_link_shows_what_it_is_for(company: Company, nils: AddedMember) -> None:
    shown = find_link(invite(company.olive.actor, member_id=nils.member_id))
    assert shown is not None
    assert (shown.purpose, shown.name, shown.workspace_name) == (
        LinkUse.INVITATION,
        "Nils",
        "Bakery",
    )
    assert (shown.account_id, shown.account_has_password) == (nils.account_id, False)


def test_it_is_taken_up_with_a_first_password(company: Company, nils: AddedMember) -> None:
    token = invite(company.olive.actor, member_id=nils.member_id)
    assert not accepted(company, nils)
    assert accept_invitation(token, password=NEW) == nils.account_id
    assert accepted(company, nils)
    assert has_password(nils, NEW)


def test_it_works_once(company: Company, nils: AddedMember) -> None:
    token = invite(company.olive.actor, member_id=nils.member_id)
    accept_invitation(token, password=NEW)
    assert find_link(token) is None
    with pytest.raises(NotFound) as refused:
        accept_invitation(token, password="stolen password")
    assert refused.value.code == "link_not_found"
    assert has_password(nils, NEW)


def test_it_runs_out_after_two_weeks(company: Company, nils: AddedMember, watch: Watch) -> None:
    token = invite(company.olive.actor, member_id=nils.member_id)
    watch.later(days=14)
    assert find_link(token) is None
    with pytest.raises(NotFound):
        accept_invitation(token, password=NEW)


def test_a_new_one_ends_the_one_before(company: Company, nils: AddedMember) -> None:
    first = invite(company.olive.actor, member_id=nils.member_id)
    second = invite(company.olive.actor, member_id=nils.member_id)
    assert find_link(first) is None
    accept_invitation(second, password=NEW)


def test_a_weak_password_leaves_it_in_use(company: Company, nils: AddedMember) -> None:
    token = invite(company.olive.actor, member_id=nils.member_id)
    with pytest.raises(Invalid):
        accept_invitation(token, password="short")
    accept_invitation(token, password=NEW)


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("token", ["", "x", "x" * 10_000, "\x00", "\ud800"])
def test_nonsense_is_no_link(company: Company, token: str) -> None:
    assert find_link(token) is None
    with pytest.raises(NotFound):
        accept_invitation(token, password=NEW)


def test_it_is_no_password_reset(company: Company, nils: AddedMember) -> None:
    token = invite(company.olive.actor, member_id=nils.member_id)
    with pytest.raises(NotFound):
        reset_password(token, password=NEW)


def test_who_was_deactivated_meanwhile_does_not_come_in(
    company: Company, nils: AddedMember
) -> None:
    token = invite(company.olive.actor, member_id=nils.member_id)
    deactivate_member(company.olive.actor, member_id=nils.member_id)
    with pytest.raises(NotFound):
        accept_invitation(token, password=NEW)
    assert not has_password(nils, NEW)


def test_who_has_come_is_not_invited_again(company: Company) -> None:
    with pytest.raises(Conflict) as refused:
        invite(company.olive.actor, member_id=company.eli.member_id)
    assert refused.value.code == "already_accepted"


def test_the_ledger_keeps_that_and_not_what(company: Company, nils: AddedMember) -> None:
    token = invite(company.olive.actor, member_id=nils.member_id)
    chain = workspace_chain_id(company.workspace_id)
    assert chain is not None
    entry = entries(company.workspace_id, chain, limit=1)[0]
    assert (entry.kind, entry.after) == ("member.invited", {"member": nils.member_id})
    assert token not in str(entry)


def test_a_repeat_shows_the_secret_to_no_one(company: Company, nils: AddedMember) -> None:
    once = Once.of("invite-1", {})
    token = invite(company.olive.actor, member_id=nils.member_id, once=once)
    with pytest.raises(Conflict) as refused:
        invite(company.olive.actor, member_id=nils.member_id, once=once)
    assert refused.value.code == "already_done"
    assert find_link(token) is not None


class TestAnAccountThatExists:
    """Accounts are global, companies are not."""

    @pytest.fixture
    def eli_there(self, company: Company) -> AddedMember:
        """Nora adds Eli, who has an account from the bakery."""
        return add_member(company.nora.actor, email=company.eli.email, name="Eli")

    def test_it_is_invited_and_not_changed(self, company: Company, eli_there: AddedMember) -> None:
        assert eli_there == AddedMember(eli_there.member_id, company.eli.account_id, True)
        token = invite(company.nora.actor, member_id=eli_there.member_id)
        with pytest.raises(NotAllowed) as refused:
            accept_invitation(token, password=NEW)
        assert refused.value.code == "sign_in_first"
        assert has_password(eli_there, PASSWORD)
        assert not has_password(eli_there, NEW)

    def test_it_accepts_while_signed_in_as_itself(
        self, company: Company, eli_there: AddedMember
    ) -> None:
        token = invite(company.nora.actor, member_id=eli_there.member_id)
        with pytest.raises(NotAllowed):
            accept_invitation_as(token, account_id=company.maya.account_id)
        where = accept_invitation_as(token, account_id=company.eli.account_id)
        assert where == company.nora.workspace_id
        with pytest.raises(NotFound):
            accept_invitation_as(token, account_id=company.eli.account_id)

    def test_no_password_is_set_on_it_while_adding(self, company: Company) -> None:
        for actor in (company.nora.actor, Actor.operator(company.nora.workspace_id)):
            with pytest.raises(Conflict) as refused:
                add_member(actor, email=company.eli.email, name="Eli", password=NEW)
            assert refused.value.code == "account_exists"

    def test_one_without_a_password_is_not_opened_by_one_company_for_another(
        self, company: Company, nils: AddedMember
    ) -> None:
        """The operator has put Nils, who never signed in, into the foundry as well."""
        early = invite(company.olive.actor, member_id=nils.member_id)
        foundry = Actor.operator(company.nora.workspace_id)
        email = f"nils@{company.workspace_id}.test"
        add_member(foundry, email=email, name="Nils", role=Role.OWNER)
        with pytest.raises(Conflict) as refused:
            accept_invitation(early, password=NEW)
        assert refused.value.code == "member_elsewhere"
        with pytest.raises(Conflict):
            invite(company.olive.actor, member_id=nils.member_id)
        assert not has_password(nils, NEW)
        accept_invitation(invite(company.operator, member_id=nils.member_id), password=NEW)
        assert has_password(nils, NEW)

    def test_two_invitations_that_wait_are_both_good(
        self, company: Company, nils: AddedMember
    ) -> None:
        email = f"nils@{company.workspace_id}.test"
        there = add_member(company.nora.actor, email=email, name="Nils")
        tokens = [
            invite(company.olive.actor, member_id=nils.member_id),
            invite(company.nora.actor, member_id=there.member_id),
        ]
        accept_invitation(tokens[0], password=NEW)
        accept_invitation_as(tokens[1], account_id=nils.account_id)
