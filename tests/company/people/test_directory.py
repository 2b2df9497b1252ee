"""Looking up everyone who ever joined, a page at a time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.fixtures.company import Company
from timeclock.authority.actor import Role
from timeclock.company.people.directory import PeopleFilter, count, look_up
from timeclock.paging import Window
from timeclock.worktime.shifts.leaving import deactivate_member

ALL = Window(100)


def found(company: Company, window: Window = ALL, **sought: Any) -> list[str]:
    wanted = PeopleFilter(**sought)
    people = look_up(company.workspace_id, wanted, window)
    if window is ALL:
        assert count(company.workspace_id, wanted) == len(people)
    assert all(account.id == member.account_id for member, account in people)
    return [member.name for member, _ in people]


def test_everyone_as_they_joined(company: Company) -> None:
    assert found(company) == ["Olive", "Edda", "Maya", "Yann", "Eli", "Otto"]


def test_pages(company: Company) -> None:
    assert found(company, Window(2, 1)) == ["Edda", "Maya"]
    assert found(company, Window(2, 5)) == ["Otto"]
    assert found(company, Window(2, 2**31)) == []


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        ({"roles": (Role.MANAGER,)}, ["Maya", "Yann"]),
        ({"roles": ()}, []),
        ({"names": ("Eli", "eli")}, ["Eli"]),
        ({"is_active": True}, ["Olive", "Edda", "Maya", "Yann", "Eli"]),
        ({"is_active": False}, ["Otto"]),
        ({"member_ids": ()}, []),
        ({"user_ids": (0, 2**53)}, []),
    ],
)
def test_some(company: Company, sought: dict[str, Any], expected: list[str]) -> None:
    deactivate_member(company.operator, member_id=company.otto.member_id)
    assert found(company, **sought) == expected


def test_named_ones(company: Company) -> None:
    eli, maya = company.eli, company.maya
    assert found(company, member_ids={eli.member_id, maya.member_id}) == ["Maya", "Eli"]
    assert found(company, user_ids=[eli.account_id], member_ids=[maya.member_id]) == []
    assert found(company, emails=[eli.email]) == ["Eli"]


def test_no_one_of_another_company(company: Company) -> None:
    nora = company.nora
    assert found(company, user_ids=[nora.account_id]) == []
    assert found(company, member_ids=[nora.member_id]) == []
    assert found(company, emails=[nora.email]) == []


def test_when_they_came_and_left(company: Company) -> None:
    soon = datetime.now(UTC) + timedelta(hours=1)
    assert found(company, joined_since=soon) == []
    assert found(company, joined_since=soon - timedelta(days=365)) == found(company)
    assert found(company, left_since=soon - timedelta(days=1)) == []
    deactivate_member(company.operator, member_id=company.otto.member_id)
    assert found(company, left_since=soon - timedelta(days=1)) == ["Otto"]
    assert found(company, left_since=soon) == []
    came, waits = found(company, has_come=True), found(company, has_come=False)
    assert sorted(came + waits) == sorted(found(company))


def test_the_last_first(company: Company) -> None:
    wanted = PeopleFilter()
    people = look_up(company.workspace_id, wanted, Window(2), last_first=True)
    assert [member.name for member, _ in people] == ["Otto", "Eli"]
