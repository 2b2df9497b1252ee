"""Password resets: by a link that an administrator issues, for no one who belongs elsewhere too."""

import pytest

from tests.fixtures.company import PASSWORD, Company, Watch
from timeclock.authority.actor import Actor, Role
from timeclock.company.people.invitations import accept_invitation, invite
from timeclock.company.people.links import LinkUse, find_link
from timeclock.company.people.membership import add_member, set_role
from timeclock.company.people.password_resets import issue_reset, reset_password
from timeclock.company.people.sessions import find_visitor
from timeclock.company.people.signing_in import sign_in
from timeclock.errors import Conflict, Invalid, NotAllowed, NotFound

NEW = "another long password"


def can_sign_in(company: Company, password: str) -> bool:
    try:
        sign_in(company.eli.email, password, address=company.eli.email, device="")
    except NotAllowed:
        return False
    return True


def test_a_link_sets_a_new_password_and_ends_every_session(company: Company) -> None:
    session = sign_in(company.eli.email, PASSWORD, address="a", device="").token
    token = issue_reset(company.olive.actor, member_id=company.eli.member_id)
    shown = find_link(token)
    assert shown is not None
    assert (shown.purpose, shown.email) == (LinkUse.RESET, company.eli.email)
    assert can_sign_in(company, PASSWORD)  # issuing alone changes nothing
    assert reset_password(token, password=NEW) == company.eli.account_id
    assert find_visitor(session) is None
    assert can_sign_in(company, NEW)
    assert not can_sign_in(company, PASSWORD)


def test_it_works_once_and_for_a_day(company: Company, watch: Watch) -> None:
    used = issue_reset(company.olive.actor, member_id=company.eli.member_id)
    reset_password(used, password=NEW)
    old = issue_reset(company.olive.actor, member_id=company.eli.member_id)
    watch.later(days=1)
    for token in (used, old):
        assert find_link(token) is None
        with pytest.raises(NotFound):
            reset_password(token, password="stolen password")


def test_no_one_issues_one_for_oneself(company: Company) -> None:
    with pytest.raises(Conflict) as refused:
        issue_reset(company.olive.actor, member_id=company.olive.member_id)
    assert refused.value.code == "own_password"


def test_a_new_one_ends_the_one_before(company: Company) -> None:
    first = issue_reset(company.olive.actor, member_id=company.eli.member_id)
    issue_reset(company.olive.actor, member_id=company.eli.member_id)
    with pytest.raises(NotFound):
        reset_password(first, password=NEW)


def test_a_change_of_role_ends_it(company: Company) -> None:
    # Otherwise Edda, who could reset the employee, would hold the way into an owner's account.
    token = issue_reset(company.edda.actor, member_id=company.eli.member_id)
    set_role(company.olive.actor, member_id=company.eli.member_id, role=Role.OWNER)
    with pytest.raises(NotFound):
        reset_password(token, password=NEW)


def test_a_weak_password_leaves_it_in_use(company: Company) -> None:
    token = issue_reset(company.olive.actor, member_id=company.eli.member_id)
    with pytest.raises(Invalid):
        reset_password(token, password="short")
    reset_password(token, password=NEW)


def test_it_is_no_invitation(company: Company) -> None:
    token = issue_reset(company.olive.actor, member_id=company.eli.member_id)
    with pytest.raises(NotFound):
        accept_invitation(token, password=NEW)


class TestWhoBelongsElsewhereToo:
    """One company must not open another's door."""

    def test_gets_none_from_a_company(self, company: Company) -> None:
        add_member(company.nora.actor, email=company.eli.email, name="Eli")
        with pytest.raises(Conflict) as refused:
            issue_reset(company.olive.actor, member_id=company.eli.member_id)
        assert refused.value.code == "member_elsewhere"

    def test_gets_one_from_the_operator(self, company: Company) -> None:
        add_member(company.nora.actor, email=company.eli.email, name="Eli")
        token = issue_reset(company.operator, member_id=company.eli.member_id)
        reset_password(token, password=NEW)
        assert can_sign_in(company, NEW)

    def test_is_not_reset_by_a_link_kept_from_before(self, company: Company) -> None:
        token = issue_reset(company.olive.actor, member_id=company.eli.member_id)
        add_member(Actor.operator(company.nora.workspace_id), email=company.eli.email, name="Eli")
        with pytest.raises(Conflict):
            reset_password(token, password=NEW)
        assert can_sign_in(company, PASSWORD)


class TestWhoMayIssue:
    @pytest.mark.parametrize("name", ["eli", "maya"])
    def test_not_employees_and_managers(self, company: Company, name: str) -> None:
        for issue in (issue_reset, invite):
            with pytest.raises(NotAllowed):
                issue(getattr(company, name).actor, member_id=company.otto.member_id)

    def test_an_executive_manager_not_for_an_owner(self, company: Company) -> None:
        with pytest.raises(NotAllowed):
            issue_reset(company.edda.actor, member_id=company.olive.member_id)
        assert issue_reset(company.edda.actor, member_id=company.maya.member_id)

    def test_no_one_for_another_company(self, company: Company) -> None:
        for member_id in (company.eli.member_id, 999_999):
            for issue in (issue_reset, invite):
                with pytest.raises(NotFound) as refused:
                    issue(company.nora.actor, member_id=member_id)
                assert refused.value.code == "member_not_found"

    def test_no_one_for_an_invitation_that_waits(self, company: Company) -> None:
        added = add_member(company.olive.actor, email=f"n@{company.workspace_id}.test", name="N")
        with pytest.raises(Conflict) as refused:
            issue_reset(company.olive.actor, member_id=added.member_id)
        assert refused.value.code == "not_accepted"
