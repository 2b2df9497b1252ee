"""The first visit: one link, one company, all or nothing."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.worktime.shifts.races.at_once import at_once, refusals
from timeclock.company.clocks.opening import Opened, set_up
from timeclock.company.clocks.queries import assignments_of_clock
from timeclock.company.people.links import LinkUse, find_link, issue_setup
from timeclock.company.people.signing_in import sign_in
from timeclock.company.workspaces.queries import any_workspace, workspaces
from timeclock.company.workspaces.service import create_workspace
from timeclock.errors import Invalid, NotFound
from timeclock.operations.verifying.checking import verify

FORM = {
    "company": "Bakery",
    "zone": "Europe/Berlin",
    "owner_name": "Olive",
    "owner_email": "olive@bakery.test",
    "password": "correct horse battery",
    "clock_name": "Shop",
}


@pytest.fixture
def empty(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        yield app


def issued() -> str:
    token = issue_setup()
    assert token is not None
    return token


def test_it_opens_a_company_with_owner_and_clock(empty: Flask) -> None:
    token = issued()
    shown = find_link(token)
    assert shown is not None
    assert shown.purpose is LinkUse.SETUP
    opened = set_up(token, **FORM)
    ((assignment, owner),) = assignments_of_clock(opened.workspace_id, opened.clock_id)
    assert (owner.id, assignment.manages) == (opened.member_id, True)
    assert sign_in("olive@bakery.test", FORM["password"], address="a", device="")
    assert verify().problems == ()


def test_after_it_there_is_no_other(empty: Flask) -> None:
    token = issued()
    set_up(token, **FORM)
    assert find_link(token) is None
    with pytest.raises(NotFound):
        set_up(token, **FORM)
    assert issue_setup() is None
    assert len(workspaces()) == 1


def test_a_link_ends_when_a_newer_one_is_made(empty: Flask) -> None:
    old, new = issued(), issued()
    with pytest.raises(NotFound):
        set_up(old, **FORM)
    set_up(new, **FORM)


def test_a_link_does_not_open_a_server_that_has_a_company_by_now(empty: Flask) -> None:
    """The operator used the terminal while the printed address lay about."""
    token = issued()
    create_workspace(name="Mill", zone="UTC", owner_email="m@mill.test", owner_name="M")
    with pytest.raises(NotFound):
        set_up(token, **FORM)
    assert len(workspaces()) == 1


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "short"},
        {"zone": "x"},
        {"owner_email": "x"},
        {"clock_name": ""},
        {"company": ""},
    ],
)
def test_a_mistake_on_the_form_leaves_the_link_in_use(empty: Flask, wrong: dict[str, str]) -> None:
    token = issued()
    with pytest.raises(Invalid):
        set_up(token, **FORM | wrong)
    assert not any_workspace()
    set_up(token, **FORM)


def test_two_at_once_open_one(empty: Flask) -> None:
    token = issued()
    outcomes = at_once(empty, [lambda: set_up(token, **FORM)] * 4)
    assert refusals(outcomes) == ["link_not_found"] * 3
    assert sum(isinstance(outcome, Opened) for outcome in outcomes) == 1
    assert len(workspaces()) == 1
