"""Signing in: the same words and work for every failure, and a delay that grows and is kept."""

from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select

from tests.fixtures.company import PASSWORD, Company, Watch
from timeclock.company.people.membership import add_member
from timeclock.company.people.models import Delay, SignIn
from timeclock.company.people.passwords import Passwords, passwords
from timeclock.company.people.patience import WaitLonger
from timeclock.company.people.queries import account
from timeclock.company.people.sessions import find_visitor
from timeclock.company.people.signing_in import sign_in
from timeclock.errors import NotAllowed
from timeclock.storage.transactions import db


def try_in(email: str, password: str, address: str = "") -> None:
    """From an address that only this person uses, unless another is given."""
    sign_in(email, password, address=address or f"of {email}", device="test")


def refused(email: str, password: str, address: str = "") -> NotAllowed:
    with pytest.raises(NotAllowed) as refusal:
        try_in(email, password, address)
    return refusal.value


def fail(email: str, times: int, address: str = "") -> None:
    for _ in range(times):
        assert refused(email, "wrong", address).code == "wrong_credentials"


def test_the_right_password_opens_a_session(company: Company) -> None:
    signed_in = sign_in(company.eli.email, PASSWORD, address="192.0.2.2", device="Phone")
    visitor = find_visitor(signed_in.token)
    assert visitor is not None
    assert (visitor.account_id, visitor.email) == (company.eli.account_id, company.eli.email)
    assert (visitor.workspace_id, visitor.member_id) == (
        company.workspace_id,
        company.eli.member_id,
    )
    assert visitor.actor() == company.eli.actor


def test_an_address_is_one_however_it_is_written(company: Company) -> None:
    try_in(f"  {company.eli.email.upper()} ", PASSWORD)


def test_the_database_keeps_no_token(company: Company) -> None:
    token = sign_in(company.eli.email, PASSWORD, address="192.0.2.2", device="").token
    kept = db.session.scalars(select(SignIn.token_hash)).all()
    assert token.encode() not in kept
    assert len(token) >= 40
    assert all(len(value) == 32 for value in kept)


def test_each_sign_in_has_a_token_of_its_own(company: Company) -> None:
    tokens = {
        sign_in(company.eli.email, PASSWORD, address="192.0.2.2", device="").token for _ in range(3)
    }
    assert len(tokens) == 3


@dataclass
class Counting:
    """Counts how often argon2 had to work."""

    verified: list[str] = field(default_factory=list)


@pytest.fixture
def work(company: Company, monkeypatch: pytest.MonkeyPatch) -> Counting:
    counting, hasher = Counting(), passwords()._hasher

    class Hasher:
        def verify(self, stored: str, password: str) -> bool:
            counting.verified.append(stored)
            return hasher.verify(stored, password)

        def __getattr__(self, name: str) -> object:
            return getattr(hasher, name)

    monkeypatch.setattr(passwords(), "_hasher", Hasher())
    return counting


class TestSameWordsAndWork:
    """No one learns from an answer, nor from its time, whose address exists."""

    def test_for_an_unknown_name_and_a_wrong_password(
        self, company: Company, work: Counting
    ) -> None:
        wrong = refused(company.eli.email, "wrong password")
        unknown = refused(f"nobody@{company.workspace_id}.test", "wrong password")
        assert (wrong.code, wrong.sentence, wrong.field, wrong.details) == (
            unknown.code,
            unknown.sentence,
            unknown.field,
            unknown.details,
        )
        assert len(work.verified) == 2
        costs = {stored.rsplit("$", 2)[0] for stored in work.verified}
        assert len(costs) == 1  # the same parameters, hence the same time

    @pytest.mark.parametrize(
        "email",
        ["", "not an address", "a@b@c", "\x00@x.test", "x" * 10_000 + "@x.test", "ß@ü.test"],
    )
    def test_for_what_is_no_address(self, company: Company, work: Counting, email: str) -> None:
        address = f"of {company.workspace_id}"
        assert refused(email, "wrong password", address).code == "wrong_credentials"
        assert len(work.verified) == 1

    def test_for_an_account_that_has_no_password_yet(
        self, company: Company, work: Counting
    ) -> None:
        email = f"new@{company.workspace_id}.test"
        add_member(company.olive.actor, email=email, name="New")
        assert refused(email, PASSWORD).code == "wrong_credentials"
        assert len(work.verified) == 1

    @pytest.mark.parametrize("password", ["", "a stranger's password", "x" * 100_000, "\x00", "🥐"])
    def test_for_any_password(self, company: Company, work: Counting, password: str) -> None:
        for email in (company.eli.email, f"nobody@{company.workspace_id}.test"):
            assert refused(email, password).code == "wrong_credentials"
        assert len(work.verified) == 2

    def test_the_delay_does_not_tell_either(self, company: Company) -> None:
        for email in (company.eli.email, f"nobody@{company.workspace_id}.test"):
            fail(email, 5, address=f"for {email}")
            assert isinstance(refused(email, "wrong", f"for {email}"), WaitLonger)


