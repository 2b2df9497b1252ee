"""Sessions on the server: how long they last, what ends them, which company they are in."""

from datetime import timedelta

import pytest

from tests.fixtures.company import PASSWORD, Company, CompanyMember, Watch
from timeclock.authority.actor import Actor, Role
from timeclock.company.people.membership import add_member, set_role
from timeclock.company.people.queries import account, member_of_account, memberships, sign_ins
from timeclock.company.people.sessions import (
    choose_workspace,
    end_sign_in,
    find_visitor,
    open_session,
    set_preferences,
    sign_out,
    sign_out_everywhere,
    touch,
)
from timeclock.company.people.signing_in import change_password, sign_in
from timeclock.errors import Invalid, NotAllowed, NotFound
from timeclock.worktime.shifts.leaving import deactivate_member

NEW = "another long password"


def session_of(person: CompanyMember) -> str:
    return sign_in(person.email, PASSWORD, address=f"of {person.email}", device="Phone").token


def ends(token: str) -> bool:
    return find_visitor(token) is None


def test_nonsense_is_no_ones_token(company: Company) -> None:
    for token in ("", "x", "x" * 100_000, "\x00", "\ud800"):
        assert ends(token)


def test_signing_out_ends_this_session_only(company: Company) -> None:
    phone, desk = session_of(company.eli), session_of(company.eli)
    sign_out(phone)
    assert ends(phone)
    assert not ends(desk)


def test_signing_out_everywhere_may_keep_the_one_that_asks(company: Company) -> None:
    phone, desk, others = (session_of(p) for p in (company.eli, company.eli, company.maya))
    sign_out_everywhere(company.eli.account_id, keep=desk)
    assert ends(phone)
    assert not ends(desk)
    assert not ends(others)
    sign_out_everywhere(company.eli.account_id)
    assert ends(desk)


def test_one_ends_only_ones_own(company: Company) -> None:
    phone = session_of(company.eli)
    (found,) = sign_ins(company.eli.account_id)
    end_sign_in(company.maya.account_id, found.id)
    assert not ends(phone)
    end_sign_in(company.eli.account_id, found.id)
    assert ends(phone)
    assert sign_ins(company.eli.account_id) == []


class TestLasting:
    def test_seven_days_without_a_visit_end_it(self, company: Company, watch: Watch) -> None:
        token = session_of(company.eli)
        watch.later(days=7)
        assert not ends(token)
        watch.later(seconds=1)
        assert ends(token)

    def test_a_visit_renews_it_but_not_beyond_thirty_days(
        self, company: Company, watch: Watch
    ) -> None:
        token = session_of(company.eli)
        for _ in range(5):
            watch.later(days=6)
            visitor = find_visitor(token)
            assert visitor is not None
            touch(visitor)
        watch.later(seconds=1)
        assert ends(token)

    def test_looking_alone_renews_nothing(self, company: Company, watch: Watch) -> None:
        """A page that polls stays open for days without anyone there."""
        token = session_of(company.eli)
        for _ in range(7):
            watch.later(days=1)
            find_visitor(token)
        assert ends(token) is False
        watch.later(seconds=1)
        assert ends(token)

    def test_a_visit_is_written_at_most_once_a_minute(self, company: Company, watch: Watch) -> None:
        token = session_of(company.eli)
        began = watch.now
        for seconds, seen in ((59, began), (1, began + timedelta(seconds=60))):
            watch.later(seconds=seconds)
            visitor = find_visitor(token)
            assert visitor is not None
            touch(visitor)
            again = find_visitor(token)
            assert again is not None
            assert again.last_seen_at == seen


class TestPasswords:
    def test_a_new_one_ends_every_other_session(self, company: Company) -> None:
        phone, desk = session_of(company.eli), session_of(company.eli)
        change_password(company.eli.account_id, PASSWORD, NEW, keep_token=desk)
        assert ends(phone)
        assert not ends(desk)
        with pytest.raises(NotAllowed):
            session_of(company.eli)
        assert sign_in(company.eli.email, NEW, address="a", device="").account_id

    def test_it_takes_the_present_one(self, company: Company) -> None:
        phone = session_of(company.eli)
        with pytest.raises(Invalid) as refused:
            change_password(company.eli.account_id, "wrong", NEW, keep_token=phone)
        assert (refused.value.code, refused.value.field) == ("wrong_password", "current")
        session_of(company.eli)

    def test_guessing_the_present_one_has_to_wait_too(self, company: Company) -> None:
        phone = session_of(company.eli)
        for _ in range(5):
            with pytest.raises(Invalid):
                change_password(company.eli.account_id, "wrong", NEW, keep_token=phone)
        with pytest.raises(NotAllowed) as refused:
            change_password(company.eli.account_id, PASSWORD, NEW, keep_token=phone)
        assert refused.value.code == "wait_longer"

    @pytest.mark.databases("sqlite")
    @pytest.mark.parametrize("password", ["", "123456789", "x" * 201])
    def test_one_too_short_or_too_long_is_refused(self, company: Company, password: str) -> None:
        phone, desk = session_of(company.eli), session_of(company.eli)
        with pytest.raises(Invalid) as refused:
            change_password(company.eli.account_id, PASSWORD, password, keep_token=desk)
        assert (refused.value.code, refused.value.field) == ("weak_password", "password")
        assert not ends(phone)

    @pytest.mark.databases("sqlite")
    @pytest.mark.parametrize("password", ["1234567890", "x" * 200, "пароль из слов", " 12345678 "])
    def test_anything_in_between_is_fine(self, company: Company, password: str) -> None:
        change_password(company.eli.account_id, PASSWORD, password, keep_token="")
        sign_in(company.eli.email, password, address="a", device="")


