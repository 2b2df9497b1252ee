"""The pages about keys after a new password or role, and names that look alike, on real screens."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.fixtures.cast import PASSWORD, Cast
from tests.fixtures.screens import DESK, PHONE, SIZES, Screens, violations, widths
from timeclock.authority.actor import Actor, Scope
from timeclock.company.api_keys.service import issue_key
from timeclock.company.people.membership import add_member

pytestmark = pytest.mark.databases("sqlite")

LONG = "Payroll of the Verwaltungsgemeinschaftsnebenstelle Donaudampfschifffahrt"


@pytest.fixture
def company(app: Flask, cast: Cast) -> Cast:
    """Olive has keys here and elsewhere, Eli has one, and someone is called almost as he is."""
    operator, others = Actor.operator(cast.workspace_id), Actor.operator(cast.other_workspace_id)
    with app.app_context():
        for who, name in ((cast.olive, LONG), (cast.olive, "Board"), (cast.eli, LONG)):
            issue_key(operator, member_id=who.member_id, name=name, scope=Scope.ADMIN)
        there = add_member(others, email=cast.olive.email, name="Olive").member_id
        issue_key(others, member_id=there, name="Mill", scope=Scope.READ)
        add_member(operator, email="twin@1.example", name="Еlі Engel")
    return cast


def submit(page: Page, path: str, **fields: str) -> None:
    """Open a form, fill it in and send it."""
    page.goto(path)
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)
    page.locator(f"form:has([name={next(iter(fields))}]) button").last.click()
    page.wait_for_load_state()


def states(page: Page, cast: Cast) -> Iterator[str]:
    page.goto("/choose")
    if page.url.endswith("/choose"):
        page.get_by_role("button", name="Lindner Bakery").click()
    page.goto("/admin/people")
    yield "listing"
    submit(page, "/admin/people/add", name="EIi Engel", email=f"t{id(page)}@1.example")
    yield "added"
    page.goto(f"/admin/people/{cast.eli.member_id}")
    page.locator("[name=role][value=manager]").check(force=True)
    page.get_by_role("button", name="Change the role").click()
    page.wait_for_load_state()
    assert page.get_by_text("What about the API keys of Eli Engel?").first.is_visible()
    yield "promotion"
    submit(page, "/my/settings", current=PASSWORD, password=PASSWORD)
    assert page.url.endswith("/my/keys/check")
    yield "password"


def test_they_hold_at_every_width_and_meet_the_rules(screens: Screens, company: Cast) -> None:
    page = screens.of(company.olive, DESK)
    for state in states(page, company):
        assert violations(page) == [], state
        assert widths(page) == [], state


def test_the_keys_are_revoked_with_the_promotion_and_with_the_password(
    screens: Screens, company: Cast
) -> None:
    page = screens.of(company.olive, PHONE)
    for state in states(page, company):
        if state == "promotion":
            page.get_by_role("button", name="Revoke the keys").click()
            page.get_by_text("The role of Eli Engel is changed.").wait_for()
        if state == "password":
            page.get_by_role("button", name="Revoke the keys").click()
            page.get_by_text("2 keys are revoked.").wait_for()
            page.get_by_text("You have 1 more key in another company.").wait_for()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.repetition)])
def test_each_is_read_without_scripts(
    screens: Screens, company: Cast, size: tuple[int, int], theme: str
) -> None:
    page = screens.of(company.olive, size, theme, scripts=False)
    seen = [state for state in states(page, company) if page.locator("h1").first.is_visible()]
    assert seen == ["listing", "added", "promotion", "password"]
