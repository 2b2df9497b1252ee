"""Adding people, their roles and numbers."""

import unicodedata

import pytest
from flask import Flask

from tests.fixtures.company import Company
from tests.worktime.shifts.races.at_once import at_once, refusals
from timeclock.authority.actor import Actor, Role, Scope
from timeclock.company.people.membership import (
    AddedMember,
    add_member,
    reactivate,
    set_role,
    update_member,
)
from timeclock.company.people.queries import (
    account,
    member,
    member_by_email,
    member_of_account,
    members,
    names,
)
from timeclock.errors import Conflict, Invalid, NotAllowed, NotFound
from timeclock.ledger.queries import entries, workspace_chain_id
from timeclock.worktime.shifts.leaving import deactivate_member

ADDRESSES = {
    "Nils@Example.TEST": "nils@example.test",
    "  nils@example.test ": "nils@example.test",
    "nils+tag@example.test": "nils+tag@example.test",
    "NI\u0308ls@example.test": "nïls@example.test",
    "nils@bücher.test": "nils@bücher.test",
    "nils@B\u00dcCHER.test": "nils@bücher.test",
    "nils@xn--bcher-kva.test": "nils@bücher.test",
    "ｎｉｌｓ@example.test": "nils@example.test",
    "nils@ｅxample.test": "nils@example.test",
    "ﬁnn@example.test": "finn@example.test",
    "ni\u017fl@example.test": "nisl@example.test",
    "nilß@example.test": "nilss@example.test",
}
NO_ADDRESSES = [
    "",
    "nils",
    "nils@",
    "@example.test",
    "nils@example",
    "nils@exa mple.test",
    "nils@@example.test",
    "nils@[127.0.0.1]",
    "nils\x00@example.test",
    "nils@example.test\nBcc: x@y.test",
    "n" * 300 + "@example.test",
    "\ud800@example.test",
    "Nils <nils@example.test>",
]


def add(company: Company, email: str, **more: object) -> AddedMember:
    return add_member(company.olive.actor, email=email, name="Nils", **more)  # type: ignore[arg-type]


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("written", ADDRESSES)
def test_an_address_is_kept_as_typed_and_is_one_in_every_form(
    company: Company, written: str
) -> None:
    at = f"@of{company.workspace_id}."
    typed, plain = written.replace("@", at), ADDRESSES[written].replace("@", at)
    added = add(company, typed)
    kept = account(added.account_id)
    assert kept is not None
    assert kept.email == unicodedata.normalize("NFC", typed.strip())
    assert kept.email_key == plain
    for form in (typed, plain, plain.upper()):
        again = member_by_email(company.workspace_id, form)
        assert again is not None
        assert again.id == added.member_id
    elsewhere = add_member(company.nora.actor, email=plain, name="Nils")
    assert (elsewhere.account_id, elsewhere.account_existed) == (added.account_id, True)
    with pytest.raises(Conflict) as refused:
        add(company, plain)
    assert refused.value.code == "already_member"


def test_an_id_does_not_tell_whether_the_address_had_an_account(company: Company) -> None:
    """New ids lie anywhere, so an earlier one is as likely to be the higher one."""
    email = f"nils@{company.workspace_id}.test"
    before = add_member(company.nora.actor, email=email, name="Nils").account_id
    new = [add(company, f"{n}@{company.workspace_id}.test").account_id for n in range(24)]
    assert add(company, email).account_id == before
    assert all(2**40 <= each < 2**53 for each in (before, *new))
    assert new != sorted(new)
    assert len(set(new)) == len(new)


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("email", NO_ADDRESSES, ids=ascii)
def test_what_is_no_address_is_refused(company: Company, email: str) -> None:
    with pytest.raises(Invalid) as refused:
        add(company, email)
    assert (refused.value.code, refused.value.field) == ("invalid_email", "email")


def test_no_one_is_added_twice(company: Company) -> None:
    with pytest.raises(Conflict) as refused:
        add(company, company.eli.email.upper())
    assert refused.value.code == "already_member"


def test_one_person_added_at_once_is_one_member(company_app: Flask, company: Company) -> None:
    email = f"nils@{company.workspace_id}.test"
    outcomes = at_once(company_app, [lambda: add(company, email)] * 8)
    assert refusals(outcomes) == ["already_member"] * 7


def test_one_person_added_by_two_companies_at_once_is_one_account(
    company_app: Flask, company: Company
) -> None:
    """No lock is shared by two companies: the index on addresses decides."""
    email = f"nils@{company.workspace_id}.test"
    outcomes = at_once(
        company_app,
        [
            lambda a=a: add_member(a, email=email, name="Nils")
            for a in (company.olive.actor, company.nora.actor)
        ],
    )
    assert refusals(outcomes) == []
    assert len({o.account_id for o in outcomes if isinstance(o, AddedMember)}) == 1


def test_a_number_belongs_to_one_person_of_the_company(company: Company) -> None:
    first = add(company, f"a@{company.workspace_id}.test", employee_number=" 7 ")
    with pytest.raises(Invalid) as refused:
        add(company, f"b@{company.workspace_id}.test", employee_number="7")
    assert (refused.value.code, refused.value.field) == ("number_taken", "employee_number")
    for other_form in ("\uff17", "\u2466"):
        with pytest.raises(Invalid) as refused:
            add(company, f"b@{company.workspace_id}.test", employee_number=other_form)
        assert refused.value.code == "number_taken"
    update_member(company.olive.actor, member_id=first.member_id, name="Nils", employee_number="7")
    add_member(
        company.nora.actor,
        email=f"c@{company.workspace_id}.test",
        name="C",
        employee_number="7",
    )