class TestCompanies:
    def both(self, company: Company) -> None:
        """Eli works at Nora's foundry too, and has been there."""
        added = add_member(
            Actor.operator(company.nora.workspace_id), email=company.eli.email, name="Eli E."
        )
        assert added.account_existed

    def test_with_two_one_chooses(self, company: Company) -> None:
        self.both(company)
        token = session_of(company.eli)
        visitor = find_visitor(token)
        assert visitor is not None
        assert (visitor.workspace_id, visitor.role) == (None, None)
        with pytest.raises(NotAllowed) as refused:
            visitor.actor()
        assert refused.value.code == "no_workspace"
        choose_workspace(token, company.nora.workspace_id)
        visitor = find_visitor(token)
        assert visitor is not None
        assert (visitor.workspace_id, visitor.member_name) == (company.nora.workspace_id, "Eli E.")
        assert {m.workspace_id for m in memberships(company.eli.account_id)} == {
            company.workspace_id,
            company.nora.workspace_id,
        }

    def test_another_persons_company_does_not_exist(self, company: Company) -> None:
        token = session_of(company.eli)
        for workspace_id in (company.nora.workspace_id, 999_999):
            with pytest.raises(NotFound) as refused:
                choose_workspace(token, workspace_id)
            assert refused.value.code == "workspace_not_found"
        with pytest.raises(NotFound):
            choose_workspace("an unknown token", company.workspace_id)

    def test_a_company_whose_invitation_waits_is_not_ones_own_yet(self, company: Company) -> None:
        add_member(company.nora.actor, email=company.eli.email, name="Eli")
        token = session_of(company.eli)
        visitor = find_visitor(token)
        assert visitor is not None
        assert visitor.workspace_id == company.workspace_id
        with pytest.raises(NotFound):
            choose_workspace(token, company.nora.workspace_id)
        assert open_session(company.eli.account_id, "x", company.nora.workspace_id)

    def test_leaving_one_company_leaves_the_other(self, company: Company) -> None:
        self.both(company)
        there, here = session_of(company.eli), session_of(company.eli)
        choose_workspace(there, company.nora.workspace_id)
        choose_workspace(here, company.workspace_id)
        deactivate_member(company.olive.actor, member_id=company.eli.member_id)
        assert ends(here)
        assert not ends(there)
        with pytest.raises(NotFound):
            choose_workspace(there, company.workspace_id)

    def test_a_role_changed_counts_at_once(self, company: Company) -> None:
        token = session_of(company.maya)
        set_role(company.olive.actor, member_id=company.maya.member_id, role=Role.EMPLOYEE)
        visitor = find_visitor(token)
        assert visitor is not None
        assert visitor.role is Role.EMPLOYEE


def test_preferences_are_kept_and_checked(company: Company) -> None:
    set_preferences(company.eli.account_id, zone="Asia/Tokyo", theme="dark")
    visitor = find_visitor(session_of(company.eli))
    assert visitor is not None
    assert (visitor.zone, visitor.theme) == ("Asia/Tokyo", "dark")
    for zone, theme in (("Mars/Phobos", None), (None, "neon")):
        with pytest.raises(Invalid):
            set_preferences(company.eli.account_id, zone=zone, theme=theme)
    set_preferences(company.eli.account_id, zone=None, theme=None)
    kept = account(company.eli.account_id)
    assert kept is not None
    assert (kept.zone, kept.theme) == (None, None)
    assert member_of_account(company.workspace_id, company.eli.account_id) is not None


def test_what_a_browser_calls_itself_is_cut_and_cleaned(company: Company) -> None:
    open_session(company.eli.account_id, "Mozilla\x00\u202e" + "x" * 5000)
    (found,) = sign_ins(company.eli.account_id)
    assert found.device == "Mozilla" + "x" * 193