class TestPatience:
    def test_after_five_failures_one_has_to_wait(self, company: Company, watch: Watch) -> None:
        fail(company.eli.email, 5)
        waiting = refused(company.eli.email, PASSWORD)
        assert isinstance(waiting, WaitLonger)
        assert waiting.details["seconds"] in {1, 2}
        assert "wait" in waiting.sentence
        watch.later(seconds=2)
        try_in(company.eli.email, PASSWORD)

    def test_each_further_failure_doubles_the_wait_up_to_a_quarter_of_an_hour(
        self, company: Company, watch: Watch
    ) -> None:
        fail(company.eli.email, 5)
        waits = []
        for _ in range(14):
            waiting = refused(company.eli.email, "wrong")
            assert isinstance(waiting, WaitLonger)
            seconds = waiting.details["seconds"]
            assert isinstance(seconds, int)
            waits.append(seconds)
            watch.later(seconds=seconds)
            fail(company.eli.email, 1)
        assert waits == sorted(waits)
        assert all(later <= 2 * earlier + 1 for earlier, later in pairwise(waits))
        assert 900 <= waits[-1] <= 901

    def test_tries_while_waiting_do_not_lengthen_it(self, company: Company, watch: Watch) -> None:
        fail(company.eli.email, 5)
        for _ in range(20):
            assert isinstance(refused(company.eli.email, "wrong"), WaitLonger)
        watch.later(seconds=2)
        try_in(company.eli.email, PASSWORD)

    def test_a_typo_now_and_then_from_one_office_never_adds_up(
        self, company: Company, watch: Watch
    ) -> None:
        for number in range(60):
            email = f"p{number}@{company.workspace_id}.test"
            assert refused(email, "typo", "the office").code == "wrong_credentials"
            watch.later(minutes=2)
        try_in(company.eli.email, PASSWORD, "the office")

    def test_success_forgives_the_account(self, company: Company) -> None:
        fail(company.eli.email, 4)
        try_in(company.eli.email, PASSWORD)
        fail(company.eli.email, 4)
        try_in(company.eli.email, PASSWORD)

    def test_an_address_that_tries_many_names_has_to_wait(self, company: Company) -> None:
        address = f"address of {company.workspace_id}"
        for number in range(20):
            fail(f"nobody{number}@{company.workspace_id}.test", 1, address)
        assert isinstance(refused(company.eli.email, PASSWORD, address), WaitLonger)
        try_in(company.eli.email, PASSWORD, "another address")

    def test_a_day_without_failures_forgives(self, company: Company, watch: Watch) -> None:
        fail(company.eli.email, 5)
        watch.later(days=1, seconds=1)
        fail(company.maya.email, 1)
        fail(company.eli.email, 4)
        try_in(company.eli.email, PASSWORD)

    def test_it_is_kept_in_the_database_without_a_name(
        self, company_app: Flask, company: Company
    ) -> None:
        fail(company.eli.email, 5)
        kept = db.session.scalars(select(Delay)).all()
        assert any(d.subject.startswith("pair:") and d.blocked_until for d in kept)
        assert not any(company.eli.email in delay.subject for delay in kept)
        # Another process, or this one after a restart, knows of it from there.
        with company_app.app_context():
            assert isinstance(refused(company.eli.email, PASSWORD), WaitLonger)


def test_a_password_stored_at_another_cost_is_stored_again(
    company_app: Flask, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    from_before = _hash_of(company)
    dearer = Passwords(PasswordHasher(2, 8, 1))
    monkeypatch.setitem(company_app.extensions, "timeclock_passwords", dearer)
    try_in(company.eli.email, PASSWORD)
    renewed = _hash_of(company)
    assert renewed != from_before
    try_in(company.eli.email, PASSWORD)
    assert _hash_of(company) == renewed


def _hash_of(company: Company) -> str | None:
    found = account(company.eli.account_id)
    assert found is not None
    return found.password_hash