def test_a_name_is_required_and_cleaned_in_the_ledger_too(company: Company) -> None:
    with pytest.raises(Invalid):
        add_member(company.olive.actor, email="a@b.test", name=" \x00 ")
    add_member(
        company.olive.actor, email=f"z@{company.workspace_id}.test", name=" Zo\u0308e\u202e "
    )
    chain = workspace_chain_id(company.workspace_id)
    assert chain is not None
    assert entries(company.workspace_id, chain, limit=1)[0].payload == {
        "name": "Zöe",
        "number": None,
    }


def test_each_member_has_a_chain_under_a_pseudonym(company: Company) -> None:
    actors = [p.actor for p in (company.olive, company.edda, company.eli)]
    assert len({a.pseudonym for a in actors}) == 3
    assert all(len(bytes.fromhex(a.pseudonym)) == 16 for a in actors)


class TestRoles:
    def test_only_owners_change_them(self, company: Company) -> None:
        for person in (company.eli, company.maya, company.edda):
            with pytest.raises(NotAllowed):
                set_role(person.actor, member_id=company.otto.member_id, role=Role.MANAGER)
        set_role(company.olive.actor, member_id=company.otto.member_id, role=Role.MANAGER)
        found = member(company.workspace_id, company.otto.member_id)
        assert found is not None
        assert found.role is Role.MANAGER

    def test_not_by_adding_either(self, company: Company) -> None:
        edda, email = company.edda.actor, f"n@{company.workspace_id}.test"
        for role in (Role.MANAGER, Role.EXECUTIVE_MANAGER, Role.OWNER):
            with pytest.raises(NotAllowed):
                add_member(edda, email=email, name="N", role=role)
        assert add_member(edda, email=email, name="N")

    def test_not_with_a_key_that_does_not_reach(self, company: Company) -> None:
        key = company.olive.through(company.olive.actor.door, Scope.MANAGE)
        with pytest.raises(NotAllowed):
            set_role(key, member_id=company.eli.member_id, role=Role.MANAGER)
        with pytest.raises(NotAllowed):
            add_member(key, email=f"n@{company.workspace_id}.test", name="N")

    def test_the_ledger_keeps_before_and_after(self, company: Company) -> None:
        set_role(company.olive.actor, member_id=company.eli.member_id, role=Role.MANAGER)
        chain = workspace_chain_id(company.workspace_id)
        assert chain is not None
        entry = entries(company.workspace_id, chain, limit=1)[0]
        assert entry.kind == "member.role_changed"
        assert entry.actor_id == company.olive.member_id
        assert entry.before == {"member": company.eli.member_id, "role": "employee"}
        assert entry.after is not None
        assert (entry.after["member"], entry.after["role"]) == (company.eli.member_id, "manager")

    def test_the_same_again_leaves_no_trace(self, company: Company) -> None:
        chain = workspace_chain_id(company.workspace_id)
        assert chain is not None
        before = entries(company.workspace_id, chain, limit=1)
        set_role(company.olive.actor, member_id=company.eli.member_id, role=Role.EMPLOYEE)
        assert entries(company.workspace_id, chain, limit=1) == before

    def test_another_companys_people_do_not_exist(self, company: Company) -> None:
        for member_id in (company.eli.member_id, 999_999):
            with pytest.raises(NotFound) as refused:
                set_role(company.nora.actor, member_id=member_id, role=Role.OWNER)
            assert refused.value.code == "member_not_found"


class TestLookingUp:
    def test_lists_leave_who_has_left_out_unless_asked(self, company: Company) -> None:
        deactivate_member(company.olive.actor, member_id=company.eli.member_id)
        active = [m.name for m, _ in members(company.workspace_id)]
        assert active == ["Edda", "Maya", "Olive", "Otto", "Yann"]
        everyone = members(company.workspace_id, include_deactivated=True)
        assert [m.name for m, _ in everyone][1] == "Eli"
        reactivate(company.olive.actor, member_id=company.eli.member_id)
        assert len(members(company.workspace_id)) == 6

    def test_nothing_crosses_companies(self, company: Company) -> None:
        there = company.nora.workspace_id
        assert member(there, company.eli.member_id) is None
        assert member_of_account(there, company.eli.account_id) is None
        assert member_by_email(there, company.eli.email) is None
        assert names(there, [company.eli.member_id]) == {}
        assert [m.name for m, _ in members(there)] == ["Nora"]

    def test_a_change_of_name_is_kept(self, company: Company) -> None:
        update_member(
            company.edda.actor,
            member_id=company.eli.member_id,
            name="Elias",
            employee_number="12",
        )
        found = member(company.workspace_id, company.eli.member_id)
        assert found is not None
        assert (found.name, found.employee_number) == ("Elias", "12")
        with pytest.raises(NotAllowed):
            update_member(
                company.maya.actor,
                member_id=company.eli.member_id,
                name="E",
                employee_number=None,
            )

    def test_the_operator_adds_without_asking(self, company: Company) -> None:
        added = add_member(
            Actor.operator(company.workspace_id), email=f"o@{company.workspace_id}.test", name="O"
        )
        found = member(company.workspace_id, added.member_id)
        assert found is not None
        assert found.accepted_at is not None
