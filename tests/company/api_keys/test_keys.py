"""API keys: shown once, kept as a hash, acting with the member's present role and no further."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.fixtures.company import Company, CompanyMember, Watch
from timeclock.authority.actor import Door, Role, Scope
from timeclock.company.api_keys.models import ApiKey
from timeclock.company.api_keys.queries import keys
from timeclock.company.api_keys.service import authenticate, issue_key, revoke_key
from timeclock.company.people.membership import reactivate, set_role
from timeclock.errors import Conflict, Invalid, NotAllowed, NotFound
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import entries, workspace_chain_id
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.punching import clock_in
from timeclock.worktime.shifts.stopping import stop

DOOR = Door.CLOCKIFY


def key_of(company: Company, person: CompanyMember, scope: Scope = Scope.PUNCH) -> str:
    return issue_key(
        company.olive.actor, member_id=person.member_id, name="Script", scope=scope
    ).key


def test_a_key_acts_for_its_member_through_the_door_it_came_by(company: Company) -> None:
    actor = authenticate(key_of(company, company.eli), DOOR)
    assert actor == company.eli.through(DOOR, Scope.PUNCH)


def test_the_database_keeps_a_hash_and_a_beginning(company: Company) -> None:
    key = key_of(company, company.eli)
    row = db.session.scalars(
        select(ApiKey).where(ApiKey.workspace_id == company.workspace_id)
    ).one()
    assert len(key) > 40
    assert row.start == key[: len(row.start)]
    assert len(row.start) < 12
    kept = {column.name: getattr(row, column.key) for column in ApiKey.__mapper__.columns}
    assert not any(key in str(value) for value in kept.values())
    chain = workspace_chain_id(company.workspace_id)
    assert chain is not None
    assert key not in str(entries(company.workspace_id, chain, limit=1))


def test_it_is_shown_once(company: Company) -> None:
    once = Once.of("k", {})

    def issue() -> str:
        return issue_key(
            company.olive.actor,
            member_id=company.eli.member_id,
            name="Script",
            scope=Scope.PUNCH,
            once=once,
        ).key

    assert re.fullmatch(r"tck[A-Za-z0-9]{45}", issue())
    with pytest.raises(Conflict) as refused:
        issue()
    assert refused.value.code == "already_done"
    assert len(keys(company.workspace_id)) == 1


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    "key", ["", "tck_", "x", "tck_" + "x" * 43, "tck_" + "x" * 100_000, "tck_\x00", "tck_\ud800"]
)
def test_nonsense_is_no_ones_key(company: Company, key: str) -> None:
    assert authenticate(key, DOOR) is None


class TestWhenItEnds:
    def test_at_its_expiry(self, company: Company, watch: Watch) -> None:
        expiry = watch.now + timedelta(days=1)
        key = issue_key(
            company.olive.actor,
            member_id=company.eli.member_id,
            name="x",
            scope=Scope.READ,
            expires_at=expiry,
        ).key
        watch.at(expiry - timedelta(seconds=1))
        assert authenticate(key, DOOR) is not None
        watch.at(expiry)
        assert authenticate(key, DOOR) is None

    def test_an_expiry_in_the_past_is_refused(self, company: Company, watch: Watch) -> None:
        with pytest.raises(Invalid) as refused:
            issue_key(
                company.olive.actor,
                member_id=company.eli.member_id,
                name="x",
                scope=Scope.READ,
                expires_at=watch.now,
            )
        assert (refused.value.code, refused.value.field) == ("expired", "expires_at")

    def test_when_it_is_revoked(self, company: Company) -> None:
        key = key_of(company, company.eli)
        ((row, owner),) = keys(company.workspace_id)
        assert owner.id == company.eli.member_id
        revoke_key(company.olive.actor, key_id=row.id)
        assert authenticate(key, DOOR) is None
        revoke_key(company.olive.actor, key_id=row.id)
        ((row, _),) = keys(company.workspace_id)
        assert row.revoked_at is not None

    def test_with_the_membership_and_for_good(self, company: Company) -> None:
        key = key_of(company, company.eli)
        deactivate_member(company.olive.actor, member_id=company.eli.member_id)
        assert authenticate(key, DOOR) is None
        with pytest.raises(Invalid):
            key_of(company, company.eli)
        reactivate(company.olive.actor, member_id=company.eli.member_id)
        assert authenticate(key, DOOR) is None


class TestHowFarItReaches:
    def test_as_far_as_the_present_role(self, company: Company) -> None:
        key = key_of(company, company.maya, Scope.ADMIN)
        clock_in(company.eli.actor, clock_id=company.shop)
        set_role(company.olive.actor, member_id=company.maya.member_id, role=Role.EMPLOYEE)
        actor = authenticate(key, DOOR)
        assert actor is not None
        assert (actor.role, actor.scope) == (Role.EMPLOYEE, Scope.ADMIN)
        with pytest.raises(NotAllowed):
            stop(actor, member_id=company.eli.member_id, reason="")

    def test_as_far_as_its_scope(self, company: Company) -> None:
        clock_in(company.eli.actor, clock_id=company.shop)
        for scope, may in ((Scope.READ, False), (Scope.PUNCH, False), (Scope.MANAGE, True)):
            actor = authenticate(key_of(company, company.maya, scope), DOOR)
            assert actor is not None
            if may:
                assert stop(actor, member_id=company.eli.member_id, reason="").changed
            else:
                with pytest.raises(NotAllowed):
                    stop(actor, member_id=company.eli.member_id, reason="")

    def test_not_into_another_company(self, company: Company) -> None:
        actor = authenticate(
            issue_key(
                company.nora.actor,
                member_id=company.nora.member_id,
                name="x",
                scope=Scope.ADMIN,
            ).key,
            DOOR,
        )
        assert actor is not None
        with pytest.raises(NotFound):
            stop(actor, member_id=company.eli.member_id, reason="")


class TestWhoIssuesAndRevokes:
    @pytest.mark.parametrize(
        ("name", "own", "others"),
        [
            ("eli", {Scope.READ, Scope.PUNCH}, set()),
            ("maya", {Scope.READ, Scope.PUNCH}, set()),
            ("edda", set(Scope), set(Scope)),
            ("olive", set(Scope), set(Scope)),
        ],
    )
    def test_everyone_for_oneself_and_executive_managers_for_all_below(
        self, company: Company, name: str, own: set[Scope], others: set[Scope]
    ) -> None:
        person = getattr(company, name)
        for target, allowed in ((person, own), (company.otto, others)):
            for scope in Scope:
                if scope in allowed:
                    issue_key(person.actor, member_id=target.member_id, name="x", scope=scope)
                    continue
                with pytest.raises(NotAllowed):
                    issue_key(person.actor, member_id=target.member_id, name="x", scope=scope)

    def test_no_one_for_an_equal_or_above(self, company: Company) -> None:
        with pytest.raises(NotAllowed):
            issue_key(
                company.edda.actor,
                member_id=company.olive.member_id,
                name="x",
                scope=Scope.READ,
            )

    def test_no_key_makes_a_stronger_one(self, company: Company) -> None:
        for person in (company.eli, company.olive):
            for scope in (Scope.READ, Scope.PUNCH, Scope.MANAGE):
                actor = authenticate(key_of(company, person, scope), DOOR)
                assert actor is not None
                for wanted in Scope:
                    if wanted.rank <= scope.rank and wanted.rank <= Scope.PUNCH.rank:
                        continue
                    with pytest.raises(NotAllowed):
                        issue_key(actor, member_id=person.member_id, name="x", scope=wanted)

    def test_one_revokes_ones_own_and_does_not_see_others(self, company: Company) -> None:
        own = issue_key(
            company.eli.actor, member_id=company.eli.member_id, name="x", scope=Scope.READ
        )
        others = issue_key(
            company.olive.actor, member_id=company.otto.member_id, name="x", scope=Scope.READ
        )
        for key_id in (others.key_id, 999_999):
            with pytest.raises(NotFound) as refused:
                revoke_key(company.eli.actor, key_id=key_id)
            assert refused.value.code == "key_not_found"
        revoke_key(company.eli.actor, key_id=own.key_id)
        with pytest.raises(NotFound):
            revoke_key(company.nora.actor, key_id=others.key_id)
        assert authenticate(others.key, DOOR) is not None


def test_the_last_use_is_written_at_most_once_a_minute(company: Company, watch: Watch) -> None:
    key = key_of(company, company.eli)
    began = watch.now
    for seconds, used in ((0, 0), (59, 0), (1, 60)):
        watch.later(seconds=seconds)
        authenticate(key, DOOR)
        db.session.rollback()
        ((row, _),) = keys(company.workspace_id, member_id=company.eli.member_id)
        assert row.last_used_at == began + timedelta(seconds=used)
